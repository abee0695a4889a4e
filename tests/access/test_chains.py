"""What a chain says of itself: since when and until when it gives a right, by what, and what that needs besides."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bursar.access.denial import Denial, Reason
from bursar.access.facts import Active, Facts, Grant, Membership, Nested, Portal, PortalKind, Source, Span
from bursar.access.permissions import LEVELS, PBX, Level, PbxPermission, Permission, Role
from bursar.access.policy import Chain, Decision, decide, givers, group_chain
from bursar.access.resources import Resource
from bursar.access.roads import Giver, Road
from bursar.access.ways import Way
from tests.access.dated import BEGAN

P = Permission
DAY = timedelta(days=1)
NOW = BEGAN + 50 * DAY


def span(start: int, end: int | None = None) -> Span:
    return Span(BEGAN + start * DAY, None if end is None else BEGAN + end * DAY)


def day(count: int) -> datetime:
    return BEGAN + count * DAY


ACTIVE, PORTAL = Active(1, span(9)), Portal(10, PortalKind.BY_ROLE, span(8))
MEMBER = Membership(10, 1, Role.SUPER_ADMIN, frozenset(), False, span(7), LEVELS[Level.FULL])
TICK = Grant(1, 10, Source.PBX, "pay_invoices", PBX[PbxPermission.PAY_INVOICES], span(3, 90), person=1)


def chain(*links, premises=(ACTIVE,), needs=()) -> Chain:
    return Chain(P.INVOICE_PAY, Way(premises, links, frozenset({P.INVOICE_PAY})), needs)


def ending(end: int | None) -> Chain:
    return chain(replace(TICK, span=span(1, end)))


def test_a_right_from_a_grant_is_held_since_its_links_began_the_membership_aside():
    assert chain(MEMBER, TICK).since == day(3)
    assert chain(MEMBER, replace(TICK, span=span(20))).since == day(20)
    assert chain(TICK, premises=(ACTIVE, PORTAL)).since == day(3)


def test_a_right_from_a_role_is_held_since_the_membership_and_the_kind_of_portal_began():
    assert chain(MEMBER).since == day(7)
    assert chain(MEMBER, premises=(ACTIVE, PORTAL)).since == day(8)


@pytest.mark.parametrize(
    ("needs", "until"),
    [((), 90), ((40,), 40), ((40, 60), 60), ((40, None), 90), ((None,), 90), ((95,), 90), ((None, None), 90)],
)
def test_it_ends_with_the_first_of_its_facts_and_with_the_last_way_to_what_it_needs(needs, until):
    assert chain(TICK, needs=tuple(ending(end) for end in needs)).until == day(until)


@pytest.mark.parametrize(("needs", "until"), [((), None), ((40, 60), day(60)), ((None, 60), None)])
def test_what_has_no_end_ends_with_what_it_needs_alone(needs, until):
    assert chain(replace(TICK, span=span(3)), needs=tuple(ending(end) for end in needs)).until == until


def test_only_a_grant_at_the_end_is_its_grant():
    assert (chain(MEMBER, TICK).grant, chain(MEMBER).grant) == (TICK, None)


def test_the_needs_of_a_right_are_shown_where_its_own_grant_does_not_carry_them():
    pay = Grant(1, 10, Source.BILLING, "custom", frozenset({P.INVOICE_PAY}), span(3), person=1)
    both = Grant(2, 10, Source.BILLING, "payer", LEVELS[Level.PAYER], span(3), person=1)
    known = Facts(
        frozenset({ACTIVE}), frozenset({replace(PORTAL, kind=PortalKind.ASSIGNED)}), grants=frozenset({pay, both})
    )
    chains = {each.grant: each for each in decide(known, 1, P.INVOICE_PAY, Resource.of(10), NOW).chains}
    assert chains[both].needs == ()
    assert [need.grant for need in chains[pay].needs] == [both]


@pytest.mark.parametrize("reason", Reason)
def test_a_denial_is_by_suspension_or_not(reason):
    denied = Decision(P.INVOICE_PAY, denial=Denial(reason))
    assert denied.is_suspended is (reason is Reason.SUSPENDED)
    assert not Decision(P.INVOICE_PAY).is_suspended


FIRST = span(0)


def nested(child: int, parent: int, account: int = 10, when: Span = FIRST) -> Nested:
    return Nested(account, child, parent, f"group {parent}", when)


def test_a_group_is_followed_up_to_the_topmost_one():
    up, top = nested(100, 101), nested(101, 102)
    others = {nested(101, 109, account=11), nested(102, 103, when=span(60)), nested(102, 104, when=span(0, 40))}
    known = Facts(nestings=frozenset({up, top, *others}))
    assert group_chain(known, 100, 10, NOW) == (up, top)
    assert group_chain(known, 102, 10, NOW) == ()


def test_groups_in_a_circle_are_followed_once():
    there, back = nested(100, 101), nested(101, 100)
    assert group_chain(Facts(nestings=frozenset({there, back})), 100, 10, NOW) == (there,)


@pytest.mark.parametrize(
    ("holds", "found"),
    [
        (LEVELS[Level.PAYER], [1]),
        (LEVELS[Level.VIEWER], [1]),
        (LEVELS[Level.FULL], []),
    ],
)
def test_who_holds_all_that_it_takes_could_give_it(holds, found):
    payer = Grant(2, 10, Source.BILLING, "payer", LEVELS[Level.PAYER], span(3), person=1)
    known = Facts(
        frozenset({ACTIVE, Active(2, span(0))}),
        frozenset({replace(PORTAL, kind=PortalKind.ASSIGNED)}),
        grants=frozenset({payer}),
    )
    denial = Denial(Reason.NOT_GIVEN, givers=(Giver(Road.ADMINISTRATORS, holds, P.BILLING_ADMIN_MANAGE),))
    assert list(givers(known, denial, 10, NOW)) == found
