"""Letting a billing administrator go on whose end comes near: one button."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bursar.accounts.queries import person_by_id
from bursar.billing import commands
from bursar.billing import queries as billing
from bursar.core.days import format_end
from bursar.grants.queries import Access
from bursar.portals.billing.door import naming
from bursar.portals.billing.forms import SeenForm
from bursar.portals.billing.submitting import submit, to
from bursar.portals.why.effects import told


@naming
def extend(request: HttpRequest, access: Access, uid: str) -> HttpResponse:
    """A calendar month more on the same terms."""
    account, shown = access.account, billing.administrator(access, uid)
    terms = shown.terms.extended(account.time_zone)
    if terms.valid_until is None:  # somebody has taken the end away meanwhile
        return to(access, "administrators")
    form = SeenForm(request.POST or None, initial={"seen": shown.revision})
    outcome = submit(
        request,
        form,
        lambda: commands.change_billing_admin(
            access.actor,
            account=account,
            person=person_by_id(shown.person.pk),
            terms=terms,
            seen=form.cleaned_data["seen"],
        ),
    )
    until = format_end(terms.valid_until, account.time_zone, get_language() or "en")
    if outcome.is_done:
        done = _("The access of %(name)s goes on until %(date)s.") % {"name": shown.person.name, "date": until}
        messages.success(request, done)
        return to(access, "administrators")
    context = {
        "account": account,
        "form": form,
        "shown": shown,
        "until": until,
        "is_stale": outcome.status == 409,
        "outlook": told(billing.outlook_of_terms(account, shown.person.pk, terms), names=True),
    }
    return render(request, "billing/administrator_extend.html", context, status=outcome.status)
