"""Who is deactivated stays it, whatever was under way (invariant 18)."""

import pytest

from bursar.access.actor import Actor
from bursar.access.permissions import Role
from bursar.accounts.models import Person
from bursar.accounts.steps import open_membership
from bursar.core import clock
from bursar.core.errors import NotKnown
from bursar.lifecycle.commands.signing_in import change_profile
from bursar.portals.public.adapter import AccountAdapter
from tests.personas import World, make_person


@pytest.fixture
def stale(db) -> Person:
    """A person as a request read them just before they were deactivated."""
    person = make_person("ada")
    Person.objects.filter(pk=person.pk).update(deactivated_at=clock.now())
    return person


def test_a_new_password_writes_back_nothing_but_the_password(stale):
    AccountAdapter().set_password(stale, "another long password")
    stale.refresh_from_db()
    assert not stale.is_active
    assert stale.check_password("another long password")


def test_a_profile_sent_by_somebody_deactivated_changes_nothing(stale):
    with pytest.raises(NotKnown):
        change_profile(Actor.person(stale.pk, door="me"), first_name="Eve", last_name="Example", language="fr")
    stale.refresh_from_db()
    assert (stale.first_name, stale.is_active) == ("Ada", False)


def test_nobody_deactivated_is_tied_to_an_account(stale, world: World):
    with pytest.raises(NotKnown):
        open_membership(world.account, stale, Role.MEMBER)
