"""Access requests: deciding on them in the portal, and asking from outside it (rules 3 and 4)."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bursar.billing import commands
from bursar.billing import queries as billing
from bursar.grants import queries as grants
from bursar.grants.queries import Access
from bursar.portals.billing.door import door, naming
from bursar.portals.billing.forms import AnswerForm, MessageForm, RequestForm, TermsForm
from bursar.portals.billing.refusal import refused
from bursar.portals.billing.submitting import act, submit, tell_odd, to
from bursar.portals.doors import actor_of

Asking = Callable[[HttpRequest, Access], HttpResponse]


@naming
def grant(request: HttpRequest, access: Access, uid: str) -> HttpResponse:
    """Choose level and dates for the person who asked."""
    asked = billing.access_request(access, uid)
    form = TermsForm(request.POST or None, access=access)
    outcome = submit(
        request,
        form,
        lambda: commands.grant_request(access.actor, account=access.account, uid=uid, terms=form.terms()),
    )
    if outcome.is_done:
        messages.success(request, _("%(name)s is a billing administrator now.") % {"name": asked.person.name})
        tell_odd(request, form)
        return to(access, "administrators")
    context = {"account": access.account, "form": form, "asked": asked}
    return render(request, "billing/request_grant.html", context, status=outcome.status)


@naming
def decline(request: HttpRequest, access: Access, uid: str) -> HttpResponse:
    """Say no, with a word."""
    asked = billing.access_request(access, uid)
    form = AnswerForm(request.POST or None)
    outcome = submit(
        request,
        form,
        lambda: commands.decline_request(
            access.actor, account=access.account, uid=uid, answer=form.cleaned_data["answer"]
        ),
    )
    if outcome.is_done:
        messages.success(request, _("The request of %(name)s is declined.") % {"name": asked.person.name})
        return to(access, "administrators")
    context = {"account": access.account, "form": form, "asked": asked}
    return render(request, "billing/request_decline.html", context, status=outcome.status)


def outside(view: Asking) -> Callable[..., HttpResponse]:
    """A page for members who are signed in and may not enter; everybody else gets what the door would say."""

    @wraps(view)
    def guarded(request: HttpRequest, number: str) -> HttpResponse:
        if not request.user.is_authenticated:
            return door.to_sign_in(request, number)
        access = grants.access(actor_of(request, door.key), number)
        if access.may(door.enter):
            return to(access, "overview")
        return view(request, access) if billing.may_ask(access) else refused(request, access)

    return guarded


@outside
def request_access(request: HttpRequest, access: Access) -> HttpResponse:
    """Ask the Full administrators for access; where roles decide, the page that names the Super admins."""
    if access.goes_by_role:
        return refused(request, access)
    form = RequestForm(request.POST or None)
    outcome = submit(
        request,
        form,
        lambda: commands.request_access(access.actor, account=access.account, message=form.cleaned_data["message"]),
    )
    if outcome.is_done:
        messages.success(
            request, _("The billing administrators were told. You will get a mail when they have decided.")
        )
        return _back(access)
    context = {"account": access.account, "form": form}
    return render(request, "billing/request_access.html", context, status=outcome.status)


@outside
def message(request: HttpRequest, access: Access) -> HttpResponse:
    """Write to the billing administrators."""
    form = MessageForm(request.POST or None)
    outcome = submit(
        request,
        form,
        lambda: commands.message_administrators(access.actor, account=access.account, text=form.cleaned_data["text"]),
    )
    if outcome.is_done:
        messages.success(request, _("Your message is on its way. They answer to your own address."))
        return _back(access)
    context = {"account": access.account, "form": form}
    return render(request, "billing/message.html", context, status=outcome.status)


@require_POST
@outside
def withdraw(request: HttpRequest, access: Access) -> HttpResponse:
    """Take one's own request back."""
    own = billing.own_request(access)
    uid = own.uid if own else ""
    act(
        request,
        lambda: commands.withdraw_request(access.actor, account=access.account, uid=uid),
        _("Your request is withdrawn."),
    )
    return _back(access)


def _back(access: Access) -> HttpResponse:
    """To the refusal page, which shows the state of the request."""
    return HttpResponseRedirect(reverse("billing:overview", kwargs={"number": access.account.number}))
