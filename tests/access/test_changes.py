"""Who gains and who loses what between two sets of facts."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bursar.access.changes import Change, changes, touched
from bursar.access.facts import Active, Facts, Grant, InGroup, Membership, Nested, Portal, PortalKind, Source, Span
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
from bursar.access.policy import held
from tests.access.test_policy import ACCOUNT, ACCOUNTING, ALWAYS, CAMILLE, DIRECTION, FINANCE, NOW, OTHER

MARC, LEA = 2, 3
P = Permission
TICK = Grant(7, ACCOUNT, Source.PBX, "pay_invoices", PBX[PbxPermission.PAY_INVOICES], ALWAYS, group=DIRECTION)
FULL = Grant(8, ACCOUNT, Source.BILLING, "full", LEVELS[Level.FULL], ALWAYS, person=LEA)
WITHIN = InGroup(ACCOUNT, CAMILLE, ACCOUNTING, "Accounting", ALWAYS)
NESTING = Nested(ACCOUNT, ACCOUNTING, FINANCE, "Finance", ALWAYS)
NESTING_ABOVE = Nested(ACCOUNT, FINANCE, DIRECTION, "Direction", ALWAYS)


def member(person: int, role: Role = Role.MEMBER) -> Membership:
    return Membership(ACCOUNT, person, role, role_permissions(role), False, ALWAYS, role_billing(role))


WORLD = Facts(
    frozenset(Active(person, ALWAYS) for person in (CAMILLE, MARC, LEA)),
    frozenset({Portal(ACCOUNT, PortalKind.ASSIGNED, ALWAYS)}),
    frozenset({member(CAMILLE), member(MARC, Role.SUPER_ADMIN)}),
    frozenset({WITHIN}),
    frozenset({NESTING, NESTING_ABOVE}),
    frozenset({TICK, FULL}),
)


def without(**gone: Any) -> Facts:
    """The world without one of its facts."""
    return replace(WORLD, **{kind: getattr(WORLD, kind) - {fact} for kind, fact in gone.items()})


def lost(later: Facts, right: P) -> frozenset[int]:
    return {change.right: change for change in changes(WORLD, later, ACCOUNT, NOW)}[right].lost


def test_between_the_same_facts_nobody_gains_or_loses():
    assert changes(WORLD, replace(WORLD), ACCOUNT, NOW) == ()


@pytest.mark.parametrize(
    "gone",
    [{"grants": TICK}, {"nestings": NESTING_ABOVE}, {"nestings": NESTING}, {"in_groups": WITHIN}],
    ids=["the tick", "the upper nesting", "the lower nesting", "the place in the group"],
)
def test_whatever_link_goes_the_person_at_the_bottom_loses(gone):
    assert lost(without(**gone), P.INVOICE_PAY) == {CAMILLE}


def test_a_person_who_goes_loses_and_one_deactivated_too():
    assert lost(without(memberships=member(CAMILLE)), P.INVOICE_PAY) == {CAMILLE}
    assert lost(without(active=Active(LEA, ALWAYS)), P.BILLING_ADMIN_MANAGE) == {LEA}


def test_another_kind_of_portal_concerns_everybody():
    later = replace(WORLD, portals=frozenset({Portal(ACCOUNT, PortalKind.BY_ROLE, ALWAYS)}))
    entering = Change(P.BILLING_PORTAL_ENTER, frozenset({MARC}), frozenset({LEA}))
    assert changes(WORLD, later, ACCOUNT, NOW)[0] == entering


def test_who_keeps_it_by_another_road_is_not_named():
    both = replace(WORLD, grants=WORLD.grants | {replace(FULL, id=9, person=CAMILLE)})
    assert changes(both, replace(both, grants=both.grants - {TICK}), ACCOUNT, NOW) == (
        Change(P.PBX_ENTER, frozenset(), frozenset({CAMILLE})),
    )


def test_what_begins_later_changes_nothing_now():
    later = replace(WORLD, grants=WORLD.grants | {replace(FULL, id=9, person=MARC, span=Span(NOW + timedelta(days=1)))})
    assert changes(WORLD, later, ACCOUNT, NOW) == ()


@pytest.mark.parametrize("account", [OTHER, ACCOUNT - 1])
def test_another_account_concerns_nobody_here(account):
    elsewhere = replace(
        WORLD,
        portals=WORLD.portals | {Portal(account, PortalKind.BY_ROLE, ALWAYS)},
        in_groups=WORLD.in_groups | {replace(WITHIN, account=account, person=MARC)},
        nestings=WORLD.nestings | {Nested(account, FINANCE, ACCOUNTING, "Accounting", ALWAYS)},
        grants=WORLD.grants | {replace(FULL, id=9, account=account, person=CAMILLE)},
    )
    assert touched(WORLD, elsewhere, ACCOUNT) == frozenset()


def test_a_portal_that_comes_or_goes_concerns_everybody_of_either():
    without_portal = replace(WORLD, portals=frozenset(), grants=frozenset())
    assert touched(WORLD, without_portal, ACCOUNT) == touched(without_portal, WORLD, ACCOUNT) == {CAMILLE, MARC, LEA}


@pytest.mark.parametrize("account", [OTHER, ACCOUNT - 1])
def test_what_lies_below_a_group_is_looked_for_in_this_account(account):
    world = replace(
        WORLD,
        nestings=frozenset({Nested(account, ACCOUNTING, DIRECTION, "Direction", ALWAYS)}),
        in_groups=frozenset({WITHIN, replace(WITHIN, account=account, group=DIRECTION, person=MARC)}),
    )
    assert touched(world, replace(world, grants=world.grants - {TICK}), ACCOUNT) == frozenset()


FACTS = [(kind, fact) for kind in ("active", "portals", "memberships", "in_groups", "nestings", "grants")
         for fact in sorted(getattr(WORLD, kind), key=repr)]  # fmt: skip


@given(st.sets(st.sampled_from(FACTS)), st.sets(st.sampled_from(FACTS)))
def test_nobody_else_than_those_looked_at_gains_or_loses(gone_before, gone_after):
    def less(gone: set[Any]) -> Facts:
        kinds = {kind for kind, _fact in FACTS}
        return replace(WORLD, **{k: getattr(WORLD, k) - {f for kind, f in gone if kind == k} for k in kinds})

    before, after = less(gone_before), less(gone_after)
    told = {(c.right, p) for c in changes(before, after, ACCOUNT, NOW) for p in c.gained | c.lost}
    for person in (CAMILLE, MARC, LEA):
        differing = held(before, person, ACCOUNT, NOW) ^ held(after, person, ACCOUNT, NOW)
        assert {right for right, p in told if p == person} == differing
