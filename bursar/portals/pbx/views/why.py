"""Why a member has what they have on the PBX: every chain of facts, with who gave it and when."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bursar.access.facts import Grant, InGroup, Membership, Nested, Source
from bursar.access.permissions import PbxPermission, Permission, Role
from bursar.access.policy import Chain
from bursar.access.ways import Link
from bursar.grants.queries import Access
from bursar.pbx import queries, words
from bursar.portals.pbx.door import page
from bursar.portals.words import role_label


@require_safe
@page(to=Permission.PBX_PERMISSION_MANAGE)
def permission_why(request: HttpRequest, access: Access, uid: str) -> HttpResponse:
    """One member: each permission with its chains."""
    person, why = queries.member_with_facts(access.account, uid)
    rights = [{"label": words.label(w.permission), "chains": [_nodes(c) for c in w.decision.chains]} for w in why]
    context = {"account": access.account, "someone": person, "rights": rights}
    return render(request, "pbx/permission_why.html", context)


def _nodes(chain: Chain) -> list[dict[str, Any]]:
    nodes = [_node(link) for link in chain.links if not (isinstance(link, Membership) and chain.grant)]
    return [{"kind": "person", "label": _("This person")}, *nodes]


def _node(link: Link) -> dict[str, Any]:
    match link:
        case Membership():
            if link.role == Role.SUPER_ADMIN:
                return {"kind": "role", "label": _("Super admin in the admin portal")}
            return {"kind": "role", "label": _("Role “%(role)s” in the admin portal") % {"role": role_label(link.role)}}
        case InGroup():
            return {"kind": "group", "label": link.group_name, "note": _("the group they are in")}
        case Nested():
            return {"kind": "group", "label": link.parent_name, "note": _("the group around it")}
        case Grant():
            return {"kind": "permission", "label": _grant_label(link), "grant": link}


def _grant_label(grant: Grant) -> str:
    if grant.source is Source.BILLING:
        return _("Billing administrator")
    return words.label(PbxPermission(grant.name))
