"""Whether an inviter may still make somebody a member, at acceptance, as they offered (rules 2 and 6)."""

from django.utils.translation import gettext as _

from bursar.access import policy
from bursar.access.permissions import GUARDED, Permission, Role
from bursar.accounts.models import Account, CustomRole, Invitation
from bursar.core import clock
from bursar.core.errors import Refused
from bursar.grants import queries as grants

P = Permission


def ensure_inviter_may(invitation: Invitation) -> None:
    """Refuse a membership whose inviter no longer holds what inviting took; the operator, who is no person, always may.

    What a billing administrator was offered is judged where it is given: `billing.steps.appoint_from_invitation`.
    """
    if invitation.purpose != Invitation.Purpose.MEMBER or invitation.invited_by_id is None:
        return
    held = grants.permissions(invitation.invited_by_id, invitation.account)
    if not _for_membership(invitation) <= held:
        raise Refused("inviter_lost_right", _("Whoever invited you may no longer give this. Ask for a new invitation."))


def _for_membership(invitation: Invitation) -> frozenset[Permission]:
    role = Role(invitation.offer.get("role", Role.MEMBER))
    needed = {P.MEMBER_MANAGE}
    if role in (Role.ADMIN, Role.SUPER_ADMIN):
        needed.add(P.ADMIN_MANAGE)
    if role is Role.CUSTOM:
        needed |= _custom_permissions(invitation)
    if invitation.offer.get("groups"):
        needed |= {P.GROUP_MANAGE, *guarded_in_groups(invitation.account, invitation.offer["groups"])}
    return frozenset(needed)


def _custom_permissions(invitation: Invitation) -> frozenset[Permission]:
    role = CustomRole.objects.filter(pk=invitation.offer.get("custom_role"), account=invitation.account).first()
    open_rows = role.permissions.filter(ended_at__isnull=True) if role else []
    return frozenset(Permission(row.permission) for row in open_rows)


def guarded_in_groups(account: Account, group_ids: list[int]) -> frozenset[Permission]:
    """View and Pay, as far as these groups or the groups above them carry them."""
    known = grants.facts(account_ids=[account.pk], person_ids=[])
    now = clock.now()
    reached = set(group_ids)
    for group in group_ids:
        reached |= {nested.parent for nested in policy.group_chain(known, group, account.pk, now)}
    carried = (g.permissions for g in known.grants if g.group in reached and g.span.covers(now))
    return GUARDED & frozenset(permission for permissions in carried for permission in permissions)
