"""Becoming a member by accepting an invitation."""

from django.utils.translation import gettext as _

from bursar.access.actor import Actor
from bursar.access.permissions import Role
from bursar.accounts.models import CustomRole, Group, Invitation, Membership, Person
from bursar.accounts.steps.group import put_in_group
from bursar.accounts.steps.membership import open_membership
from bursar.core.errors import Refused


def join_from_invitation(actor: Actor, invitation: Invitation, person: Person) -> Membership:
    """Make the person a member with the role and the groups offered; a group deleted meanwhile is left out.

    The caller holds the account's lock, has checked that the inviter may still offer all of it, and records it.
    """
    account = invitation.account
    if Membership.objects.filter(account=account, person=person, ended_at__isnull=True).exists():
        raise Refused("already_member", _("You are a member of this account already."))
    role = Role(invitation.offer.get("role", Role.MEMBER))
    membership = open_membership(account, person, role, _custom_role(invitation) if role is Role.CUSTOM else None)
    offered = invitation.offer.get("groups", [])
    for group in Group.objects.filter(account=account, pk__in=offered, deleted_at__isnull=True).order_by("pk"):
        put_in_group(group, person)
    return membership


def _custom_role(invitation: Invitation) -> CustomRole:
    wanted = invitation.offer.get("custom_role")
    role = CustomRole.objects.filter(account=invitation.account, pk=wanted, deleted_at__isnull=True).first()
    if role is None:
        raise Refused("role_deleted", _("The role that you were offered no longer exists. Ask for a new invitation."))
    return role
