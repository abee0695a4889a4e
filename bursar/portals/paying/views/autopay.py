"""Automatic payment: setting it up, confirming, pausing, removing it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bursar.access.permissions import Permission
from bursar.core.errors import Refused
from bursar.grants.queries import Access, lacks
from bursar.payments import commands
from bursar.payments import queries as payments
from bursar.portals.doors import Door
from bursar.portals.forms import refused, status_of_wrong
from bursar.portals.paying.autopay import AutopayForm


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, access: Access, door: Door) -> HttpResponse:
    """Set it up, or set other terms."""
    if not access.may(Permission.INVOICE_PAY):
        raise lacks(access.account, Permission.INVOICE_PAY)
    methods, used = payments.methods(access.account), payments.currencies(access.account)
    account = access.account
    mandate, seen = payments.last_mandate(account), payments.mandate_revision(account)
    form = AutopayForm(methods, used, mandate, seen, request.POST or None)
    status = 200
    if request.method == "POST":
        status = status_of_wrong(request)
        if form.is_valid():
            try:
                return _authorised(request, access, door, form)
            except Refused as refusal:
                if refusal.status in (403, 404):
                    raise
                refused(form, refusal)
                status = refusal.status
    context = {"door": door, "number": access.account.number, "form": form, "methods": methods}
    return render(request, "paying/autopay.html", context, status=status)


@require_POST
def confirm(request: HttpRequest, access: Access, door: Door) -> HttpResponse:
    """Take it over, or take it up again, by one click."""
    try:
        commands.confirm_autopay(access.actor, account=access.account, seen=request.POST.get("seen", ""))
    except Refused as refusal:
        if refusal.status in (403, 404):
            raise
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Automatic payment is authorised by you now."))
    return _back(access, door)


@require_POST
def pause(request: HttpRequest, access: Access, door: Door) -> HttpResponse:
    """Nothing more is charged until somebody resumes it."""
    commands.stop_autopay(access.actor, account=access.account, is_removed=False)
    messages.success(request, _("Automatic payment is paused. What was announced is called off."))
    return _back(access, door)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, access: Access, door: Door) -> HttpResponse:
    """Ask, then end it for good."""
    if request.method != "POST":
        context = {"door": door, "number": access.account.number}
        return render(request, "paying/autopay_remove.html", context)
    commands.stop_autopay(access.actor, account=access.account, is_removed=True)
    messages.success(request, _("Automatic payment was removed. What was announced is called off."))
    return _back(access, door)


def _authorised(request: HttpRequest, access: Access, door: Door, form: AutopayForm) -> HttpResponse:
    typed = form.cleaned_data
    commands.set_autopay(
        access.actor,
        account=access.account,
        method_uid=typed["method"],
        currency=typed["currency"],
        limit_minor=typed["limit_minor"],
        notice_days=typed["notice_days"],
        seen=typed["seen"],
    )
    messages.success(request, _("Automatic payment is authorised. Each payment is announced by mail before."))
    return _back(access, door)


def _back(access: Access, door: Door) -> HttpResponse:
    return HttpResponseRedirect(reverse(f"{door.key}:method-list", kwargs={"number": access.account.number}))
