"""Inviting members: offering a role and groups to an address, sending it again, revoking it."""

from typing import Any

from django.utils.translation import gettext as _

from bursar.access.actor import Actor
from bursar.access.permissions import Permission, Role
from bursar.accounts import events
from bursar.accounts import steps as accounts
from bursar.accounts.models import Account, CustomRole, Group, Invitation
from bursar.accounts.queries import membership, person_by_email, person_by_id
from bursar.accounts.queries.groups import forest, groups_by_uids
from bursar.accounts.queries.invitations import member_invitation
from bursar.accounts.queries.roles import custom_role_by_uid
from bursar.audit.recording import audited, record
from bursar.core.errors import Forbidden, Refused
from bursar.grants import queries as grants
from bursar.grants.queries import Access, lacks_text
from bursar.lifecycle.authority import require_to_assign
from bursar.lifecycle.carrying import require_to_bring_under
from bursar.lifecycle.offers import require_to_offer


@audited
def invite_member(
    actor: Actor,
    *,
    account: Account,
    email: str,
    first_name: str,
    last_name: str,
    language: str,
    role: Role,
    custom_role_uid: str = "",
    group_uids: list[str],
) -> Invitation:
    """Offer membership to an address, with a role and groups that the actor may give."""
    accounts.lock(account)
    access = grants.require(actor, Permission.MEMBER_MANAGE, account)
    custom = custom_role_by_uid(account, custom_role_uid) if role is Role.CUSTOM else None
    require_to_assign(access, role, custom)
    groups = _groups_to_give(access, group_uids)
    _refuse_members(account, email)
    invitation = accounts.open_invitation(
        account,
        Invitation.Purpose.MEMBER,
        email=email,
        first_name=first_name,
        last_name=last_name,
        language=language,
        offer=_offer(role, custom, groups),
        invited_by=person_by_id(actor.person_id or 0),
    )
    on = ("invitation", invitation.pk)
    record(actor, events.MEMBER_INVITED, account=account.pk, on=on, new=invitation.offer)
    return invitation


@audited
def resend_member_invitation(actor: Actor, *, account: Account, invitation_uid: str) -> None:
    """A new link with seven new days; the old link is dead. The offer has to be the actor's to make."""
    accounts.lock(account)
    access = grants.require(actor, Permission.MEMBER_MANAGE, account)
    invitation = member_invitation(account, invitation_uid)
    require_to_offer(access, invitation)
    accounts.resend_invitation(invitation)
    new = {"generation": invitation.generation}
    record(actor, events.INVITATION_RESENT, account=account.pk, on=("invitation", invitation.pk), new=new)


@audited
def revoke_member_invitation(actor: Actor, *, account: Account, invitation_uid: str) -> None:
    """The link is dead at once. Taking back an offer needs no right to make it, but that of managing members."""
    accounts.lock(account)
    grants.require(actor, Permission.MEMBER_MANAGE, account)
    invitation = member_invitation(account, invitation_uid)
    accounts.close_invitation(invitation, Invitation.State.REVOKED)
    record(actor, events.INVITATION_REVOKED, account=account.pk, on=("invitation", invitation.pk))


def _groups_to_give(access: Access, uids: list[str]) -> list[Group]:
    if not uids:
        return []
    if not access.may(Permission.GROUP_MANAGE):
        raise Forbidden("lacks_permission", lacks_text(Permission.GROUP_MANAGE), field="groups")
    groups = groups_by_uids(access.account, uids)
    require_to_bring_under(access, forest(access.account), [group.pk for group in groups], field="groups")
    return groups


def _refuse_members(account: Account, email: str) -> None:
    """Members are on the list of people already: saying so tells nothing about others' sign-ins."""
    person = person_by_email(email)
    if person and membership(account, person):
        raise Refused("already_member", _("This address belongs to a member of this account already."), field="email")


def _offer(role: Role, custom: CustomRole | None, groups: list[Group]) -> dict[str, Any]:
    offer: dict[str, Any] = {"role": role, "groups": [group.pk for group in groups]}
    return {**offer, "custom_role": custom.pk} if custom else offer
