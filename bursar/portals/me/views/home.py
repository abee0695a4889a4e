"""My account at a glance: the ways into each account, invitations, requests; leaving."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from bursar.access.facts import Source
from bursar.access.kinds import goes_by_role
from bursar.access.permissions import Permission
from bursar.accounts.queries import account_by_number, person_by_id
from bursar.billing.commands import leave_billing_portal, withdraw_request
from bursar.billing.queries import requests_of
from bursar.core.errors import NotKnown, Refused
from bursar.grants.queries import Holdings
from bursar.lifecycle.commands.invitations import accept_own_invitation, decline_own_invitation
from bursar.lifecycle.commands.leaving import leave_account
from bursar.lifecycle.queries import open_invitations_for
from bursar.portals.invitations import after_accepting, shown
from bursar.portals.me.door import actor, page
from bursar.portals.why.rights import account_access
from bursar.portals.words import level_label, role_label


@require_safe
@page
def home(request: HttpRequest, mine: Holdings) -> HttpResponse:
    """Go to billing, and the other ways in, one card for each account (S6)."""
    person = person_by_id(mine.person_id)
    cards = [_card(mine, account) for account in mine.accounts]
    offers = [shown(row, person) for row in open_invitations_for(person)]
    return render(request, "me/home.html", {"cards": cards, "offers": offers})


@require_safe
@page
def access(request: HttpRequest, mine: Holdings) -> HttpResponse:
    """Every account and every right, with where it comes from."""
    found = [account_access(mine, account) for account in mine.accounts]
    return render(request, "me/access.html", {"accounts": found})


@require_safe
@page
def requests(request: HttpRequest, mine: Holdings) -> HttpResponse:
    """What one asked for, and what became of it."""
    return render(request, "me/requests.html", {"requests": requests_of(person_by_id(mine.person_id))})


@require_POST
@page
def withdraw(request: HttpRequest, mine: Holdings, uid: str) -> HttpResponse:
    """Take one's own request back."""
    own = next((row for row in requests_of(person_by_id(mine.person_id)) if row.uid == uid), None)
    if own is None:
        raise NotKnown
    try:
        withdraw_request(actor(request), account=account_by_number(own.number), uid=uid)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Your request is withdrawn."))
    return HttpResponseRedirect(reverse("me:requests"))


@page
def leave(request: HttpRequest, mine: Holdings, number: str, part: str) -> HttpResponse:
    """Ask, then leave the account or its billing; the last ones are told why not."""
    account = next((a for a in mine.accounts if a.number == number), None)
    if account is None or part not in ("account", "billing"):
        raise NotKnown
    refusal: Refused | None = None
    if request.method == "POST":
        try:
            (leave_account if part == "account" else leave_billing_portal)(actor(request), account=account)
        except NotKnown:
            raise
        except Refused as caught:
            refusal = caught
        else:
            done = (
                _("You have left %(account)s.") if part == "account" else _("You have left the billing of %(account)s.")
            )
            messages.success(request, done % {"account": account.name})
            return HttpResponseRedirect(reverse("me:home"))
    context = {
        "account": account,
        "part": part,
        "refusal": refusal,
        "cancel_url": reverse("me:home"),
        "by_role": goes_by_role(mine.facts, account.pk, mine.at),
    }
    return render(request, "me/leave.html", context, status=refusal.status if refusal else 200)


@require_POST
@page
def answer_invitation(request: HttpRequest, mine: Holdings, uid: str, answer: str) -> HttpResponse:
    """Accept or decline what is offered to one's own confirmed address."""
    if answer == "decline":
        decline_own_invitation(actor(request), uid=uid)
        messages.success(request, _("You have declined the invitation."))
        return HttpResponseRedirect(reverse("me:home"))
    accepted = accept_own_invitation(actor(request), uid=uid)
    messages.success(request, _("You have accepted the invitation."))
    return HttpResponseRedirect(after_accepting(accepted))


def _card(mine: Holdings, account: Any) -> dict[str, Any]:
    held = mine.held(account)
    ways = [
        (Permission.BILLING_PORTAL_ENTER, "billing", _("Go to billing"), "banknotes"),
        (Permission.ADMIN_PORTAL_ENTER, "admin", _("Admin portal"), "building-office"),
        (Permission.PBX_ENTER, "pbx", _("PBX administration (classic)"), "phone"),
    ]
    row = next((m for m in mine.facts.memberships if m.account == account.pk), None)
    own = [g for g in mine.facts.grants if g.account == account.pk and g.person == mine.person_id]
    level = next((g for g in own if g.source is Source.BILLING), None)
    return {
        "account": account,
        "ways": [
            {"url": reverse(f"{door}:overview", args=[account.number]), "label": label, "icon": icon, "door": door}
            for right, door, label, icon in ways
            if right in held
        ],
        "role": role_label(row.role) if row else "",
        "is_suspended": row is not None and row.is_suspended,
        "level": level_label(level.name) if level else "",
        "by_role": goes_by_role(mine.facts, account.pk, mine.at),
    }
