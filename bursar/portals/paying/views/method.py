"""Payment methods: listing, adding at the provider's page, making one the default, removing."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bursar.core.errors import NotKnown, Refused
from bursar.grants.queries import Access
from bursar.payments import commands, flow
from bursar.payments import queries as payments
from bursar.payments.gateways.base import GatewayUnavailableError
from bursar.portals.doors import Door
from bursar.portals.paying.autopay import autopay_shown
from bursar.portals.paying.waiting import next_look


@require_safe
def listed(request: HttpRequest, access: Access, door: Door) -> HttpResponse:
    """The account's methods."""
    return render(request, "paying/methods.html", _context(access, door))


@require_POST
def add(request: HttpRequest, access: Access, door: Door) -> HttpResponse:
    """To the provider's page, where the card is typed."""

    def back(uid: str) -> str:
        return request.build_absolute_uri(_url(access, door, "method-return", uid))

    try:
        page = flow.begin_method(access.actor, account=access.account, return_url=back)
    except GatewayUnavailableError:
        messages.error(request, _("The payment provider cannot be reached at the moment. Try again later."))
        return HttpResponseRedirect(_url(access, door, "method-list"))
    except Refused as refusal:
        if refusal.status != 422:
            raise
        messages.error(request, str(refusal))
        return HttpResponseRedirect(_url(access, door, "method-list"))
    return HttpResponseRedirect(page.url)


@require_safe
def returned(request: HttpRequest, access: Access, door: Door, uid: str) -> HttpResponse:
    """Back from the provider: was it added? It only shows; asking is a POST that the page makes."""
    setup = payments.method_setup(access, uid)
    look = next_look(request) if setup.finished_at is None else None
    name = payments.method_name(setup.method) if setup.method else ""
    context = {**_context(access, door), "setup": setup, "look": look, "method_name": name}
    return render(request, "paying/method_returned.html", context)


@require_POST
def check(request: HttpRequest, access: Access, door: Door, uid: str) -> HttpResponse:
    """Ask the provider now."""
    setup = flow.check_method_setup(payments.method_setup(access, uid))
    back = _url(access, door, "method-return", uid)
    if "HX-Request" not in request.headers:
        return HttpResponseRedirect(back)
    return HttpResponse(status=204, headers={"HX-Redirect": back} if setup.finished_at else {})


@require_POST
def default(request: HttpRequest, access: Access, door: Door, uid: str) -> HttpResponse:
    """Offer this one first."""
    commands.make_method_default(access.actor, account=access.account, uid=uid)
    messages.success(request, _("The default payment method was changed."))
    return HttpResponseRedirect(_url(access, door, "method-list"))


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, access: Access, door: Door, uid: str) -> HttpResponse:
    """Ask, then remove it here and at the provider."""
    method = next((m for m in payments.methods(access.account) if m.uid == uid), None)
    if method is None:
        raise NotKnown
    if request.method != "POST":
        return render(request, "paying/method_remove.html", {**_context(access, door), "method": method})
    flow.forget_method(access.actor, account=access.account, uid=uid)
    messages.success(request, _("The payment method was removed."))
    return HttpResponseRedirect(_url(access, door, "method-list"))


def _context(access: Access, door: Door) -> dict[str, Any]:
    return {
        "door": door,
        "number": access.account.number,
        "methods": payments.methods(access.account),
        **autopay_shown(access),
    }


def _url(access: Access, door: Door, name: str, uid: str = "") -> str:
    kwargs = {"number": access.account.number, **({"uid": uid} if uid else {})}
    return reverse(f"{door.key}:{name}", kwargs=kwargs)
