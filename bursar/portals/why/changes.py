"""What changed: who gained and who lost which right over the bills between two moments, and through what."""

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from bursar.access.permissions import BILLING, Permission
from bursar.accounts import folding
from bursar.core import clock
from bursar.grants.queries import Access
from bursar.grants.queries.changed import Changed, changed
from bursar.grants.queries.sight import sight
from bursar.portals.doors import Door
from bursar.portals.listing import page_of, query_without
from bursar.portals.spreadsheet import download
from bursar.portals.why import change_rows
from bursar.portals.why.moments import MomentField, local, words
from bursar.portals.why.nav import tabs
from bursar.portals.why.rows import Reader
from bursar.portals.why.who import named_rights

AS_FAR = timedelta(days=30)  # what is looked at unless one says otherwise


class ChangesForm(forms.Form):
    """The two moments, and what it is narrowed to: all of it stands in the address."""

    right = forms.ChoiceField(label=_l("Right"), required=False)
    q = forms.CharField(label=_l("Name or e-mail address"), required=False, max_length=100)
    since = MomentField(label=_l("Since"))
    until = MomentField(label=_l("Until"))

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["right"].choices = [("", _("Every right")), *named_rights()]
        fields["since"].zone = fields["until"].zone = zone
        fields["since"].help_text = _("In the time of %(zone)s. Empty: thirty days before.") % {"zone": zone}
        fields["until"].help_text = _("Empty: now.")

    def clean(self) -> dict[str, Any]:
        """Two moments, the second one later and not to come."""
        given = super().clean() or {}
        until = given.get("until") or clock.now()
        given["since"] = given.get("since") or until - AS_FAR
        if until > clock.now():
            self.add_error("until", _("What is to come cannot be compared yet."))
        elif given["since"] >= until:
            self.add_error("since", _("This moment is not before the other one."))
        return {**given, "until": until}


def changes(request: HttpRequest, access: Access, door: Door) -> HttpResponse:
    """One page of the people whose rights differ."""
    zone = access.account.time_zone
    form = ChangesForm(request.GET, zone=zone)
    context: dict[str, Any] = {"door": door, "account": access.account, "tabs": tabs(access, door.key, "changes")}
    if not form.is_valid():
        return render(request, "why/changes.html", {**context, "form": form, "page_obj": None}, status=422)
    since, until = form.cleaned_data["since"], form.cleaned_data["until"]
    found = page_of(request, change_rows.people(_seen(access, form)))
    shown = {**form.cleaned_data, "since": local(since, zone), "until": request.GET.get("until", "")}
    context |= {
        "form": ChangesForm(shown, zone=zone),
        "page_obj": found,
        "rows": change_rows.rows(found.object_list, access.account.pk, Reader.of(access)),
        "since": words(since, zone),
        "until": words(until, zone) if request.GET.get("until") else "",
        "members_only": not sight(access).holders,
        "page_query": query_without(request, "page"),
    }
    return render(request, "why/changes.html", context)


def exported(request: HttpRequest, access: Access, door: Door) -> HttpResponse:
    """All of it as CSV."""
    form = ChangesForm(request.GET, zone=access.account.time_zone)
    if not form.is_valid():
        return changes(request, access, door)
    table = change_rows.table(change_rows.people(_seen(access, form)), access.account.pk, Reader.of(access))
    return download(table, f"{access.account.number}-access-changes.csv")


def _seen(access: Access, form: ChangesForm) -> list[Changed]:
    """Those about people whom the reader may see."""
    given = form.cleaned_data
    rights, typed = [Permission(given["right"])] if given["right"] else BILLING, folding.sought(given["q"])
    found = changed(access.account, rights, given["since"], given["until"])
    is_all = sight(access).holders
    return [each for each in found if (is_all or each.who.is_member) and each.who.fits(typed)]
