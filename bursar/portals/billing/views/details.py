"""Billing details and recipients, for who holds the right to manage them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from bursar.access.permissions import Permission
from bursar.billing import commands
from bursar.billing import queries as billing
from bursar.billing.queries.mailing import access_ended, chosen
from bursar.grants.queries import Access
from bursar.portals.billing.details_forms import DetailsForm
from bursar.portals.billing.door import page
from bursar.portals.billing.sent import sent
from bursar.portals.billing.submitting import submit, to

MANAGE = Permission.BILLING_DETAILS_MANAGE


@page(to=MANAGE)
def details(request: HttpRequest, access: Access) -> HttpResponse:
    """Whom the invoices are made out to, and who is sent them."""
    row = billing.billing_details(access.account)
    initial = {name: getattr(row, name) for name in billing.DETAILS}
    form = DetailsForm(request.POST or None, initial={**initial, "seen": billing.details_revision(row)})
    outcome = submit(
        request,
        form,
        lambda: commands.change_billing_details(
            access.actor, account=access.account, details=form.cleaned_data, seen=form.cleaned_data["seen"]
        ),
    )
    if outcome.is_done:
        messages.success(request, _("The billing details are saved. They appear on the invoices to come."))
        return to(access, "details")
    recipients = billing.recipients(access.account)
    ended = access_ended(access.account.pk, recipients)
    context = {
        "account": access.account,
        "form": form,
        "recipients": recipients,
        "ended": ended,
        "sent": sent(access, chosen(recipients, ended)),
        "is_stale": outcome.status == 409,
    }
    return render(request, "billing/details.html", context, status=outcome.status)
