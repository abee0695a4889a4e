"""Inviting members, and joining by an invitation: rules 2, 6 and invariant 8."""

from typing import Any

import pytest

from bursar.access.permissions import PbxPermission, Permission, Role
from bursar.accounts import steps
from bursar.accounts.models import GroupMembership, Invitation
from bursar.audit.models import Entry
from bursar.core.errors import Forbidden, NotKnown, Refused
from bursar.grants import steps as grant_steps
from bursar.lifecycle.commands.member_invitations import (
    invite_member,
    resend_member_invitation,
    revoke_member_invitation,
)
from bursar.mail.models import OutboxMail
from tests.lifecycle.test_members import role_with
from tests.personas import BY, World, make_group, make_person, member

P = Permission


def invite(world: World, by: str, **fields: Any) -> Invitation:
    offer: dict[str, Any] = {"role": Role.MEMBER, "group_uids": [], "email": "new@example.com", **fields}
    return invite_member(
        world.actor(by), account=world.account, first_name="New", last_name="Person", language="en", **offer
    )


def test_an_admin_invites_a_member_into_a_group(world):
    group = make_group(world.account, "Sales")
    invitation = invite(world, "admin", group_uids=[group.uid])
    assert invitation.offer == {"role": "member", "groups": [group.pk]}
    assert OutboxMail.objects.get().kind == "invitation.member"


def test_the_entry_of_an_invitation_holds_no_address(world):
    invite(world, "admin")
    entry = Entry.objects.get(kind="member.invited")
    assert "example.com" not in str([entry.old, entry.new, entry.on_id])


@pytest.mark.parametrize("role", [Role.ADMIN, Role.SUPER_ADMIN])
def test_an_admin_invites_no_admins(world, role):
    with pytest.raises(Forbidden) as refusal:
        invite(world, "admin", role=role)
    assert refusal.value.field == "role"


@pytest.mark.parametrize("persona", ["custom_role", "member", "full", "suspended"])
def test_who_does_not_manage_members_invites_nobody(world, persona):
    with pytest.raises(Forbidden):
        invite(world, persona)


def test_inviting_into_a_group_that_carries_pay_needs_pay(world):
    group = make_group(world.account, "Finance")
    for permission in (PbxPermission.VIEW_INVOICES, PbxPermission.PAY_INVOICES):
        grant_steps.give_pbx(BY, world.account, permission, group=group)
    with pytest.raises(Forbidden) as refusal:
        invite(world, "super_admin", group_uids=[group.uid])
    assert (refusal.value.code, refusal.value.field) == ("gives_unheld", "groups")
    assert invite(world, "founder", group_uids=[group.uid]).is_open


def test_inviting_into_a_group_needs_managing_groups(world):
    world.people["clerk"] = member(world, "clerk", Role.CUSTOM, role_with(world, P.MEMBER_VIEW, P.MEMBER_MANAGE))
    with pytest.raises(Forbidden) as refusal:
        invite(world, "clerk", group_uids=[make_group(world.account, "Sales").uid])
    assert refusal.value.field == "groups"


def test_a_member_is_not_invited_again(world):
    with pytest.raises(Refused) as refusal:
        invite(world, "admin", email=world.person("member").email.upper())
    assert refusal.value.code == "already_member"


def test_whether_an_address_signs_in_elsewhere_makes_no_difference(world):
    make_person("elsewhere")
    known = invite(world, "admin", email="elsewhere@example.com")
    unknown = invite(world, "admin", email="nobody@example.com")
    assert (known.state, known.offer) == (unknown.state, unknown.offer)


def test_a_second_open_invitation_to_an_address_is_refused(world):
    invite(world, "admin")
    with pytest.raises(Refused) as refusal:
        invite(world, "admin", email="NEW@example.com")
    assert (refusal.value.code, refusal.value.field) == ("already_invited", "email")


def test_sending_again_makes_a_new_link(world):
    invitation = invite(world, "admin")
    before = steps.invitation_token(invitation)
    resend_member_invitation(world.actor("admin"), account=world.account, invitation_uid=invitation.uid)
    assert steps.invitation_token(Invitation.objects.get()) != before


def test_an_offer_that_is_not_ones_own_to_make_is_not_sent_again(world):
    invitation = invite(world, "super_admin", role=Role.ADMIN)
    with pytest.raises(Forbidden):
        resend_member_invitation(world.actor("admin"), account=world.account, invitation_uid=invitation.uid)


def test_a_revoked_invitation_is_closed(world):
    invitation = invite(world, "admin")
    revoke_member_invitation(world.actor("admin"), account=world.account, invitation_uid=invitation.uid)
    assert Invitation.objects.get().state == "revoked"
    with pytest.raises(NotKnown):
        revoke_member_invitation(world.actor("admin"), account=world.account, invitation_uid=invitation.uid)


def test_joining_makes_a_member_with_role_and_groups(world):
    group = make_group(world.account, "Sales")
    invitation = invite(world, "super_admin", role=Role.ADMIN, group_uids=[group.uid])
    person = make_person("new")
    row = steps.join_from_invitation(world.actor("super_admin"), invitation, person)
    assert (row.role, GroupMembership.objects.get(person=person).group) == (Role.ADMIN, group)


def test_a_group_deleted_meanwhile_is_left_out(world):
    group = make_group(world.account, "Sales")
    invitation = invite(world, "admin", group_uids=[group.uid])
    steps.dissolve_group(group, None)
    person = make_person("new")
    steps.join_from_invitation(world.actor("admin"), invitation, person)
    assert not GroupMembership.objects.filter(person=person).exists()


def test_joining_twice_is_refused(world):
    invitation = invite(world, "admin")
    with pytest.raises(Refused) as refusal:
        steps.join_from_invitation(world.actor("admin"), invitation, world.person("member"))
    assert refusal.value.code == "already_member"
