"""Never without an administrator: rule 5 and invariant 5."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from bursar.access.actor import Actor
from bursar.access.permissions import Level, Permission, Role
from bursar.accounts.models import Account, Invitation, Operator
from bursar.accounts.steps import close_invitation
from bursar.audit.models import Entry
from bursar.billing import commands
from bursar.billing.models import PortalState
from bursar.billing.queries import full_administrators, is_waiting
from bursar.billing.steps import (
    appoint_from_invitation,
    close_portal_without_administrator,
    ensure_full_administrator_remains,
)
from bursar.core import clock
from bursar.core.errors import Forbidden, Refused
from bursar.grants.models import Grant
from bursar.mail.models import OutboxMail
from tests.billing.conftest import days, give, seen, terms
from tests.personas import World, make_account, make_person, member

LAST = "last_full_administrator"


def test_the_last_full_administrator_cannot_be_removed(world: World, remove):
    give(world, "interim", Level.FULL, valid_until=days(30))
    with pytest.raises(Refused) as refusal:
        remove("interim", world.person("full"))
    assert refusal.value.code == LAST
    assert "Add a second one first" in str(refusal.value)


def test_the_last_full_administrator_cannot_leave(world: World):
    with pytest.raises(Refused) as refusal:
        commands.leave_billing_portal(world.actor("full"), account=world.account)
    assert refusal.value.code == LAST


@pytest.mark.parametrize(
    ("what", "field"),
    [
        (lambda: terms(Level.PAYER), "level"),
        (lambda: terms(Level.FULL, valid_until=days(99)), "ends_on"),
        (lambda: terms(Level.FULL, valid_from=days(9)), "starts_on"),
    ],
)
def test_no_downgrade_end_date_or_later_start_for_the_last_one(world: World, change, what, field):
    with pytest.raises(Refused) as refusal:
        change("full", world.person("full"), what())
    assert (refusal.value.code, refusal.value.field) == (LAST, field)
    assert full_administrators(world.account) == [world.person("full")]


@pytest.mark.parametrize("why", ["dated", "sleeping", "deactivated", "unconfirmed", "custom"])
def test_only_an_effective_full_administrator_without_an_end_counts(world: World, remove, why):
    span = {"dated": {"valid_until": days(9)}, "sleeping": {"valid_from": days(9)}}.get(why, {})
    rights = Permission if why == "custom" else ()
    other = give(world, "other", Level.CUSTOM if why == "custom" else Level.FULL, *rights, **span)
    other.deactivated_at = clock.now() if why == "deactivated" else None
    other.confirmed_at = None if why == "unconfirmed" else clock.now()
    other.save()
    with pytest.raises(Refused):
        ensure_full_administrator_remains(world.account, without=world.person("full"))


def test_an_invitation_that_nobody_accepted_does_not_count(world: World, add):
    add("full", "second@example.com", terms(Level.FULL))
    with pytest.raises(Refused):
        commands.leave_billing_portal(world.actor("full"), account=world.account)


def test_with_a_second_one_the_first_may_go(world: World):
    give(world, "second", Level.FULL)
    commands.leave_billing_portal(world.actor("full"), account=world.account)
    assert full_administrators(world.account) == [world.person("second")]


@pytest.mark.django_db(transaction=True)
def test_two_who_remove_each_other_cannot_both_succeed():
    world = World(make_account("Northwind Traders"), {})
    pair = [give(world, "first", Level.FULL), give(world, "second", Level.FULL)]
    marks = [seen(world, person) for person in pair]
    together, answers = Barrier(2), []

    def attempt(by: int) -> None:
        together.wait()
        actor, other = Actor.person(pair[by].pk, door="tests"), pair[1 - by]
        try:
            commands.remove_billing_admin(actor, account=world.account, person=other, seen=marks[1 - by])
            answers.append("done")
        except Refused:
            answers.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=attempt, args=(by,)) for by in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["done", "refused"]
    assert len(full_administrators(world.account)) == 1


def _deactivate_last(world: World) -> None:
    person = world.person("full")
    Grant.objects.filter(person=person).update(closed_at=clock.now())
    person.deactivated_at = clock.now()
    person.save()
    close_portal_without_administrator(_operator(), world.account)


def _operator() -> Actor:
    return Actor.operator(Operator.objects.get_or_create(name="Olive")[0].pk)


def test_deactivating_the_last_one_leaves_the_portal_waiting(world: World):
    _deactivate_last(world)
    assert is_waiting(world.account)
    assert PortalState.objects.filter(portal__account=world.account, ended_at=None).count() == 1


def test_the_others_keep_their_rights_in_a_portal_that_waits(world: World, signed_in):
    browser = signed_in("viewer", entered="billing")
    _deactivate_last(world)
    assert browser.get(f"/billing/{world.account.number}/").status_code == 200


def test_super_admins_and_the_operator_are_told(world: World, settings):
    settings.OPERATOR_ADDRESS = "vendor@example.com"
    boss = world.person("super_admin")
    member(world, "colleague", Role.ADMIN)
    _deactivate_last(world)
    told = OutboxMail.objects.filter(kind="billing.needs_admin")
    assert set(told.values_list("to_person_id", "to_address")) == {(boss.pk, ""), (None, "vendor@example.com")}


def test_a_portal_that_keeps_one_stays_open(world: World):
    give(world, "second", Level.FULL)
    _deactivate_last(world)
    assert not is_waiting(world.account)


def _appoint(account: Account, email: str, **more: object) -> commands.Appointment:
    return commands.appoint_billing_admin(
        _operator(), account=account, email=email, **{"reason": "The last one has left", **more}
    )


def test_the_operator_appoints_somebody_who_signs_in_at_once(world: World):
    _deactivate_last(world)
    person = world.person("member")
    grant = _appoint(world.account, person.email).grant
    assert (grant.name, grant.how, grant.granted_by_operator.name) == (Level.FULL, Grant.How.APPOINTED, "Olive")
    assert not is_waiting(world.account)
    assert person.memberships.get().role == Role.MEMBER


def test_the_operator_invites_an_address_that_does_not_sign_in(world: World):
    _deactivate_last(world)
    invitation = _appoint(world.account, "new@example.com").invitation
    assert is_waiting(world.account)
    person = make_person("new")
    grant = appoint_from_invitation(Actor.person(person.pk, door="tests"), invitation, person)
    close_invitation(invitation, Invitation.State.ACCEPTED, person)
    assert (grant.name, grant.how) == (Level.FULL, Grant.How.APPOINTED)
    assert not is_waiting(world.account)
    assert not person.memberships.exists()


def test_outside_that_state_an_appointment_wants_force(world: World):
    world.person("full")
    with pytest.raises(Refused) as refusal:
        _appoint(world.account, world.person("member").email)
    assert refusal.value.code == "has_administrator"
    assert _appoint(world.account, world.person("member").email, force=True).grant


def test_an_appointment_always_wants_a_reason(world: World):
    _deactivate_last(world)
    with pytest.raises(Refused) as refusal:
        _appoint(world.account, world.person("member").email, reason="  ")
    assert refusal.value.code == "reason_missing"


def test_nobody_but_the_operator_appoints(world: World):
    with pytest.raises(Forbidden):
        commands.appoint_billing_admin(
            world.actor("super_admin"), account=world.account, email="a@example.com", reason="I want", force=True
        )


def test_an_appointment_is_recorded_with_the_operator(world: World):
    _deactivate_last(world)
    _appoint(world.account, world.person("member").email)
    entry = Entry.objects.get(kind="billing.admin.appointed")
    assert (entry.actor_kind, entry.actor_id) == ("operator", _operator().id)
