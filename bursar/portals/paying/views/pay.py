"""Choosing what to pay with what, and ordering it."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from bursar.core.errors import NotKnown, Refused
from bursar.grants.queries import Access
from bursar.invoices import queries as invoices
from bursar.payments import flow
from bursar.payments import queries as payments
from bursar.portals.doors import Door
from bursar.portals.forms import refused
from bursar.portals.paying.forms import PayForm, Row

MOST = 50  # invoices in one payment


@require_http_methods(["GET", "HEAD", "POST"])
def pay(request: HttpRequest, access: Access, door: Door, uid: str = "") -> HttpResponse:
    """The form; with a kept method a page that asks once more; then the order."""
    rows = _rows(request, access, uid)
    if len({row.invoice.document.currency for row in rows}) > 1:
        return _by_currency(request, access, door, rows)
    form = _pay_form(request, access, rows)
    if request.method != "POST" or not form.rows:
        return _form(request, access, door, rows, form)
    if not form.is_valid():
        return _form(request, access, door, rows, form, 422)
    try:
        if "confirmed" not in request.POST and (form.method_uid() or not form.charge()):
            form.check_amounts()
            return _confirm(request, access, door, rows, form)
        ordered = flow.order_payment(
            access.actor,
            account=access.account,
            parts=form.parts(),
            method_uid=form.method_uid(),
            key=form.cleaned_data["key"],
            credit_minor=form.credit_minor(),
            through=door.key,
            return_url=return_url(request, access, door),
        )
    except Refused as refusal:
        if refusal.status in (403, 404):
            raise
        refused(form, refusal)
        return _form(request, access, door, rows, form, refusal.status)
    return HttpResponseRedirect(ordered.hosted_url or _page(access, door, "payment-return", ordered.payment.uid))


@require_POST
def total(request: HttpRequest, access: Access, door: Door) -> HttpResponse:
    """The sum of the amounts as they are typed; writes nothing."""
    rows = _rows(request, access, "")
    form = PayForm(rows, [], request.POST)
    return render(request, "paying/_total.html", {"form": form, "currency": _currency(rows)})


def return_url(request: HttpRequest, access: Access, door: Door) -> Callable[[str], str]:
    """Where the provider sends the payer back to."""
    return lambda uid: request.build_absolute_uri(_page(access, door, "payment-return", uid))


def pay_url(access: Access, door: Door, uids: list[str]) -> str:
    """The pay page for these invoices."""
    address = reverse(f"{door.key}:invoice-pay", kwargs={"number": access.account.number})
    return f"{address}?{urlencode([('invoice', uid) for uid in uids])}"


def _rows(request: HttpRequest, access: Access, uid: str) -> list[Row]:
    asked = request.POST if request.method == "POST" else request.GET
    uids = [uid] if uid else list(dict.fromkeys(asked.getlist("invoice")))
    if len(uids) > MOST:
        raise NotKnown
    found = invoices.invoices_by_uid(access, uids) if uids else []
    reserved = payments.reserved(access.account)
    return [Row(each, reserved.get(each.document.pk, 0)) for each in found]


def _pay_form(request: HttpRequest, access: Access, rows: list[Row]) -> PayForm:
    credit = payments.free_credit(access.account).get(_currency(rows), 0) if rows else 0
    return PayForm(rows, payments.methods(access.account), request.POST if request.method == "POST" else None, credit)


def _by_currency(request: HttpRequest, access: Access, door: Door, rows: list[Row]) -> HttpResponse:
    groups = []
    for currency in sorted({row.invoice.document.currency for row in rows}):
        own = [row for row in rows if row.invoice.document.currency == currency]
        url = pay_url(access, door, [row.uid for row in own])
        groups.append({"currency": currency, "rows": own, "total": sum(row.free for row in own), "url": url})
    context = {"door": door, "number": access.account.number, "groups": groups}
    return render(request, "paying/currencies.html", context, status=422 if request.method == "POST" else 200)


def _form(
    request: HttpRequest, access: Access, door: Door, rows: list[Row], form: PayForm, status: int = 200
) -> HttpResponse:
    context = {"door": door, "number": access.account.number, "rows": rows, "form": form, "currency": _currency(rows)}
    return render(request, "paying/pay.html", context, status=status)


def _confirm(request: HttpRequest, access: Access, door: Door, rows: list[Row], form: PayForm) -> HttpResponse:
    context = {
        "door": door,
        "number": access.account.number,
        "form": form,
        "currency": _currency(rows),
        "amounts": form.parts(),
        "total": sum(form.parts().values()),
        "credit": form.credit_minor(),
        "method": next((m for m in payments.methods(access.account) if m.uid == form.method_uid()), None),
        "back_url": pay_url(access, door, [row.uid for row in rows]),
    }
    return render(request, "paying/confirm.html", context)


def _currency(rows: list[Row]) -> str:
    return rows[0].invoice.document.currency if rows else ""


def _page(access: Access, door: Door, name: str, uid: str) -> str:
    return reverse(f"{door.key}:{name}", kwargs={"number": access.account.number, "uid": uid})
