"""Custom roles that carry rights over bills: where the portal goes by role only, and given by holders only."""

import pytest

from bursar.access.permissions import PbxPermission, Permission, Role
from bursar.accounts import steps as accounts
from bursar.accounts.queries.roles import contained
from bursar.core import clock
from bursar.core.errors import Forbidden, Refused
from bursar.grants import steps as grants
from bursar.grants.queries import permissions
from bursar.lifecycle.commands.invitations import accept_own_invitation
from bursar.lifecycle.commands.member_invitations import invite_member
from bursar.lifecycle.commands.members import change_role, resume_member, suspend_member
from tests.billing.conftest import days
from tests.kinds import ASSIGNED, switch
from tests.lifecycle.test_roles import create, delete, edit, holder
from tests.personas import BY, World

P = Permission
CLERK = (P.ROLE_MANAGE, P.MEMBER_VIEW, P.MEMBER_MANAGE)


def assign(world: World, by: str, persona: str, role) -> None:
    uid = world.person(persona).uid
    actor = world.actor(by)
    change_role(actor, account=world.account, person_uid=uid, role=Role.CUSTOM, custom_role_uid=role.uid)


def invite(world: World, by: str, role):
    words = {"email": "new@example.com", "first_name": "New", "last_name": "Comer", "language": "en"}
    return invite_member(
        world.actor(by), account=world.account, **words, role=Role.CUSTOM, custom_role_uid=role.uid, group_uids=[]
    )


@pytest.fixture
def treasurer(by_role):
    """The custom role of the treasurer: enter, view, pay."""
    return by_role.account.custom_roles.get()


def test_a_super_admin_puts_rights_over_bills_into_a_role(by_role):
    role = create(by_role, "super_admin", P.BILLING_PORTAL_ENTER, P.INVOICE_VIEW)
    assign(by_role, "super_admin", "member", role)
    assert permissions(by_role.person("member").pk, by_role.account) >= {P.BILLING_PORTAL_ENTER, P.INVOICE_VIEW}


@pytest.mark.parametrize("permission", [P.BILLING_ADMIN_MANAGE, P.PAYMENT_METHOD_MANAGE, P.BILLING_DETAILS_MANAGE])
def test_no_other_right_over_bills_goes_into_a_role(by_role, permission):
    with pytest.raises(Refused) as refusal:
        create(by_role, "super_admin", permission)
    assert refusal.value.code == "not_for_roles"


def test_pay_wants_view_in_a_role_too(by_role):
    with pytest.raises(Refused) as refusal:
        create(by_role, "super_admin", P.BILLING_PORTAL_ENTER, P.INVOICE_PAY)
    assert (refusal.value.code, refusal.value.field) == ("pay_needs_view", "permissions")


def test_who_manages_roles_and_lacks_pay_puts_it_into_none_and_handles_none_with_it(by_role, treasurer):
    role = holder(by_role, "clerk", *CLERK, P.INVOICE_VIEW)
    for refused in (
        lambda: create(by_role, "clerk", P.INVOICE_VIEW, P.INVOICE_PAY),
        lambda: edit(by_role, "clerk", role, *CLERK, P.INVOICE_VIEW, P.INVOICE_PAY),
        lambda: edit(by_role, "clerk", treasurer, P.INVOICE_VIEW),
        lambda: delete(by_role, "clerk", treasurer, Role.MEMBER),
    ):
        with pytest.raises(Forbidden) as refusal:
            refused()
        assert refusal.value.code == "lacks_permission_of_role"


@pytest.mark.parametrize(
    "give", [lambda w, role: assign(w, "clerk", "member", role), lambda w, role: invite(w, "clerk", role)]
)
def test_who_lacks_pay_gives_no_role_with_it(by_role, treasurer, give):
    holder(by_role, "clerk", *CLERK)
    with pytest.raises(Forbidden) as refusal:
        give(by_role, treasurer)
    assert refusal.value.code == "assigns_unheld"


def test_who_holds_it_until_a_date_gives_it_by_no_role(by_role, treasurer):
    """A role has no end, so it would be given for longer than one's own."""
    holder(by_role, "clerk", *CLERK, P.BILLING_PORTAL_ENTER)
    for permission in (PbxPermission.VIEW_INVOICES, PbxPermission.PAY_INVOICES):
        row = grants.give_pbx(BY, by_role.account, permission, person=by_role.person("clerk"))
        type(row).objects.filter(pk=row.pk).update(valid_until=days(3))
    with pytest.raises(Forbidden):
        assign(by_role, "clerk", "member", treasurer)
    by_role.person("clerk").grants.update(valid_until=None)
    assign(by_role, "clerk", "member", treasurer)
    assert P.INVOICE_PAY in permissions(by_role.person("member").pk, by_role.account)


def test_an_invitation_to_it_dies_with_the_inviters_right(by_role, treasurer):
    holder(by_role, "clerk", *CLERK, P.BILLING_PORTAL_ENTER, P.INVOICE_VIEW, P.INVOICE_PAY)
    invitation = invite(by_role, "clerk", treasurer)
    clerk = by_role.account.custom_roles.get(name="Role of clerk")
    clerk.permissions.filter(permission=P.INVOICE_PAY).update(ended_at=clock.now())
    newcomer = by_role.person("stranger")
    type(invitation).objects.filter(pk=invitation.pk).update(email=newcomer.email)
    with pytest.raises(Refused) as refusal:
        accept_own_invitation(by_role.actor("stranger"), uid=invitation.uid)
    assert refusal.value.code == "inviter_lost_right"


def test_suspension_ends_it_and_only_a_super_admin_gives_it_back(by_role):
    uid = by_role.person("treasurer").uid
    suspend_member(by_role.actor("super_admin"), account=by_role.account, person_uid=uid)
    assert permissions(by_role.person("treasurer").pk, by_role.account) == frozenset()
    holder(by_role, "clerk", *CLERK)
    with pytest.raises(Forbidden):
        resume_member(by_role.actor("clerk"), account=by_role.account, person_uid=uid)
    resume_member(by_role.actor("super_admin"), account=by_role.account, person_uid=uid)
    assert P.INVOICE_PAY in permissions(by_role.person("treasurer").pk, by_role.account)


def test_switched_back_a_role_keeps_what_sleeps_whatever_is_edited(by_role, treasurer):
    switch(by_role, ASSIGNED)
    edit(by_role, "super_admin", treasurer, P.MEMBER_VIEW)
    assert contained(treasurer) == {P.MEMBER_VIEW, P.BILLING_PORTAL_ENTER, P.INVOICE_VIEW, P.INVOICE_PAY}
    with pytest.raises(Refused) as refusal:
        edit(by_role, "super_admin", treasurer, P.MEMBER_VIEW, P.INVOICE_VIEW)
    assert refusal.value.code == "not_for_roles"


def test_a_role_may_not_be_called_by_the_word_of_a_built_in_one(world):
    with pytest.raises(Refused) as refusal:
        create(world, "super_admin", P.MEMBER_VIEW, name="super_admin")
    assert refusal.value.code == "name_taken"


def test_the_last_super_admin_holds_the_portal_and_stays(by_role):
    holder(by_role, "second", P.MEMBER_VIEW)
    row = by_role.person("super_admin").memberships.get()
    with pytest.raises(Refused) as refusal:
        suspend_member(by_role.actor("super_admin"), account=by_role.account, person_uid=row.person.uid)
    assert refusal.value.code == "last_super_admin"
    assert not accounts.other_super_admins(by_role.account, row.person)
