"""Taking a form: checked, given to a command, its refusal shown beside the field it belongs to."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from bursar.core.errors import Refused
from bursar.grants.queries import Access
from bursar.portals.forms import previews, refused, status_of_wrong
from bursar.portals.periods import PeriodFields


@dataclass(frozen=True)
class Outcome:
    """What came of a form: done with the command's answer, or to be shown again with a status."""

    is_done: bool = False
    answer: Any = None
    status: int = 200


def submit(request: HttpRequest, form: forms.BaseForm, command: Callable[[], Any]) -> Outcome:
    """Run `command` if the form was sent and is sound; what one may not even know of stays a 404."""
    if request.method != "POST":
        return Outcome()
    if not form.is_valid():
        return Outcome(status=status_of_wrong(request))
    if previews(request):
        return Outcome()
    try:
        return Outcome(is_done=True, answer=command())
    except Refused as refusal:
        if refusal.status == 404:
            raise
        refused(form, refusal)
        return Outcome(status=refusal.status)


def act(request: HttpRequest, command: Callable[[], Any], done: str) -> None:
    """Run a command that has no form of its own, and say how it went; 403 and 404 stay what they are."""
    try:
        command()
    except Refused as refusal:
        if refusal.status in (403, 404):
            raise
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)


def tell_odd(request: HttpRequest, form: PeriodFields) -> None:
    """After a period was taken: which instant is meant where the clocks skip one or show it twice."""
    for text in form.odd():
        messages.info(request, text)


def to(access: Access, page: str, **kwargs: str) -> HttpResponse:
    """Go to a page of this portal."""
    return HttpResponseRedirect(reverse(f"billing:{page}", kwargs={"number": access.account.number, **kwargs}))
