"""Payments: the list, one of them, coming back from the provider, the receipt, going on, cancelling."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bursar.access.permissions import Permission
from bursar.core.errors import NotKnown
from bursar.grants.queries import Access
from bursar.payments import flow
from bursar.payments import queries as payments
from bursar.payments.receipt import method_text, receipt_pdf
from bursar.payments.words import decline_text, origin, refund_words, state_text, state_tone, waiting_text
from bursar.portals.doors import Door
from bursar.portals.listing import place_in
from bursar.portals.paying.views.pay import pay_url, return_url
from bursar.portals.paying.waiting import next_look

PER_PAGE = 25


@require_safe
def listed(request: HttpRequest, access: Access, door: Door) -> HttpResponse:
    """The account's payments, newest first, by state and by words."""
    state, search = request.GET.get("state", ""), request.GET.get("q", "")[:100]

    context = {
        **_words(access, door),
        "window": payments.payments(access, state=state, search=search, place=place_in(request), size=PER_PAGE),
        "state": state,
        "search": search,
        "query": urlencode({k: v for k, v in (("q", search), ("state", state)) if v}),
        "credits": payments.credits_of(access.account),
        "states": _states(),
    }
    return render(request, "paying/list.html", context)


@require_safe
def shown(request: HttpRequest, access: Access, door: Door, uid: str) -> HttpResponse:
    """One payment."""
    payment = payments.payment(access, uid)
    return render(request, "paying/payment.html", _context(access, door, payment))


@require_safe
def returned(request: HttpRequest, access: Access, door: Door, uid: str) -> HttpResponse:
    """Back from the provider: what is known now. It only shows; asking the provider is a POST that the page makes."""
    payment = payments.payment(access, uid)
    context = {**_context(access, door, payment), "look": next_look(request) if payment.settled_at is None else None}
    return render(request, "paying/returned.html", context)


@require_safe
def receipt(request: HttpRequest, access: Access, door: Door, uid: str) -> HttpResponse:
    """The receipt as PDF, once there is one."""
    payment = payments.payment(access, uid)
    if not payment.receipt_number:
        raise NotKnown
    name = _("receipt-%(number)s.pdf") % {"number": payment.receipt_number}
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(receipt_pdf(payment), content_type="application/pdf", headers=headers)


@require_POST
def check(request: HttpRequest, access: Access, door: Door, uid: str) -> HttpResponse:
    """Ask the provider now. For htmx: nothing while there is no answer, else the page anew."""
    payment = flow.check_payment(payments.payment(access, uid))
    back = _url(access, door, "payment-return", uid)
    if "HX-Request" not in request.headers:
        return HttpResponseRedirect(back)
    if payment.settled_at is None and payment.state == request.POST.get("seen"):
        return HttpResponse(status=204)
    return HttpResponse(status=204, headers={"HX-Redirect": back})


@require_POST
def resume(request: HttpRequest, access: Access, door: Door, uid: str) -> HttpResponse:
    """Go on with a payment that was begun: to the provider's page again."""
    payment = payments.payment(access, uid)
    ordered = flow.carry_out(payment, return_url(request, access, door))
    return HttpResponseRedirect(ordered.hosted_url or _url(access, door, "payment-return", uid))


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, access: Access, door: Door, uid: str) -> HttpResponse:
    """Ask, then cancel a payment that nobody finished."""
    payment = payments.payment(access, uid)
    if request.method != "POST":
        return render(request, "paying/cancel.html", _context(access, door, payment))
    after = flow.cancel_payment(access.actor, account=access.account, payment=payment)
    if after.state == "cancelled":
        messages.success(request, _("The payment was cancelled. Nothing was charged."))
    return HttpResponseRedirect(_url(access, door, "payment", uid))


def _context(access: Access, door: Door, payment: Any) -> dict[str, Any]:
    parts = list(payment.allocations.all())
    return {
        **_words(access, door),
        "payment": payment,
        "allocations": parts,
        "method_text": method_text(payment),
        "decline_text": decline_text(payment.decline_code),
        "waiting_text": waiting_text(payment),
        "is_debit": payment.method is not None and payment.method.is_debit,
        "again_url": pay_url(access, door, [part.invoice.uid for part in parts]),
        "kept": payments.kept_of(payment),
        "used": payments.used_of(payment),
        "refunds": payments.refunds_of(payment),
        "refund_words": refund_words,
    }


def _words(access: Access, door: Door) -> dict[str, Any]:
    return {
        "door": door,
        "number": access.account.number,
        "may_pay": access.may(Permission.INVOICE_PAY),
        "origin": origin,
        "state_text": state_text,
        "state_tone": state_tone,
    }


def _states() -> list[tuple[str, str]]:
    return [
        ("", _("All states")),
        ("succeeded", pgettext("payment", "Paid")),
        ("under_way", _("Under way")),
        ("declined", pgettext("payment", "Declined")),
        ("cancelled", pgettext("payment", "Cancelled")),
    ]


def _url(access: Access, door: Door, name: str, uid: str) -> str:
    return reverse(f"{door.key}:{name}", kwargs={"number": access.account.number, "uid": uid})
