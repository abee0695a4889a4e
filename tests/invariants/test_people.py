"""The checks of memberships, groups, invitations, entries and mails notice what breaks them."""

from datetime import timedelta

import pytest

from bursar.access.actor import Actor
from bursar.accounts.models import GroupMembership, GroupNesting, Invitation
from bursar.audit.models import Entry
from bursar.core import clock
from bursar.lifecycle.models import PendingSignUp
from bursar.mail.models import OutboxMail
from bursar.mail.outbox import enqueue
from tests.invariants import broken, write
from tests.personas import make_group

AN_HOUR = timedelta(hours=1)
TOKEN = "0123456789abcdef" * 4


@pytest.fixture
def put(world):
    """Put the member in a group, from when until when."""

    def make(group, **span) -> GroupMembership:
        person = world.person("member")
        return GroupMembership.objects.create(account=group.account, group=group, person=person, **span)

    return make


@pytest.fixture
def invited(world):
    """An open invitation with its mail."""
    invitation = Invitation.objects.create(
        account=world.account, purpose="member", email="new@example.com", expires_at=clock.now() + AN_HOUR
    )
    enqueue("invitation.member", account=world.account.pk, address="new@example.com", about=_about(invitation))
    return invitation


def _about(invitation: Invitation) -> dict[str, int]:
    return {"invitation": invitation.pk, "generation": invitation.generation}


def _entry(**more) -> Entry:
    actor = Actor.operator(1)
    said = {"kind": "account.created", "actor_kind": actor.kind, "actor_id": 1, "door": actor.door, "at": clock.now()}
    return Entry.objects.create(**{**said, **more})


def test_two_rows_of_one_group_membership_at_once(world, put):
    group = make_group(world.account, "Finance")
    put(group, ended_at=clock.now() + AN_HOUR)
    second = put(group)
    assert broken("rows_do_not_overlap") == (f"group membership {second.pk}",)


def test_a_period_that_ends_before_it_began(world, put):
    row = put(make_group(world.account, "Finance"), ended_at=clock.now() - AN_HOUR)
    assert broken("periods_end_after_they_begin") == (f"group membership {row.pk}",)


def test_a_group_membership_across_accounts(world, other_world, put):
    row = put(make_group(world.account, "Finance"))
    write(row, account=other_world.account)
    assert broken("nothing_crosses_accounts") == (f"group membership {row.pk}",)


def test_somebody_in_a_deleted_group(world, put):
    row = put(make_group(world.account, "Finance"))
    assert broken("nobody_is_where_nobody_can_be") == ()
    write(row.group, deleted_at=clock.now())
    assert broken("nobody_is_where_nobody_can_be") == (f"group membership {row.pk}",)


def test_groups_in_a_circle(world):
    one = make_group(world.account, "One")
    two = make_group(world.account, "Two", one)
    assert broken("groups_are_trees") == ()
    GroupNesting.objects.create(account=world.account, child=one, parent=two)
    assert set(broken("groups_are_trees")) == {f"group {one.pk}", f"group {two.pk}"}


def test_groups_seven_deep(world):
    group = None
    for depth in range(7):
        group = make_group(world.account, f"Level {depth}", group)
    assert broken("groups_are_trees") == (f"group {group.pk}",)


def test_an_invitation_accepted_by_nobody(invited):
    write(invited, state="accepted", closed_at=clock.now())
    assert broken("invitations_are_answered_in_time") == (f"invitation {invited.pk}",)


def test_an_invitation_accepted_too_late(world, invited):
    late = invited.expires_at + AN_HOUR
    write(invited, state="accepted", closed_at=late, accepted_by=world.person("member"))
    assert broken("invitations_are_answered_in_time") == (f"invitation {invited.pk}",)


@pytest.mark.parametrize("times", [0, 2])
def test_an_invitation_accepted_with_no_entry_or_two(world, invited, times):
    person = world.person("member")
    write(invited, state="accepted", closed_at=clock.now(), accepted_by=person)
    for _ in range(times):
        _entry(kind="member.joined", on_type="person", on_id=person.pk, new={"invitation": invited.pk})
    assert broken("invitations_are_accepted_once") == (f"invitation {invited.pk}",)


def test_an_invitation_without_its_mail(invited):
    assert broken("invitations_are_mailed") == ()
    OutboxMail.objects.all().delete()
    assert broken("invitations_are_mailed") == (f"invitation {invited.pk}",)


def test_a_sign_up_that_made_an_account_without_an_administrator(world):
    row = PendingSignUp.objects.create(
        email="new@example.com", account=world.account, person=world.person("member"), completed_at=clock.now()
    )
    assert broken("sign_ups_are_completed_once") == (f"sign-up {row.pk}",)


def test_an_entry_of_a_kind_that_nobody_declared(db):
    _entry(kind="account.painted")
    assert broken("entries_are_complete") == ("entries of kind account.painted",)


def test_a_refusal_without_a_reason(db):
    entry = _entry(kind="refused.create_group")
    assert broken("entries_are_complete") == (f"entry {entry.pk}",)


@pytest.mark.parametrize(
    "new",
    [{"link": TOKEN}, {"card": "4242424242424242"}, {"old": "argon2$argon2id$v=19$m=102400"}, {"password": "secret"}],
    ids=["token", "card", "hash", "password"],
)
def test_an_entry_with_a_secret(db, new):
    entry = _entry(new=new)
    assert broken("entries_hold_no_secret") == (f"entry {entry.pk}",)


@pytest.mark.parametrize("number", ["4242424242424241", "FR7630006000011234567890189", "1424242424242426"])
def test_a_long_number_that_is_no_card_is_no_secret(db, number):
    _entry(new={"number": number})
    assert broken("entries_hold_no_secret") == ()


def test_a_mail_with_a_secret(world):
    enqueue("member.removed", account=world.account.pk, address="a@example.com", about={"token": TOKEN})
    assert broken("mails_hold_no_secret") == (f"mail {OutboxMail.objects.get().pk}",)


def test_a_mail_that_nobody_can_word(world):
    enqueue("nobody.knows", account=world.account.pk, address="a@example.com", about={})
    assert broken("mails_are_complete") == ("mails of kind nobody.knows",)


def test_a_mail_to_nobody(world):
    enqueue("member.removed", account=world.account.pk, address="a@example.com", about={})
    OutboxMail.objects.update(to_address="")
    assert broken("mails_are_complete") == (f"mail {OutboxMail.objects.get().pk}",)
