"""Of the past only what is nearest explains a denial: a long one makes it neither slow nor another."""

from datetime import UTC, datetime, timedelta

from bursar.access.facts import Active, Grant, InGroup, Membership, Nested, Portal, PortalKind, Source, Span
from bursar.access.nearby import apart, nearby
from bursar.access.permissions import PBX, PbxPermission, Permission
from bursar.access.policy import decide
from bursar.access.resources import Resource
from bursar.access.ways import ways
from tests.access.dated import facts

NOW = datetime(2026, 3, 3, 10, tzinfo=UTC)
DAY = timedelta(days=1)
TIMES = 12


def days(first: int, last: int | None = None) -> Span:
    return Span(NOW + first * DAY, None if last is None else NOW + last * DAY)


def often(make):
    return [make(days(-2 * n - 2, -2 * n - 1)) for n in range(TIMES)]


def tick(span: Span, number: int = 1) -> Grant:
    rights = PBX[PbxPermission.PAY_INVOICES]
    return Grant(number, 10, Source.PBX, "pay_invoices", rights, span, group=102)


LONG = [
    Active(1, days(-99)),
    *often(lambda span: Membership(10, 1, "member", frozenset(), False, span)),
    *often(lambda span: InGroup(10, 1, 100, "A", span)),
    *often(lambda span: Nested(10, 100, 101, "B", span)),
    *often(lambda span: Nested(10, 101, 102, "C", span)),
    *often(tick),
]


def test_a_long_past_is_one_road_not_every_combination_of_its_parts():
    assert len(list(ways(facts(LONG), 1, 10, NOW))) == 1


def test_the_road_that_is_shown_is_of_the_nearest_facts():
    denial = decide(facts(LONG), 1, Permission.INVOICE_PAY, Resource.of(10), NOW).denial
    assert denial is not None
    assert {fact.span.end for fact, fault in denial.nearest if fault} == {NOW - DAY}


def test_of_facts_that_are_alike_the_nearest_before_or_after_stays():
    assert nearby([tick(days(-9, -4)), tick(days(3)), tick(days(5))], NOW) == [tick(days(3))]
    assert nearby([tick(days(-9, -1)), tick(days(3))], NOW) == [tick(days(-9, -1))]


def test_where_one_covers_the_instant_those_alike_that_do_not_are_left_out():
    other = Grant(2, 10, Source.PBX, "view_invoices", PBX[PbxPermission.VIEW_INVOICES], days(-9, -4), group=102)
    assert nearby([tick(days(-9, -4)), tick(days(-1)), other], NOW) == [tick(days(-1)), other]


def test_every_fact_that_covers_the_instant_stays():
    both = [tick(days(-9), 1), tick(days(-1, 1), 2)]
    assert nearby(both, NOW) == both
    assert [apart(each, NOW) for each in both] == [timedelta(0)] * 2


def test_portals_of_the_two_kinds_are_not_alike():
    was, will_be = Portal(10, PortalKind.ASSIGNED, days(-9, -1)), Portal(10, PortalKind.BY_ROLE, days(1))
    assert nearby([was, will_be], NOW) == [was, will_be]
    assert nearby([was, Portal(10, PortalKind.ASSIGNED, days(2))], NOW) == [was]
