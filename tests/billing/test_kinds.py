"""Two kinds of billing portal: by name, or by role; the operator switches, and nobody is locked out."""

import pytest
from django.core import mail as delivered

from bursar.access.permissions import LEVELS, Level, Permission
from bursar.accounts.models import PortalKind as Row
from bursar.audit.models import Entry
from bursar.billing import commands
from bursar.billing.queries import full_administrators, is_waiting, kind_turn
from bursar.core.errors import Forbidden, Refused
from bursar.grants.queries import permissions
from bursar.lifecycle.commands.operator import deactivate_person
from bursar.mail.models import OutboxMail
from bursar.mail.sender import send_due
from tests.billing.conftest import days, give
from tests.kinds import ASSIGNED, BY_ROLE, appoint, operator, payer_by_role, switch
from tests.personas import World

P = Permission


def test_a_super_admin_gains_everything_and_those_named_lose_it(by_role: World):
    assert permissions(by_role.person("super_admin").pk, by_role.account) >= LEVELS[Level.FULL]
    assert permissions(by_role.person("full").pk, by_role.account) == frozenset()
    assert P.INVOICE_PAY in permissions(by_role.person("treasurer").pk, by_role.account)


def test_switched_back_everything_is_as_it_was(by_role: World):
    switch(by_role, ASSIGNED)
    assert permissions(by_role.person("full").pk, by_role.account) == LEVELS[Level.FULL]
    assert not permissions(by_role.person("super_admin").pk, by_role.account) & LEVELS[Level.FULL]
    assert P.INVOICE_PAY not in permissions(by_role.person("treasurer").pk, by_role.account)


def test_beforehand_it_is_known_who_gains_and_who_loses_what(world: World):
    world.person("founder"), world.person("super_admin"), world.person("viewer"), payer_by_role(world)
    turn = kind_turn(world.account, BY_ROLE)
    assert [p.first_name for p in turn.people] == ["Super_Admin", "Treasurer", "Viewer"]  # the founder keeps it all
    assert turn.lost(world.person("viewer")) == [P.BILLING_PORTAL_ENTER, P.INVOICE_VIEW]
    assert turn.gained(world.person("treasurer")) == [P.BILLING_PORTAL_ENTER, P.INVOICE_VIEW, P.INVOICE_PAY]
    assert not Row.objects.exists()


def test_it_is_dated_and_told_by_one_entry_that_holds_no_reason(by_role: World):
    switch(by_role, ASSIGNED, "They changed their mind")
    closed, opened = Row.objects.order_by("pk")
    assert (closed.kind, closed.ended_at) == (BY_ROLE, opened.started_at)
    assert (opened.kind, opened.ended_at) == (ASSIGNED, None)
    assert (opened.reason, opened.changed_by.name) == ("They changed their mind", "Ada")
    entries = Entry.objects.filter(kind="billing.portal.kind.changed").order_by("pk").values_list("old", "new")
    assert list(entries) == [
        ({"portal_kind": a}, {"portal_kind": b}) for a, b in (("assigned", "by_role"), ("by_role", "assigned"))
    ]


def test_who_gains_loses_or_looks_after_the_portal_is_told(by_role: World):
    told = OutboxMail.objects.filter(kind="billing.portal_kind_changed").values_list("to_person_id", "about")
    about, named = dict(told), by_role.person("full").pk
    assert set(about) == {by_role.person(name).pk for name in ("super_admin", "full", "treasurer")}
    assert (about[named]["gained"], len(about[named]["lost"])) == ([], len(LEVELS[Level.FULL]))


def test_only_the_operator_switches_and_says_why(world: World):
    with pytest.raises(Forbidden) as refusal:
        commands.change_portal_kind(world.actor("founder"), account=world.account, kind=BY_ROLE, reason="I want to")
    assert refusal.value.code == "operator_only"
    with pytest.raises(Refused) as unsaid:
        switch(world, reason=" ")
    assert unsaid.value.code == "reason_missing"


@pytest.mark.parametrize(("kind", "code"), [(ASSIGNED, "same_kind"), (BY_ROLE, "no_super_admin")])
def test_a_switch_to_the_same_or_to_nobody_is_refused(world: World, kind, code):
    world.person("full"), world.person("admin"), world.person("suspended")
    with pytest.raises(Refused) as refusal:
        switch(world, kind)
    assert refusal.value.code == code


def test_switching_back_wants_a_full_administrator_without_an_end(world: World):
    world.person("super_admin"), give(world, "interim", Level.FULL, valid_until=days(30))
    switch(world)
    with pytest.raises(Refused) as refusal:
        switch(world, ASSIGNED)
    assert (refusal.value.code, "bursar billing-admin appoint" in str(refusal.value)) == ("no_full_administrator", True)
    appoint(world, "member")
    assert permissions(world.person("member").pk, world.account) == frozenset()  # it sleeps
    switch(world, ASSIGNED)
    assert full_administrators(world.account) == [world.person("member")]


def test_a_second_sleeping_administrator_wants_force(by_role: World):
    with pytest.raises(Refused) as refusal:
        appoint(by_role, "member")
    assert refusal.value.code == "has_administrator"


def test_a_portal_by_role_waits_only_when_its_last_super_admin_is_deactivated(by_role: World):
    deactivate_person(operator(), email=by_role.person("full").email, reason="left")
    assert not is_waiting(by_role.account)
    deactivate_person(operator(), email=by_role.person("super_admin").email, reason="left")
    assert is_waiting(by_role.account)


def test_a_portal_that_waits_is_open_again_by_a_switch(world: World):
    world.person("super_admin")
    deactivate_person(operator(), email=world.person("full").email, reason="left")
    assert is_waiting(world.account)
    switch(world)
    assert not is_waiting(world.account)


def test_the_mail_says_what_one_holds_now_and_no_longer(by_role: World):
    send_due()
    bodies = {letter.to[0]: letter.body for letter in delivered.outbox}
    named, treasurer = (bodies[by_role.person(name).email] for name in ("full", "treasurer"))
    assert "You no longer hold: Enter the billing portal, View invoices, Pay invoices, " in named
    assert "You hold now: Enter the billing portal, View invoices, Pay invoices\n" in treasurer


def test_an_appointment_that_sleeps_says_so(by_role: World):
    commands.appoint_billing_admin(
        operator(), account=by_role.account, email=by_role.person("member").email, reason="why", force=True
    )
    send_due()
    told = {letter.to[0]: letter.body for letter in delivered.outbox if "appointed" in letter.body}
    assert set(told) == {by_role.person(name).email for name in ("member", "super_admin")}
    assert all("It sleeps, though" in body for body in told.values())
    assert "because you are a Super admin" in told[by_role.person("super_admin").email]


def test_the_way_out_of_a_portal_by_role_that_has_nobody_left(by_role: World):
    deactivate_person(operator(), email=by_role.person("full").email, reason="left")
    deactivate_person(operator(), email=by_role.person("super_admin").email, reason="left")
    send_due()
    [letter] = [letter for letter in delivered.outbox if "has no administrator left" in letter.subject]
    assert f"bursar billing-portal kind {by_role.account.number} assigned" in letter.body
    appoint(by_role, "member")
    switch(by_role, ASSIGNED)
    assert not is_waiting(by_role.account)
