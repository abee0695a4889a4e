"""Inviting people, and the invitations that wait for an answer."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from bursar.access.permissions import Permission, Role
from bursar.accounts.queries.groups import group_names_by_id
from bursar.accounts.queries.invitations import member_invitation, member_invitations
from bursar.accounts.queries.roles import custom_role_names_by_id
from bursar.accounts.words import role_label
from bursar.core.errors import NotKnown, Refused
from bursar.grants.queries import Access
from bursar.lifecycle.commands.member_invitations import (
    invite_member,
    resend_member_invitation,
    revoke_member_invitation,
)
from bursar.portals.admin.door import page
from bursar.portals.admin.forms import InviteForm, role_of
from bursar.portals.admin.pages import asked, goes_to, show, submitted
from bursar.portals.doors import actor_of
from bursar.portals.listing import page_of, query_without

P = Permission


@page(to=P.MEMBER_MANAGE)
def person_invite(request: HttpRequest, access: Access) -> HttpResponse:
    """Invite somebody by address."""
    initial = {"language": access.account.language, "role": Role.MEMBER}
    form = InviteForm(request.POST or None, access=access, initial=initial)
    invitation, status = submitted(
        request,
        access,
        form,
        invite_member,
        email=lambda data: data["email"],
        first_name=lambda data: data["first_name"],
        last_name=lambda data: data["last_name"],
        language=lambda data: data["language"],
        role=lambda data: role_of(data["role"])[0],
        custom_role_uid=lambda data: role_of(data["role"])[1],
        group_uids=lambda data: data.get("groups", []),
    )
    if status == 0:
        messages.success(request, _("An invitation is on its way to %(email)s.") % {"email": invitation.email})
        again = "again" in request.POST
        return goes_to(access, "person-invite" if again else "invitation-list")
    return show(request, access, "person_invite", {"form": form}, status=status)


@require_safe
@page(to=P.MEMBER_MANAGE)
def invitation_list(request: HttpRequest, access: Access) -> HttpResponse:
    """Who was invited and has not answered."""
    found = page_of(request, member_invitations(access.account))
    offers = [invitation.offer for invitation in found]
    roles = custom_role_names_by_id({offer["custom_role"] for offer in offers if offer.get("custom_role")})
    groups = group_names_by_id({group for offer in offers for group in offer.get("groups", [])})
    context = {
        "page_obj": found,
        "rows": [_row(invitation, roles, groups) for invitation in found],
        "page_query": query_without(request, "page"),
    }
    return show(request, access, "invitation_list", context)


@require_POST
@page(to=P.MEMBER_MANAGE)
def invitation_resend(request: HttpRequest, access: Access, uid: str) -> HttpResponse:
    """A new link; the old one is dead."""
    invitation = member_invitation(access.account, uid)
    try:
        resend_member_invitation(actor_of(request, "admin"), account=access.account, invitation_uid=uid)
    except NotKnown:
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        text = _("The invitation to %(email)s was sent again. The earlier link no longer works.")
        messages.success(request, text % {"email": invitation.email})
    return goes_to(access, "invitation-list")


@page(to=P.MEMBER_MANAGE)
def invitation_revoke(request: HttpRequest, access: Access, uid: str) -> HttpResponse:
    """Ask, then revoke."""
    invitation = member_invitation(access.account, uid)
    return asked(
        request,
        access,
        "invitation_revoke",
        {"invitation": invitation},
        check=lambda: None,
        act=lambda: revoke_member_invitation(actor_of(request, "admin"), account=access.account, invitation_uid=uid),
        done=_("The invitation to %(email)s is revoked.") % {"email": invitation.email},
        leads_to=goes_to(access, "invitation-list"),
    )


def _row(invitation: Any, roles: dict[int, str], groups: dict[int, str]) -> dict[str, Any]:
    offer = invitation.offer
    own = roles.get(offer.get("custom_role") or 0)
    return {
        "invitation": invitation,
        "name": f"{invitation.first_name} {invitation.last_name}".strip(),
        "role": own or role_label(str(offer.get("role", Role.MEMBER))),
        "groups": sorted(groups[group] for group in offer.get("groups", []) if group in groups),
        "is_expired": not invitation.is_open,
    }
