"""The decision: default deny, every chain, no negative grants (rules 7, 8, 10; invariants 1-3, 6, 14)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bursar.access import policy
from bursar.access.facts import Active, Facts, Grant, InGroup, Membership, Nested, Portal, PortalKind, Source, Span
from bursar.access.permissions import (
    LEVELS,
    NEEDS,
    PBX,
    ROLES,
    Level,
    PbxPermission,
    Permission,
    Role,
    missing_needs,
    role_permissions,
)
from bursar.access.policy import held, where
from bursar.access.resources import Resource

NOW = datetime(2026, 3, 3, 10, tzinfo=UTC)
ALWAYS = Span(NOW - timedelta(days=400))
CAMILLE, ACCOUNT, OTHER = 1, 10, 20
ACCOUNTING, FINANCE, DIRECTION = 100, 101, 102


def member(role: Role = Role.MEMBER, *, suspended: bool = False, span: Span = ALWAYS) -> Membership:
    return Membership(ACCOUNT, CAMILLE, role, role_permissions(role), suspended, span)


def level(name: Level, span: Span = ALWAYS, account: int = ACCOUNT) -> Grant:
    return Grant(1, account, Source.BILLING, name, LEVELS[name], span, person=CAMILLE)


def ticked(name: PbxPermission, *, group: int | None = None, span: Span = ALWAYS) -> Grant:
    person = None if group else CAMILLE
    return Grant(hash(name) % 1000, ACCOUNT, Source.PBX, name, PBX[name], span, person=person, group=group)


def facts(*grants: Grant, membership: Membership | None = None, **more: frozenset[Any]) -> Facts:
    members = frozenset({membership}) if membership else frozenset()
    active = frozenset({Active(CAMILLE, ALWAYS)})
    portals = frozenset({Portal(account, PortalKind.ASSIGNED, ALWAYS) for account in (ACCOUNT, OTHER)})
    return Facts(active, portals, members, grants=frozenset(grants), **more)


def decide(known: Facts, person: int, permission: Permission, account: int, at: datetime) -> policy.Decision:
    return policy.decide(known, person, permission, Resource.of(account), at)


def why_not(known: Facts, permission: Permission) -> tuple[str, str | None]:
    denial = decide(known, CAMILLE, permission, ACCOUNT, NOW).denial
    assert denial is not None
    return denial.reason, denial.needed


NESTED = {
    "in_groups": frozenset({InGroup(ACCOUNT, CAMILLE, ACCOUNTING, "Accounting", ALWAYS)}),
    "nestings": frozenset(
        {
            Nested(ACCOUNT, ACCOUNTING, FINANCE, "Finance", ALWAYS),
            Nested(ACCOUNT, FINANCE, DIRECTION, "Direction", ALWAYS),
        }
    ),
}


@pytest.mark.parametrize("permission", Permission)
def test_without_facts_everything_is_denied(permission):
    assert not decide(Facts(), CAMILLE, permission, ACCOUNT, NOW).is_allowed


@pytest.mark.parametrize("role", [Role.SUPER_ADMIN, Role.ADMIN, Role.MEMBER])
def test_no_role_gives_a_billing_right(role):
    assert not held(facts(membership=member(role)), CAMILLE, ACCOUNT, NOW) & LEVELS[Level.FULL]


def test_no_billing_right_opens_the_admin_portal():
    assert held(facts(level(Level.FULL)), CAMILLE, ACCOUNT, NOW) == LEVELS[Level.FULL]


def test_a_billing_administrator_need_not_be_a_member_and_stays_one_when_suspended():
    suspended = facts(level(Level.PAYER), membership=member(Role.ADMIN, suspended=True))
    assert held(suspended, CAMILLE, ACCOUNT, NOW) == LEVELS[Level.PAYER]


def test_a_group_of_a_group_carries_its_permissions_with_the_whole_chain():
    world = facts(ticked(PbxPermission.PAY_INVOICES, group=DIRECTION), membership=member(), **NESTED)
    (chain,) = decide(world, CAMILLE, Permission.INVOICE_PAY, ACCOUNT, NOW).chains
    assert [type(link).__name__ for link in chain.links] == ["Membership", "InGroup", "Nested", "Nested", "Grant"]


def test_a_nested_group_does_not_carry_upwards():
    world = facts(
        ticked(PbxPermission.PAY_INVOICES, group=ACCOUNTING),
        membership=member(),
        in_groups=frozenset({InGroup(ACCOUNT, CAMILLE, DIRECTION, "Direction", ALWAYS)}),
        nestings=NESTED["nestings"],
    )
    assert not decide(world, CAMILLE, Permission.INVOICE_PAY, ACCOUNT, NOW).is_allowed


def test_pbx_permissions_end_with_the_membership():
    world = facts(ticked(PbxPermission.VIEW_INVOICES))
    assert held(world, CAMILLE, ACCOUNT, NOW) == frozenset()


def test_suspension_ends_pbx_permissions_and_says_so():
    world = facts(ticked(PbxPermission.VIEW_INVOICES), membership=member(suspended=True))
    assert why_not(world, Permission.INVOICE_VIEW) == ("suspended", None)


def test_two_sources_give_two_chains():
    world = facts(level(Level.PAYER), ticked(PbxPermission.PAY_INVOICES), membership=member())
    assert len(decide(world, CAMILLE, Permission.INVOICE_PAY, ACCOUNT, NOW).chains) == 2


def test_pay_alone_pays_nothing():
    alone = replace(ticked(PbxPermission.PAY_INVOICES), permissions=frozenset({Permission.INVOICE_PAY}))
    assert why_not(facts(alone, membership=member()), Permission.INVOICE_PAY) == ("not_given", "invoice:view")


@pytest.mark.parametrize(("offset", "expected"), [(-1, False), (0, True), (59, True), (60, False)])
def test_a_grant_counts_from_its_start_to_just_before_its_end(offset, expected):
    world = facts(level(Level.VIEWER, Span(NOW, NOW + timedelta(minutes=60))))
    instant = NOW + timedelta(minutes=offset)
    assert decide(world, CAMILLE, Permission.INVOICE_VIEW, ACCOUNT, instant).is_allowed is expected


def test_a_deactivated_person_has_nothing():
    world = replace(facts(level(Level.FULL), membership=member(Role.SUPER_ADMIN)), active=frozenset())
    assert held(world, CAMILLE, ACCOUNT, NOW) == frozenset()


def test_facts_of_another_account_change_nothing():
    world = facts(level(Level.FULL, account=OTHER))
    assert why_not(world, Permission.INVOICE_VIEW) == ("no_tie", None)
    assert where(world, CAMILLE, Permission.INVOICE_VIEW, NOW) == frozenset({OTHER})


def test_a_circle_of_groups_ends_and_gives_nothing():
    circle = frozenset(
        {
            Nested(ACCOUNT, ACCOUNTING, FINANCE, "Finance", ALWAYS),
            Nested(ACCOUNT, FINANCE, ACCOUNTING, "Accounting", ALWAYS),
        }
    )
    world = facts(
        ticked(PbxPermission.VIEW_INVOICES, group=DIRECTION),
        membership=member(),
        in_groups=NESTED["in_groups"],
        nestings=circle,
    )
    assert not decide(world, CAMILLE, Permission.INVOICE_VIEW, ACCOUNT, NOW).is_allowed


def test_a_circle_of_groups_carries_what_is_given_to_one_of_them():
    up, back = (
        Nested(ACCOUNT, child, parent, "", ALWAYS) for child, parent in ((ACCOUNTING, FINANCE), (FINANCE, ACCOUNTING))
    )
    world = facts(
        ticked(PbxPermission.VIEW_INVOICES, group=FINANCE),
        membership=member(),
        in_groups=NESTED["in_groups"],
        nestings=frozenset({up, back}),
    )
    assert decide(world, CAMILLE, Permission.INVOICE_VIEW, ACCOUNT, NOW).is_allowed


def test_a_level_given_to_a_group_is_none():
    world = facts(
        replace(level(Level.FULL), person=None, group=ACCOUNTING), membership=member(), in_groups=NESTED["in_groups"]
    )
    assert held(world, CAMILLE, ACCOUNT, NOW) == frozenset()


@given(st.permutations(list(PbxPermission)), st.booleans())
def test_the_order_of_facts_never_matters(order, suspended):
    world = facts(*(ticked(p) for p in order), membership=member(suspended=suspended))
    again = facts(*(ticked(p) for p in reversed(order)), membership=member(suspended=suspended))
    assert held(world, CAMILLE, ACCOUNT, NOW) == held(again, CAMILLE, ACCOUNT, NOW)


def test_every_bundle_holds_what_its_permissions_need():
    for bundle in (*LEVELS.values(), *ROLES.values(), *PBX.values()):
        assert missing_needs(bundle) == {}


def test_pay_needs_view_and_the_table_says_so():
    assert NEEDS[Permission.INVOICE_PAY] is Permission.INVOICE_VIEW
    assert missing_needs({Permission.INVOICE_PAY}) == {Permission.INVOICE_PAY: Permission.INVOICE_VIEW}
