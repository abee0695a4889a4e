"""Who can pay? Everybody who holds a right over the bills, with each way they can, now or at a moment."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from bursar.access.permissions import BILLING, Permission
from bursar.grants.queries import Access, Holding, every_holder, holders, permission_label
from bursar.grants.queries.sight import sight
from bursar.portals.doors import Door
from bursar.portals.listing import PLACE, place_in, query_without
from bursar.portals.spreadsheet import download
from bursar.portals.why import rows
from bursar.portals.why.moments import MomentField, words
from bursar.portals.why.nav import tabs
from bursar.portals.why.rows import Reader

RIGHTS = (Permission.INVOICE_PAY, Permission.INVOICE_VIEW, Permission.BILLING_ADMIN_MANAGE)
EVERY = "every"


def named_rights() -> list[tuple[str, str]]:
    """The rights that one may ask about alone, for a select."""
    return [(str(each), permission_label(each)) for each in RIGHTS]


class WhoForm(forms.Form):
    """What stands in the address."""

    right = forms.ChoiceField(label=_l("Right"), required=False)
    q = forms.CharField(label=_l("Name or e-mail address"), required=False, max_length=100)
    at = MomentField(label=_l("Moment"))

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        right: Any = self.fields["right"]
        right.choices = [*named_rights(), (EVERY, _("Every right"))]
        at: Any = self.fields["at"]
        at.zone = zone
        at.help_text = _("In the time of %(zone)s. Empty: now.") % {"zone": zone}

    def wanted(self, access: Access) -> Holding:
        """What is asked, of those whom the reader may see."""
        given = self.cleaned_data
        right = given["right"] or RIGHTS[0]
        rights = BILLING if right == EVERY else (Permission(right),)
        return Holding(tuple(rights), given["at"], given["q"], members_only=not sight(access).holders)


def who(request: HttpRequest, access: Access, door: Door) -> HttpResponse:
    """One page of them."""
    form = WhoForm(request.GET, zone=access.account.time_zone)
    context: dict[str, Any] = {"door": door, "account": access.account, "form": form, "window": None}
    context["tabs"] = tabs(access, door.key, "who")
    if not form.is_valid():
        return render(request, "why/who.html", context, status=422)
    wanted = form.wanted(access)
    seen = holders(access.account, wanted, place_in(request))
    names_rights, reader = len(wanted.rights) > 1, Reader.of(access)
    context |= {
        "window": seen,
        "rows": [rows.row(each, reader, names_rights=names_rights) for each in seen.rows],
        "right": wanted.rights[0] if not names_rights else "",
        "at": form.cleaned_data["at"],
        "when": words(wanted.at, access.account.time_zone),
        "members_only": wanted.members_only,
        "page_query": query_without(request, *PLACE),
    }
    return render(request, "why/who.html", context)


def exported(request: HttpRequest, access: Access, door: Door) -> HttpResponse:
    """All of them as CSV."""
    form = WhoForm(request.GET, zone=access.account.time_zone)
    if not form.is_valid():
        return who(request, access, door)
    table = rows.table(every_holder(access.account, form.wanted(access)), Reader.of(access))
    return download(table, f"{access.account.number}-access.csv")
