"""Why can I, or why can't I: one page that answers for oneself; refused and hidden things lead to it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bursar.access.permissions import Permission
from bursar.access.roads import Road
from bursar.core.errors import NotKnown
from bursar.grants.queries import Explained, Holdings, explained
from bursar.portals.addresses import address
from bursar.portals.me.door import page
from bursar.portals.why.answer import answer
from bursar.portals.why.rights import choices

# Who holds one of these sees people of the account anyway.
_SEES_PEOPLE = {Permission.BILLING_ADMIN_MANAGE, Permission.MEMBER_VIEW}


@require_safe
@page
def why(request: HttpRequest, mine: Holdings) -> HttpResponse:
    """One right in one account: what gives it, or what stands between and who could help."""
    number, right = request.GET.get("account", ""), request.GET.get("right", "")
    account = next((each for each in mine.accounts if each.number == number), None)
    if (number and account is None) or (right and right not in list(Permission)):
        raise NotKnown
    context: dict[str, Any] = {
        "accounts": mine.accounts,
        "sections": choices(),
        "account": account,
        "right": right,
        "answer": None,
    }
    if account and right:
        found = explained(mine.person_id, account, right)
        is_member = mine.is_member(account)
        names = is_member or bool(mine.held(account) & _SEES_PEOPLE)
        context |= {"answer": answer(found, names=names), "ask_url": _ask_url(found) if is_member else ""}
    return render(request, "me/why.html", context)


def _ask_url(found: Explained) -> str:
    """Where to request it; empty where no billing administrator could give it, or the portal is open already."""
    can_be_asked = bool(found.givers.get(Road.ADMINISTRATORS)) and Permission.BILLING_PORTAL_ENTER not in found.held
    return address("billing:access-request", number=found.account.number) if can_be_asked else ""
