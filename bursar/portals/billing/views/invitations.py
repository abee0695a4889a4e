"""Invitations of billing administrators: what was sent, correcting, sending again, revoking (rule 4, S8)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from bursar.access.permissions import Permission
from bursar.billing import commands
from bursar.billing import queries as billing
from bursar.grants.queries import Access
from bursar.portals.billing.door import naming, page
from bursar.portals.billing.forms import InvitationForm, terms_initial
from bursar.portals.billing.submitting import act, submit, tell_odd, to

MANAGE = Permission.BILLING_ADMIN_MANAGE


@require_safe
@page(to=MANAGE)
def invitation(request: HttpRequest, access: Access, uid: str) -> HttpResponse:
    """What adding did, and what it did not: no access to the admin portal comes with it (S8)."""
    context = {
        "account": access.account,
        "shown": billing.pending_invitation(access, uid),
        "by_role": access.goes_by_role,
        "may_assign_roles": access.may(Permission.MEMBER_MANAGE),
    }
    return render(request, "billing/invitation.html", context)


@naming
def edit(request: HttpRequest, access: Access, uid: str) -> HttpResponse:
    """Correct name and address until acceptance; another address or other terms kill the old link."""
    shown = billing.pending_invitation(access, uid)
    row = shown.invitation
    person = {name: getattr(row, name) for name in ("first_name", "last_name", "email", "language")}
    initial = {**person, **terms_initial(shown.terms), "seen": shown.revision}
    form = InvitationForm(request.POST or None, access=access, was=shown.terms.period, initial=initial)
    outcome = submit(
        request,
        form,
        lambda: commands.correct_invitation(
            access.actor,
            account=access.account,
            uid=uid,
            terms=form.terms(),
            seen=form.cleaned_data["seen"],
            **form.person(),
        ),
    )
    if outcome.is_done:
        messages.success(request, _("The invitation is corrected."))
        tell_odd(request, form)
        return to(access, "invitation", uid=uid)
    context = {"account": access.account, "form": form, "shown": shown, "is_stale": outcome.status == 409}
    return render(request, "billing/invitation_edit.html", context, status=outcome.status)


@require_POST
@naming
def resend(request: HttpRequest, access: Access, uid: str) -> HttpResponse:
    """A new link and seven new days."""
    act(
        request,
        lambda: commands.resend_invitation(access.actor, account=access.account, uid=uid),
        _("A new invitation is on its way; the old link no longer works."),
    )
    return to(access, "administrators")


@naming
def revoke(request: HttpRequest, access: Access, uid: str) -> HttpResponse:
    """Ask, then kill the link."""
    shown = billing.pending_invitation(access, uid)
    if request.method != "POST":
        return render(request, "billing/invitation_revoke.html", {"account": access.account, "shown": shown})
    act(
        request,
        lambda: commands.revoke_invitation(access.actor, account=access.account, uid=uid),
        _("The invitation is revoked; its link no longer works."),
    )
    return to(access, "administrators")
