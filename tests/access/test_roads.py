"""On which roads each right is given, and what somebody must hold to give it there."""

import pytest

from bursar.access.facts import Membership, Span
from bursar.access.permissions import BILLING, PBX, ROLE_BILLING, ROLE_PERMISSIONS, Permission, Role
from bursar.access.roads import Giver, Road, given_by
from tests.access.test_denials import NOW

P = Permission
ON_THE_PAGE = frozenset().union(*PBX.values())
OFFICE = {*ROLE_PERMISSIONS, P.ADMIN_PORTAL_ENTER, P.ADMIN_MANAGE, P.PBX_ENTER, P.PBX_PERMISSION_MANAGE}


def somebody(role: str, *contains: Permission, billing: frozenset[Permission] = frozenset()) -> Membership:
    return Membership(10, 1, role, frozenset(contains), False, Span(NOW), billing)


def roads(right: Permission, member: Membership | None, *, is_by_role: bool = False) -> dict[Road, set[frozenset[P]]]:
    found: dict[Road, set[frozenset[P]]] = {}
    for giver in given_by(right, is_by_role=is_by_role, member=member):
        assert giver.manages in giver.holds
        found.setdefault(giver.road, set()).add(giver.holds)
    return found


@pytest.mark.parametrize("right", Permission)
def test_members_are_ticked_on_the_page_and_money_by_those_alone_who_hold_it(right):
    holds = {P.PBX_PERMISSION_MANAGE} | ({right} & {P.INVOICE_VIEW, P.INVOICE_PAY})
    expected = {frozenset(holds)} if right in ON_THE_PAGE else None
    assert roads(right, somebody(Role.MEMBER)).get(Road.PBX_PAGE) == expected
    assert Road.PBX_PAGE not in roads(right, None)


@pytest.mark.parametrize("right", BILLING)
def test_bills_are_given_by_administrators_who_hold_them_or_by_role_never_both(right):
    assert roads(right, None) == {Road.ADMINISTRATORS: {frozenset({P.BILLING_ADMIN_MANAGE, right})}}
    by_role = roads(right, None, is_by_role=True)
    assert by_role.keys() == {Road.ROLE}
    assert frozenset({P.ADMIN_MANAGE, right}) in by_role[Road.ROLE]


@pytest.mark.parametrize("right", Permission)
def test_a_super_admin_gives_by_role_what_a_role_contains(right):
    found = roads(right, somebody(Role.ADMIN)).get(Road.ROLE)
    assert found == ({frozenset({P.ADMIN_MANAGE})} if right in OFFICE else None)


@pytest.mark.parametrize("right", Permission)
@pytest.mark.parametrize("member", [None, somebody(Role.MEMBER)])
def test_who_manages_roles_and_members_makes_and_assigns_a_role_of_what_they_hold(right, member):
    makeable = right in (*ROLE_PERMISSIONS, *ROLE_BILLING, P.ADMIN_PORTAL_ENTER)
    found = roads(right, member, is_by_role=True).get(Road.ROLE, set())
    assert (frozenset({P.ROLE_MANAGE, P.MEMBER_MANAGE, right}) in found) == makeable
    assert len(found) == makeable + (right in OFFICE or right in BILLING)


def test_to_a_custom_role_is_added_by_who_holds_all_that_counts_in_it():
    kay = somebody("Reception", P.MEMBER_VIEW, billing=frozenset({P.INVOICE_VIEW}))
    manages = frozenset({P.ADMIN_MANAGE})
    holds = frozenset({P.ROLE_MANAGE, P.ACTIVITY_VIEW, P.MEMBER_VIEW})
    assert roads(P.ACTIVITY_VIEW, kay) == {Road.ROLE: {manages, holds}}
    assert roads(P.ACTIVITY_VIEW, kay, is_by_role=True) == {Road.ROLE: {manages, holds | {P.INVOICE_VIEW}}}


def test_the_first_road_to_bills_is_the_portal_they_belong_to():
    assert [each.road for each in given_by(P.INVOICE_PAY, is_by_role=False, member=somebody(Role.MEMBER))] == [
        Road.ADMINISTRATORS, Road.PBX_PAGE
    ]  # fmt: skip
    assert Giver(Road.ADMINISTRATORS, frozenset({P.BILLING_ADMIN_MANAGE}), P.BILLING_ADMIN_MANAGE) in given_by(
        P.BILLING_ADMIN_MANAGE, is_by_role=False, member=None
    )


@pytest.mark.parametrize("name", ["Accounts", "treasurer", "zeppelins"])
def test_a_custom_role_is_one_whatever_its_name(name):
    kay = somebody(name, P.MEMBER_VIEW)
    assert frozenset({P.ROLE_MANAGE, P.GROUP_MANAGE, P.MEMBER_VIEW}) in roads(P.GROUP_MANAGE, kay)[Road.ROLE]
