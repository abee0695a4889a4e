"""What the views of the admin portal share: showing a page, sending a form to a command, asking before an ending."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from bursar.access.permissions import Permission
from bursar.core.errors import Forbidden, NotKnown, Refused
from bursar.grants.queries import Access
from bursar.grants.queries.outlook import Outlook
from bursar.grants.queries.sight import sight
from bursar.portals.doors import actor_of
from bursar.portals.forms import asks_meanwhile, previews, refused, status_of_wrong
from bursar.portals.why.effects import ALONE, told

Act = Callable[..., Any]


def show(
    request: HttpRequest, access: Access, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page of the portal; `may` tells its template what the reader may do: `may.member_manage`."""
    may = {permission.name.lower(): access.may(permission) for permission in Permission}
    common = {"account": access.account, "number": access.account.number, "may": may}
    common["by_role"] = access.goes_by_role  # over bills
    page = ALONE if asks_meanwhile(request) else f"admin/{template}.html"
    return render(request, page, {**common, **context}, status=status)


def submitted(request: HttpRequest, access: Access, form: Form, act: Act, **arguments: Any) -> tuple[Any, int]:
    """Send a valid form to a command; answers (what it answered, 0) or (None, the status to show the form with).

    `arguments` may be a function of the cleaned data. A refusal is shown beside its field.
    """
    if request.method != "POST":
        return None, 200
    if not form.is_valid():
        return None, status_of_wrong(request)
    if previews(request):
        return None, 200
    given = {name: value(form.cleaned_data) if callable(value) else value for name, value in arguments.items()}
    try:
        return act(actor_of(request, "admin"), account=access.account, **given), 0
    except NotKnown:
        raise
    except Refused as refusal:
        refused(form, refusal)
        return None, refusal.status


def foreseen(request: HttpRequest, access: Access, form: Form, what: Callable[[], Outlook]) -> dict[str, Any]:
    """What the form would give and take, where that is asked and the form is right: for why/_outlook.html."""
    return outlook_of(access, what()) if previews(request) and form.is_valid() else {"outlook": None}


def outlook_of(access: Access, found: Outlook) -> dict[str, Any]:
    """What something would give and take: for why/_effects.html."""
    return {"outlook": told(found, names=sight(access).members)}


def goes_to(access: Access, name: str, **kwargs: str) -> HttpResponseRedirect:
    """To another page of this account's portal."""
    return HttpResponseRedirect(reverse(f"admin:{name}", kwargs={"number": access.account.number, **kwargs}))


def asked(
    request: HttpRequest,
    access: Access,
    template: str,
    context: dict[str, Any],
    *,
    check: Callable[[], object],
    act: Callable[[], object],
    done: str,
    leads_to: HttpResponse,
) -> HttpResponse:
    """A page that asks before something ends. What `check` refuses is said there and then, with the way out."""
    refusal = _refusal(check)
    if request.method == "POST" and refusal is None:
        refusal = _refusal(act)
        if refusal is None:
            messages.success(request, done)
            return leads_to
    return show(request, access, template, {**context, "refusal": refusal}, status=refusal.status if refusal else 200)


def _refusal(attempt: Callable[[], object]) -> Refused | None:
    """What the attempt is refused with; what one may not know of or not do at all is another page."""
    try:
        attempt()
    except (NotKnown, Forbidden):
        raise
    except Refused as refusal:
        return refusal
    return None
