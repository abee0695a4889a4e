"""Why can they, or why can't they: a question about somebody whom one may see, answered for now or for a moment."""

from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from bursar.access.permissions import BILLING, Permission
from bursar.access.resources import Resource, ResourceType
from bursar.core.errors import NotKnown
from bursar.grants.queries import Access, explained
from bursar.grants.queries.sight import find, one, sight
from bursar.invoices.queries import numbered
from bursar.portals.bills.words import status_word
from bursar.portals.doors import Door
from bursar.portals.listing import query_without
from bursar.portals.why.answer import answer
from bursar.portals.why.moments import MomentField, words
from bursar.portals.why.nav import tabs
from bursar.portals.why.rights import choices

T = ResourceType


class AskForm(forms.Form):
    """The question, which stands in the address."""

    q = forms.CharField(label=_l("Person"), required=False, max_length=100)
    right = forms.ChoiceField(label=_l("Right"), required=False)
    about = forms.ChoiceField(label=_l("With what"), required=False)
    invoice = forms.CharField(label=_l("Invoice number"), required=False, max_length=60)
    at = MomentField(label=_l("Moment"))

    def __init__(self, *args: Any, access: Access, door: Door, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.access = access
        fields: dict[str, Any] = self.fields
        fields["right"].choices = _choices(door)
        fields["about"].choices = [
            (T.ACCOUNT, _("Anything in the account")),
            (T.BILLING_PORTAL, _("The billing portal")),
            (T.PBX, _("PBX administration (classic)")),
            *([(T.ADMIN_PORTAL, _("The admin portal"))] if door.key == "admin" else []),
            *([(T.INVOICE, _("An invoice"))] if access.may(Permission.INVOICE_VIEW) else []),
        ]
        if not access.may(Permission.INVOICE_VIEW):
            del self.fields["invoice"]
        fields["at"].zone = access.account.time_zone
        fields["at"].help_text = _("In the time of %(zone)s. Empty: now.") % {"zone": access.account.time_zone}

    def clean_invoice(self) -> Any:
        """The invoice with this number, for those who may see invoices."""
        number = self.cleaned_data["invoice"].strip()
        found = numbered(self.access, number) if number else None
        if number and found is None:
            raise forms.ValidationError(_("This account has no invoice with this number."))
        return found


def ask(request: HttpRequest, access: Access, door: Door) -> HttpResponse:
    """The form; with a person and a right, the answer."""
    form = AskForm(request.GET, access=access, door=door)
    is_asked = "right" in request.GET or "q" in request.GET
    is_valid = form.is_valid()
    at = form.cleaned_data.get("at")
    person, people = _whom(request, access, form, at)
    if person and form.cleaned_data.get("q"):  # an address without a name in it
        return HttpResponseRedirect(f"?person={person.uid}&{query_without(request, 'q', 'person')}")
    context: dict[str, Any] = {
        "door": door,
        "account": access.account,
        "tabs": tabs(access, door.key, "ask"),
        "form": form if is_asked else AskForm(access=access, door=door, initial={"right": Permission.INVOICE_PAY}),
        "person": person,
        "people": people,
        "pick_query": query_without(request, "q", "person"),
    }
    if person and is_valid and form.cleaned_data["right"]:
        context |= _answered(access, form, person)
    return render(request, "why/ask.html", context, status=422 if is_asked and form.errors else 200)


def _whom(request: HttpRequest, access: Access, form: AskForm, at: datetime | None) -> tuple[Any, list[Any]]:
    """The person who is meant, or several who could be. Raises NotKnown for somebody whom one may not see."""
    seen, text, uid = sight(access), form.cleaned_data.get("q", ""), request.GET.get("person", "")
    if text:
        found = find(seen, text, at)
        if not found:
            form.add_error("q", _("Nobody of that name whom you may see here."))
        return (found[0], []) if len(found) == 1 else (None, found)
    if not uid:
        return None, []
    person = one(seen, uid, at)
    if person is None:
        raise NotKnown
    return person, []


def _answered(access: Access, form: AskForm, person: Any) -> dict[str, Any]:
    given = form.cleaned_data
    invoice = given.get("invoice")
    kind = T.INVOICE if invoice else T(given["about"] or T.ACCOUNT)
    found = explained(
        person.pk, access.account, given["right"], at=given["at"], about=Resource(kind, access.account.pk)
    )
    return {
        "answer": answer(found, person.name, names=True),
        "when": words(given["at"], access.account.time_zone),
        "invoice": invoice,
        "invoice_status": status_word(invoice.status) if invoice else "",
    }


def _choices(door: Door) -> list[tuple[str, list[tuple[str, str]]]]:
    """In the billing portal the rights over bills alone: roles are no matter of it."""
    listed = choices()
    return listed if door.key == "admin" else [(t, r) for t, r in listed if r[0][0] in BILLING]
