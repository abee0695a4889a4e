"""What an invitation to become a member offers, and who may offer it: looked at when sent again and when accepted."""

from django.utils.translation import gettext as _

from bursar.access.actor import Actor
from bursar.access.permissions import Permission, Role
from bursar.accounts.models import CustomRole, Invitation
from bursar.accounts.queries.groups import forest
from bursar.core.errors import Forbidden, NotKnown, Refused
from bursar.grants import queries as grants
from bursar.grants.queries import Access, lacks_text
from bursar.lifecycle.authority import require_to_assign
from bursar.lifecycle.carrying import require_to_bring_under


def require_to_offer(access: Access, invitation: Invitation) -> None:
    """Refuse when the actor may not give the role and the groups that this invitation offers."""
    role = Role(invitation.offer.get("role", Role.MEMBER))
    wanted = CustomRole.objects.filter(pk=invitation.offer.get("custom_role"), deleted_at__isnull=True).first()
    require_to_assign(access, role, wanted, field="")
    trees = forest(access.account)
    offered = [group for group in invitation.offer.get("groups", []) if group in trees.nodes]
    if offered and not access.may(Permission.GROUP_MANAGE):
        raise Forbidden("lacks_permission", lacks_text(Permission.GROUP_MANAGE))
    require_to_bring_under(access, trees, offered, field="")


def ensure_inviter_may(invitation: Invitation) -> None:
    """Refuse a membership whose inviter may no longer give it; the operator, who is no person, always may.

    What a billing administrator was offered is judged where it is given: `billing.steps.appoint_from_invitation`.
    """
    if invitation.purpose != Invitation.Purpose.MEMBER or invitation.invited_by_id is None:
        return
    inviter = Actor.person(invitation.invited_by_id, door="invitation")
    try:
        require_to_offer(grants.require(inviter, Permission.MEMBER_MANAGE, invitation.account), invitation)
    except (Forbidden, NotKnown) as lost:
        text = _("Whoever invited you may no longer give this. Ask for a new invitation.")
        raise Refused("inviter_lost_right", text) from lost
