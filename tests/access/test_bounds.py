"""What a level, a PBX permission or a custom role can never give, whatever it says; and the hour that comes twice."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bursar.access.facts import Active, Facts, Grant, Membership, Portal, PortalKind, Source, Span
from bursar.access.permissions import BILLING, Permission, Role, role_permissions
from bursar.access.policy import decide, held
from bursar.access.resources import Resource

NOW = datetime(2026, 3, 3, 10, tzinfo=UTC)
ALWAYS = Span(NOW - timedelta(days=400))
EVERYTHING = frozenset(Permission)
PARIS = ZoneInfo("Europe/Paris")


def holding(*grants: Grant) -> Facts:
    member = Membership(10, 1, Role.MEMBER, frozenset(), False, ALWAYS)
    portal = Portal(10, PortalKind.ASSIGNED, ALWAYS)
    return Facts(frozenset({Active(1, ALWAYS)}), frozenset({portal}), frozenset({member}), grants=frozenset(grants))


def test_a_level_gives_no_right_outside_the_bills():
    level = Grant(1, 10, Source.BILLING, "custom", EVERYTHING, ALWAYS, person=1)
    assert held(holding(level), 1, 10, NOW) == frozenset(BILLING)


def test_a_pbx_permission_gives_no_right_of_an_administrator():
    tick = Grant(1, 10, Source.PBX, "pay_invoices", EVERYTHING, ALWAYS, person=1)
    assert not decide(holding(tick), 1, Permission.BILLING_ADMIN_MANAGE, Resource.of(10), NOW).is_allowed
    assert Permission.ADMIN_PORTAL_ENTER not in held(holding(tick), 1, 10, NOW)


def test_no_custom_role_manages_admins_or_the_pbx():
    contained = role_permissions(Role.CUSTOM, EVERYTHING)
    assert not contained & {Permission.ADMIN_MANAGE, Permission.PBX_PERMISSION_MANAGE, Permission.INVOICE_PAY}


def test_in_the_hour_that_clocks_show_twice_a_grant_ends_once():
    end = datetime(2026, 10, 25, 2, 30, tzinfo=PARIS)  # in summer time; the clocks go back at three
    level = Grant(1, 10, Source.BILLING, "full", frozenset(BILLING), Span(ALWAYS.start, end), person=1)
    asked = datetime(2026, 10, 25, 2, 0, tzinfo=PARIS, fold=1)  # half an hour later, in winter time
    assert not decide(holding(level), 1, Permission.INVOICE_PAY, Resource.of(10), asked).is_allowed
    assert held(holding(level), 1, 10, asked) == frozenset()
