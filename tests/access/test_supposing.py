"""The facts as they would be: what is supposed of one account or person changes nothing of those beside it."""

from dataclasses import replace

import pytest

from bursar.access import supposing
from bursar.access.facts import Active, Facts, Grant, InGroup, Membership, Nested, Portal, PortalKind, Source, Span
from bursar.access.permissions import LEVELS, Level, Permission, Role
from tests.access.dated import BEGAN

SPAN = Span(BEGAN)
HERE, OTHERS = 10, (9, 11)
RIGHTS, BILLS = frozenset({Permission.MEMBER_VIEW}), frozenset({Permission.INVOICE_VIEW})


def inside(person: int, group: int, account: int = HERE) -> InGroup:
    return InGroup(account, person, group, f"group {group}", SPAN)


def nested(child: int, parent: int, account: int = HERE) -> Nested:
    return Nested(account, child, parent, f"group {parent}", SPAN)


def member(person: int, account: int = HERE, *, is_suspended: bool = True) -> Membership:
    return Membership(account, person, Role.MEMBER, frozenset(), is_suspended, SPAN, frozenset())


def grant(number: int, person: int, account: int = HERE, source: Source = Source.BILLING) -> Grant:
    return Grant(number, account, source, "viewer", LEVELS[Level.VIEWER], SPAN, person=person)


BESIDE = {inside(2, 100, account) for account in OTHERS} | {
    inside(1, 100),
    inside(3, 100),
    inside(2, 99),
    inside(2, 101),
}


def test_who_leaves_a_group_leaves_no_other_and_nobody_else_does():
    known = Facts(in_groups=frozenset({inside(2, 100), *BESIDE}))
    assert supposing.leaving(known, HERE, [2], [100]).in_groups == BESIDE


def test_who_joins_is_in_it_besides():
    known = Facts(in_groups=frozenset(BESIDE))
    assert supposing.joining(known, HERE, [2], 100, "group 100", BEGAN).in_groups == {inside(2, 100), *BESIDE}


def test_who_is_put_into_groups_keeps_those_among_them_and_leaves_the_others():
    kept = replace(inside(2, 99), span=Span(BEGAN.replace(hour=1)))
    known = Facts(in_groups=frozenset({kept, inside(2, 100), inside(1, 100)}))
    later = supposing.grouped(known, HERE, 2, {99: "group 99", 101: "group 101"}, BEGAN)
    assert later.in_groups == {kept, inside(2, 101), inside(1, 100)}


@pytest.mark.parametrize(("parent", "new"), [((105, "group 105"), {nested(100, 105)}), (None, set())])
def test_a_group_that_is_moved_moves_alone(parent, new):
    beside = {nested(100, 104, account) for account in OTHERS} | {nested(99, 104), nested(101, 104)}
    known = Facts(nestings=frozenset({nested(100, 104), *beside}))
    assert supposing.moved(known, HERE, 100, parent, BEGAN).nestings == beside | new


def test_a_role_is_given_to_these_members_of_this_account_alone():
    beside = {member(2, account) for account in OTHERS} | {member(1), member(3)}
    later = supposing.with_role(
        Facts(memberships=frozenset({member(2), *beside})), HERE, [2], "Receptionist", RIGHTS, BILLS
    )
    changed = replace(member(2), role="Receptionist", permissions=RIGHTS, billing=BILLS)
    assert later.memberships == {changed, *beside}


@pytest.mark.parametrize("is_suspended", [True, False])
def test_one_membership_alone_is_suspended_or_resumed(is_suspended):
    beside = {member(2, account) for account in OTHERS} | {member(1), member(3)}
    before = Facts(memberships=frozenset({replace(member(2), is_suspended=not is_suspended), *beside}))
    later = supposing.suspended(before, HERE, 2, is_suspended=is_suspended)
    assert later.memberships == {replace(member(2), is_suspended=is_suspended), *beside}


def test_who_is_gone_is_in_no_group_and_holds_no_tick_and_keeps_the_level():
    beside = {grant(2, 2, OTHERS[0], source=Source.PBX), grant(3, 3, source=Source.PBX), grant(4, 2)}
    others = {InGroup(HERE, 3, 7, "A", SPAN), InGroup(OTHERS[0], 2, 7, "A", SPAN)}
    members = {member(3), member(2, OTHERS[0])}
    before = Facts(
        memberships=frozenset({member(2), *members}),
        in_groups=frozenset({InGroup(HERE, 2, 7, "A", SPAN), *others}),
        grants=frozenset({grant(1, 2, source=Source.PBX), *beside}),
    )
    later = supposing.gone(before, HERE, 2)
    assert (later.memberships, later.in_groups, later.grants) == (members, others, beside)


@pytest.mark.parametrize("is_topmost", [True, False])
def test_what_is_inside_a_dissolved_group_moves_up(is_topmost):
    above = set() if is_topmost else {Nested(HERE, 7, 6, "Above", SPAN)}
    beside = {Nested(HERE, 9, 8, "Inside", SPAN), Nested(OTHERS[0], 8, 7, "Far", SPAN)}
    tick = Grant(1, HERE, Source.PBX, "configure", frozenset(), SPAN, group=7)
    kept = {replace(tick, id=2, group=8), replace(tick, id=3, group=6), replace(tick, id=4, account=OTHERS[0])}
    stay = {InGroup(HERE, 1, 8, "B", SPAN), InGroup(HERE, 1, 6, "C", SPAN), InGroup(OTHERS[0], 1, 7, "A", SPAN)}
    before = Facts(
        in_groups=frozenset({InGroup(HERE, 1, 7, "A", SPAN), *stay}),
        nestings=frozenset({Nested(HERE, 8, 7, "A", SPAN), *above, *beside}),
        grants=frozenset({tick, *kept}),
    )
    later = supposing.dissolved(before, HERE, 7)
    assert later.in_groups == stay
    assert later.nestings == beside | (set() if is_topmost else {Nested(HERE, 8, 6, "Above", SPAN)})
    assert later.grants == kept


@pytest.mark.parametrize("new", [grant(9, 2), None])
def test_one_persons_level_in_one_account_is_another_one(new):
    beside = {grant(2, 2, OTHERS[0]), grant(3, 2, OTHERS[1]), grant(4, 1), grant(5, 3), grant(6, 2, source=Source.PBX)}
    later = supposing.with_level(Facts(grants=frozenset({grant(1, 2), *beside})), HERE, 2, new)
    assert later.grants == beside | ({new} if new else set())


def test_together_is_what_either_knows():
    kinds = PortalKind.ASSIGNED, PortalKind.BY_ROLE
    one, other = (
        Facts(
            frozenset({Active(n, SPAN)}),
            frozenset({Portal(n, kinds[n], SPAN)}),
            frozenset({member(n)}),
            frozenset({inside(n, 100)}),
            frozenset({nested(n, 100)}),
            frozenset({grant(n, n)}),
        )
        for n in (0, 1)
    )
    both = supposing.together(one, other)
    for name in ("active", "portals", "memberships", "in_groups", "nestings", "grants"):
        assert getattr(both, name) == getattr(one, name) | getattr(other, name)
