"""Why not: the nearest fact that is missing or over, and who could mend it; whatever is not understood is denied."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bursar.access.denial import Denial, Reason
from bursar.access.facts import Active, Facts, Grant, Membership, Portal, PortalKind, Source, Span
from bursar.access.permissions import (
    LEVELS,
    PBX,
    Level,
    PbxPermission,
    Permission,
    Role,
    role_billing,
    role_permissions,
)
from bursar.access.policy import decide, givers, held, who
from bursar.access.resources import Resource, ResourceType
from bursar.access.roads import Road
from bursar.access.ways import Fault

NOW = datetime(2026, 3, 3, 10, tzinfo=UTC)
DAY = timedelta(days=1)
ALWAYS = Span(NOW - 400 * DAY)
CAMILLE, MARC, ACCOUNT = 1, 2, 10
ASSIGNED, BY_ROLE = (frozenset({Portal(ACCOUNT, kind, ALWAYS)}) for kind in PortalKind)


def member(person: int = CAMILLE, role: Role = Role.MEMBER, custom: tuple[Permission, ...] = ()) -> Membership:
    return Membership(ACCOUNT, person, role, role_permissions(role, custom), False, ALWAYS, role_billing(role, custom))


def level(person: int = CAMILLE, name: Level = Level.FULL, span: Span = ALWAYS) -> Grant:
    return Grant(person, ACCOUNT, Source.BILLING, name, LEVELS[name], span, person=person)


def facts(*known: Membership | Grant, portals: frozenset[Portal] = ASSIGNED) -> Facts:
    return Facts(
        frozenset({Active(CAMILLE, ALWAYS), Active(MARC, ALWAYS)}),
        portals,
        frozenset(each for each in known if isinstance(each, Membership)),
        grants=frozenset(each for each in known if isinstance(each, Grant)),
    )


def denial(known: Facts, action: Permission = Permission.INVOICE_PAY) -> Denial:
    found = decide(known, CAMILLE, action, Resource.of(ACCOUNT), NOW).denial
    assert found is not None
    return found


def test_a_grant_that_is_over_is_the_nearest_fact():
    over = level(span=Span(NOW - 9 * DAY, NOW - DAY))
    long_ago = replace(over, id=7, span=Span(NOW - 90 * DAY, NOW - 80 * DAY))
    found = denial(facts(over, long_ago, level(MARC)))
    assert (found.reason, found.nearest[-1]) == (Reason.EXPIRED, (over, Fault.OVER))


def test_a_grant_to_come_says_from_when():
    found = denial(facts(level(span=Span(NOW + DAY))))
    assert found.reason is Reason.NOT_YET


@pytest.mark.parametrize("order", [1, -1])
def test_of_several_roads_the_one_nearest_in_time_is_shown(order):
    roads = [level(span=Span(NOW - 9 * DAY, NOW - days * DAY)) for days in (2, 1)][::order]
    to_come = level(span=Span(NOW + 3 * DAY))
    known = facts(*(replace(each, id=n) for n, each in enumerate((*roads, to_come))))
    assert denial(known).nearest[-1][0].span.end == NOW - DAY


def test_of_several_to_come_the_first_one_is_shown():
    known = facts(*(replace(level(span=Span(NOW + days * DAY)), id=days) for days in (2, 1, 3)))
    assert denial(known).nearest[-1][0].span.start == NOW + DAY


def test_a_road_with_one_fault_is_nearer_than_one_with_two():
    left = replace(member(), span=Span(NOW - 9 * DAY, NOW - DAY))
    tick = Grant(9, ACCOUNT, Source.PBX, "pay_invoices", PBX[PbxPermission.PAY_INVOICES], left.span, person=CAMILLE)
    long_ago = level(span=Span(NOW - 90 * DAY, NOW - 80 * DAY))
    assert denial(facts(left, tick, long_ago)).nearest[-1] == (long_ago, Fault.OVER)


def test_a_road_that_only_sleeps_is_nearer_than_one_that_is_over():
    over = replace(level(span=Span(NOW - 9 * DAY, NOW - DAY)), id=8)
    tick = Grant(9, ACCOUNT, Source.PBX, "pay_invoices", PBX[PbxPermission.PAY_INVOICES], ALWAYS, person=CAMILLE)
    suspended = replace(member(), is_suspended=True)
    found = denial(facts(over, suspended, tick))
    assert (found.reason, [fault for _fact, fault in found.nearest]) == (
        Reason.SUSPENDED,
        [None, Fault.SUSPENDED, None],
    )


@pytest.mark.parametrize(
    ("known", "reason"),
    [
        (facts(), Reason.NO_TIE),
        (facts(member()), Reason.NOT_GIVEN),
        (facts(level(name=Level.VIEWER)), Reason.NOT_GIVEN),
        (facts(replace(member(), is_suspended=True)), Reason.SUSPENDED),
    ],
)
def test_without_a_road_it_says_what_there_is(known, reason):
    found = denial(known)
    assert (found.reason, [fact for fact, _fault in found.nearest]) == (reason, sorted(known.memberships, key=repr))
    assert all((fault is Fault.SUSPENDED) == (reason is Reason.SUSPENDED) for _fact, fault in found.nearest)


def test_a_need_that_is_missing_is_named_and_nothing_else_is():
    pay = replace(level(), permissions=frozenset({Permission.INVOICE_PAY}))
    assert denial(facts(pay)).needed is Permission.INVOICE_VIEW
    assert denial(facts(member()), Permission.ADMIN_PORTAL_ENTER).needed is None
    assert denial(facts(pay), Permission.INVOICE_VIEW).needed is None


@pytest.mark.parametrize("asked", [Permission.INVOICE_PAY, Permission.PAYMENT_METHOD_MANAGE])
def test_it_is_told_that_it_is_the_need_that_is_missing(asked):
    assert Denial(Reason.NOT_GIVEN, Permission.INVOICE_VIEW).needed_by(asked).needed is Permission.INVOICE_VIEW
    assert Denial(Reason.NOT_GIVEN, asked).needed_by(asked).needed is None
    assert Denial(Reason.NOT_GIVEN, asked).needed is None


def test_nobody_could_give_what_is_not_understood_or_to_whom_is_not_there():
    nobody = decide(facts(), 99, "invoice:pay", Resource.of(ACCOUNT), NOW).denial
    unknown = decide(facts(), CAMILLE, "invoice:burn", Resource.of(ACCOUNT), NOW).denial
    assert nobody is not None
    assert unknown is not None
    assert (nobody.reason, nobody.is_obtainable, unknown.is_obtainable) == (Reason.INACTIVE, False, False)
    assert denial(facts()).is_obtainable


def test_who_could_give_it_holds_it_and_manages_administrators():
    known = facts(member(), member(MARC, Role.SUPER_ADMIN), level(MARC))
    assert list(givers(known, denial(known), ACCOUNT, NOW)) == [MARC]
    assert [giver.road for giver in denial(known).givers] == [Road.ADMINISTRATORS, Road.PBX_PAGE]


def test_a_super_admin_who_holds_no_bill_could_not_give_it():
    known = facts(member(), member(MARC, Role.SUPER_ADMIN))
    assert list(givers(known, denial(known), ACCOUNT, NOW)) == []


def test_where_the_portal_goes_by_role_a_super_admin_holds_every_right_over_the_bills():
    known = facts(member(role=Role.SUPER_ADMIN), portals=BY_ROLE)
    assert held(known, CAMILLE, ACCOUNT, NOW) >= LEVELS[Level.FULL]


def test_where_the_portal_goes_by_role_a_named_administrator_sleeps():
    found = denial(facts(level(), portals=BY_ROLE))
    assert (found.reason, {giver.road for giver in found.givers}) == (Reason.ASLEEP, {Road.ROLE})


@pytest.mark.parametrize(("portals", "expected"), [(ASSIGNED, set()), (BY_ROLE, {Permission.INVOICE_VIEW})])
def test_the_billing_rights_of_a_custom_role_count_where_the_portal_goes_by_role_only(portals, expected):
    known = facts(
        member(role=Role.CUSTOM, custom=(Permission.INVOICE_VIEW, Permission.BILLING_ADMIN_MANAGE)), portals=portals
    )
    assert held(known, CAMILLE, ACCOUNT, NOW) - {Permission.ADMIN_PORTAL_ENTER} == expected


def test_pbx_permissions_are_the_same_in_both_kinds():
    tick = Grant(9, ACCOUNT, Source.PBX, "pay_invoices", PBX[PbxPermission.PAY_INVOICES], ALWAYS, person=CAMILLE)
    seen = [held(facts(member(), tick, portals=portals), CAMILLE, ACCOUNT, NOW) for portals in (ASSIGNED, BY_ROLE)]
    assert seen == [PBX[PbxPermission.PAY_INVOICES]] * 2


def test_without_a_portal_nobody_has_a_right_in_it():
    assert held(facts(level(), portals=frozenset()), CAMILLE, ACCOUNT, NOW) == frozenset()


def test_an_action_that_is_none_of_the_thing_is_denied():
    on_invoice = decide(
        facts(level()), CAMILLE, Permission.BILLING_ADMIN_MANAGE, Resource(ResourceType.INVOICE, ACCOUNT), NOW
    )
    assert on_invoice.denial is not None
    assert on_invoice.denial.reason is Reason.UNKNOWN


MALFORMED: list[tuple[Any, ...]] = [
    (facts(level()), CAMILLE, "invoice:burn", Resource.of(ACCOUNT), NOW),
    (facts(level()), CAMILLE, "invoice:pay", Resource("moon", ACCOUNT), NOW),  # type: ignore[arg-type]
    (facts(level()), CAMILLE, "invoice:pay", None, NOW),
    (facts(level()), None, "invoice:pay", Resource.of(ACCOUNT), NOW),
    (facts(level()), CAMILLE, "invoice:pay", Resource.of(ACCOUNT), None),
    (facts(level()), CAMILLE, "invoice:pay", Resource.of(ACCOUNT), NOW.replace(tzinfo=None)),
    (facts(level()), CAMILLE, ["invoice:pay"], Resource.of(ACCOUNT), NOW),
    (None, CAMILLE, "invoice:pay", Resource.of(ACCOUNT), NOW),
    (facts(replace(level(), span=None)), CAMILLE, "invoice:pay", Resource.of(ACCOUNT), NOW),  # type: ignore[type-var]
    (facts(level(), replace(level(MARC), span="soon")), CAMILLE, "invoice:pay", Resource.of(ACCOUNT), "soon"),  # type: ignore[type-var]
]


@pytest.mark.parametrize("asked", MALFORMED)
def test_what_is_not_understood_is_denied(asked):
    decision = decide(*asked)
    assert not decision.is_allowed
    assert decision.denial is not None


def test_who_may_is_everybody_whom_the_decision_allows():
    known = facts(level(), member(MARC), level(MARC, Level.VIEWER))
    assert list(who(known, Permission.INVOICE_PAY, ACCOUNT, NOW)) == [CAMILLE]
