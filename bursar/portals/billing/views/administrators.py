"""Manage billing administrators: the list, add, edit, delete (S7, S8, rules 4 and 5)."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bursar.access.permissions import Permission
from bursar.accounts.queries import person_by_id
from bursar.billing import commands
from bursar.billing import queries as billing
from bursar.billing.words import rights_labels
from bursar.grants.queries import Access
from bursar.portals.billing.door import naming, page
from bursar.portals.billing.forms import EditForm, InvitationForm, SeenForm, terms_initial
from bursar.portals.billing.lines import lines, marks
from bursar.portals.billing.submitting import submit, tell_odd, to
from bursar.portals.forms import asks_meanwhile, previews
from bursar.portals.listing import place_in
from bursar.portals.why.effects import ALONE, told

MANAGE = Permission.BILLING_ADMIN_MANAGE


@require_safe
@page(to=MANAGE)
def administrators(request: HttpRequest, access: Access) -> HttpResponse:
    """Who may do what with the bills, on what terms and by whose hand; what is pending and what is asked for."""
    by_role = access.goes_by_role
    found, head = billing.administrators(access, place_in(request)), billing.head(access.account)
    holders, count = billing.holders_by_role(access) if by_role else ([], 0)
    context = {
        "account": access.account,
        "window": found,
        "lines": lines(access, found.rows),
        "head": head,
        "invitations": billing.pending_invitations(access) if head.invitations else [],
        "requests": billing.open_requests(access) if head.requests else [],
        "by_role": by_role,
        "holders": holders,
        "holders_count": count,
    }
    return render(request, "billing/administrators.html", context)


@naming
def add(request: HttpRequest, access: Access) -> HttpResponse:
    """Invite a billing administrator."""
    form = InvitationForm(request.POST or None, access=access, initial={"language": access.account.language})
    outcome = submit(
        request,
        form,
        lambda: commands.add_billing_admin(access.actor, account=access.account, terms=form.terms(), **form.person()),
    )
    if outcome.is_done:
        tell_odd(request, form)
        return to(access, "invitation", uid=outcome.answer.uid)
    context = {"account": access.account, "form": form}
    return render(request, "billing/administrator_add.html", context, status=outcome.status)


@naming
def edit(request: HttpRequest, access: Access, uid: str) -> HttpResponse:
    """Level, rights, dates and reason of a billing administrator; names and address are theirs."""
    shown = billing.administrator(access, uid)
    initial = {**terms_initial(shown.terms), "seen": shown.revision}
    form = EditForm(request.POST or None, access=access, was=shown.terms.period, initial=initial)
    outcome = submit(
        request,
        form,
        lambda: commands.change_billing_admin(
            access.actor,
            account=access.account,
            person=person_by_id(shown.person.pk),
            terms=form.terms(),
            seen=form.cleaned_data["seen"],
        ),
    )
    if outcome.is_done:
        messages.success(request, _("The access of %(name)s is as you chose.") % {"name": shown.person.name})
        tell_odd(request, form)
        return to(access, "administrators")
    context = {
        "account": access.account,
        "form": form,
        "shown": shown,
        "marks": marks(shown),
        "is_last": _is_last(access, shown),
        "is_stale": outcome.status == 409,
    }
    if previews(request) and form.is_valid():
        context["outlook"] = told(billing.outlook_of_terms(access.account, shown.person.pk, form.terms()), names=True)
    page = ALONE if asks_meanwhile(request) else "billing/administrator_edit.html"
    return render(request, page, context, status=outcome.status)


@naming
def delete(request: HttpRequest, access: Access, uid: str) -> HttpResponse:
    """Say what they lose, ask, and take it; oneself too, unless one is the last."""
    shown = billing.administrator(access, uid)
    form = SeenForm(request.POST or None, initial={"seen": shown.revision})
    account = access.account

    def remove() -> None:
        if shown.is_self:
            commands.leave_billing_portal(access.actor, account=account)
        else:
            seen = form.cleaned_data["seen"]
            person = person_by_id(shown.person.pk)
            commands.remove_billing_admin(access.actor, account=account, person=person, seen=seen)

    outcome = submit(request, form, remove)
    if outcome.is_done:
        done = _("%(name)s is no longer a billing administrator of %(account)s.")
        messages.success(request, done % {"name": shown.person.name, "account": account.name})
        return HttpResponseRedirect(reverse("me:home")) if shown.is_self else to(access, "administrators")
    context = {"account": account, "form": form, "shown": shown, "is_stale": outcome.status == 409}
    found = billing.outlook_of_terms(account, shown.person.pk, None)
    losing = rights_labels({right for effect in found.effects if not effect.start for right in effect.rights})
    keeping = [label for label in shown.rights if label not in losing]
    later = replace(found, effects=[effect for effect in found.effects if effect.start])
    outlook = told(later, names=not shown.is_self) if later.effects else None
    context |= {"losing": losing, "keeping": keeping, "outlook": outlook}
    return render(request, "billing/administrator_delete.html", context, status=outcome.status)


def _is_last(access: Access, shown: billing.Administrator) -> bool:
    """Whether nobody but this person keeps the portal administered."""
    last = billing.head(access.account).last
    return last is not None and last.pk == shown.person.pk
