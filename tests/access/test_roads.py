"""On which roads each right is given, and what somebody must hold to give it there."""

import pytest

from bursar.access.permissions import BILLING, PBX, Permission
from bursar.access.roads import Giver, Road, given_by

P = Permission
PAGE = Giver(Road.PBX_PAGE, frozenset({P.PBX_PERMISSION_MANAGE}))
ROLE = Giver(Road.ROLE, frozenset({P.ADMIN_MANAGE}))
ON_THE_PAGE = frozenset().union(*PBX.values())


def page(right: Permission) -> tuple[Giver, ...]:
    """The two rights over money are ticked by those alone who hold them."""
    if right in (P.INVOICE_VIEW, P.INVOICE_PAY):
        return (Giver(Road.PBX_PAGE, frozenset({P.PBX_PERMISSION_MANAGE, right})),)
    return (PAGE,) if right in ON_THE_PAGE else ()


def first(right: Permission, *, is_by_role: bool) -> tuple[Giver, ...]:
    """In the portal that the right belongs to."""
    if right in BILLING and is_by_role:
        return (Giver(Road.ROLE, frozenset({P.ADMIN_MANAGE, right})),)
    if right in BILLING:
        return (Giver(Road.ADMINISTRATORS, frozenset({P.BILLING_ADMIN_MANAGE, right})),)
    only_on_the_page = {P.PBX_PERMISSION_MANAGE, P.PBX_CONFIGURE, P.PBX_REPORT_VIEW, P.PBX_RECORDING_ACCESS}
    return () if right in only_on_the_page else (ROLE,)


@pytest.mark.parametrize("right", Permission)
@pytest.mark.parametrize("is_by_role", [True, False])
def test_a_right_is_given_in_its_portal_and_to_members_on_the_page_of_the_pbx(right, is_by_role):
    roads = first(right, is_by_role=is_by_role)
    assert given_by(right, is_by_role=is_by_role, is_member=False) == roads
    assert given_by(right, is_by_role=is_by_role, is_member=True) == (*roads, *page(right))
