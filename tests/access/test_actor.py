"""Who acts: a token acts for its owner, with no more than its scopes, and in no account but the one it is kept to."""

import pytest

from bursar.access.actor import Actor


@pytest.mark.parametrize(("account", "reached"), [(4, False), (5, True), (6, False)])
def test_a_token_kept_to_an_account_reaches_no_other(account, reached):
    assert Actor.token(1, owner=2, scopes=frozenset(), within=5).reaches(account) is reached


def test_a_person_reaches_every_account_and_has_every_scope():
    actor = Actor.person(1, door="tests")
    assert actor.reaches(4)
    assert actor.has_scope("invoice:view")


def test_a_token_has_its_scopes_alone_and_acts_for_its_owner():
    actor = Actor.token(1, owner=2, scopes=frozenset({"invoice:view"}))
    assert (actor.has_scope("invoice:view"), actor.has_scope("invoice:pay"), actor.person_id) == (True, False, 2)


def test_neither_a_job_nor_the_operator_nor_the_token_of_an_installation_is_a_person():
    actors = (Actor.job("mail"), Actor.operator(1), Actor.token(1, owner=None, scopes=frozenset()))
    assert [actor.person_id for actor in actors] == [None, None, None]
