"""Recipients: addresses that are sent invoices or receipts and hold no right whatsoever."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bursar.access.permissions import Permission
from bursar.billing import commands
from bursar.billing import queries as billing
from bursar.grants.queries import Access
from bursar.portals.billing.details_forms import RecipientForm
from bursar.portals.billing.door import page
from bursar.portals.billing.submitting import act, submit, to

MANAGE = Permission.BILLING_DETAILS_MANAGE


@page(to=MANAGE)
def add(request: HttpRequest, access: Access) -> HttpResponse:
    """Send invoices or receipts to one more address."""
    form = RecipientForm(request.POST or None, initial={"language": access.account.language, "topics": ["invoices"]})
    outcome = submit(
        request, form, lambda: commands.add_recipient(access.actor, account=access.account, **form.wanted())
    )
    if outcome.is_done:
        messages.success(
            request, _("The recipient is added. Nothing is sent before the link in the message to it confirms it.")
        )
        return to(access, "details")
    context = {"account": access.account, "form": form, "shown": None, "is_stale": False}
    return render(request, "billing/recipient.html", context, status=outcome.status)


@page(to=MANAGE)
def edit(request: HttpRequest, access: Access, uid: str) -> HttpResponse:
    """Change an address, its language or what it is sent."""
    row = billing.recipient(access, uid)
    topics = [name for name in ("invoices", "receipts", "reminders") if getattr(row, f"wants_{name}")]
    initial = {"email": row.email, "language": row.language, "topics": topics, "seen": billing.recipient_revision(row)}
    form = RecipientForm(request.POST or None, initial=initial)
    outcome = submit(
        request,
        form,
        lambda: commands.change_recipient(
            access.actor, account=access.account, uid=uid, seen=form.cleaned_data["seen"], **form.wanted()
        ),
    )
    if outcome.is_done:
        messages.success(request, _("The recipient is saved."))
        return to(access, "details")
    context = {"account": access.account, "form": form, "shown": row, "is_stale": outcome.status == 409}
    return render(request, "billing/recipient.html", context, status=outcome.status)


@page(to=MANAGE)
def remove(request: HttpRequest, access: Access, uid: str) -> HttpResponse:
    """Ask, then send nothing there any more."""
    row = billing.recipient(access, uid)
    if request.method != "POST":
        return render(request, "billing/recipient_remove.html", {"account": access.account, "shown": row})
    act(
        request,
        lambda: commands.remove_recipient(access.actor, account=access.account, uid=uid),
        _("The recipient is removed."),
    )
    return to(access, "details")


@require_POST
@page(to=MANAGE)
def resend(request: HttpRequest, access: Access, uid: str) -> HttpResponse:
    """Send the link that confirms the address again."""
    act(
        request,
        lambda: commands.resend_confirmation(access.actor, account=access.account, uid=uid),
        _("A new link is on its way; older ones no longer work."),
    )
    return to(access, "details")
