"""The form that makes an API token: what it is for, how long, and what it may do of all that one may."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext

from bursar.access.permissions import BILLING, NEEDS, Permission
from bursar.access.scopes import PERSONS, Service
from bursar.grants.queries import Holdings, permission_label
from bursar.portals.forms import Ticks, name_field
from bursar.portals.me.forms import ProvenForm

DAYS = (30, 90, 180, 365)


def service_label(service: str) -> str:
    """A service in the reader's words."""
    return {
        Service.EVALUATE: _("Ask whether somebody may do something"),
        Service.SEARCH: _("Ask who may do something, and where"),
        Service.REQUEST: _("Ask for access in my name"),
        Service.TAKE_IN: _("Take in invoices"),
        Service.READ_DETAILS: _("Read billing details"),
    }[Service(service)]


def scope_label(scope: str) -> str:
    """What a token may be used for, in the reader's words."""
    return service_label(scope) if scope in tuple(Service) else permission_label(Permission(scope))


class TokenForm(ProvenForm):
    """A new token; only what one holds somewhere can be chosen, and the server takes no more."""

    name = name_field(_l("Name"))
    scopes = forms.MultipleChoiceField(
        label=_l("What it may do"), widget=Ticks({str(right): str(need) for right, need in NEEDS.items()})
    )
    account = forms.ChoiceField(label=_l("Where"), required=False)
    days = forms.TypedChoiceField(label=_l("How long"), coerce=int, initial=90)
    field_order = ["name", "scopes", "account", "days", "current"]

    def __init__(self, *args: Any, user: Any, mine: Holdings, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        held = mine.anywhere
        fields: Any = self.fields
        fields["name"].help_text = _("What the program is called, so that you know later.")
        fields["scopes"].help_text = _("A token never does more than you may do yourself at that moment.")
        fields["scopes"].choices = [(str(scope), scope_label(scope)) for scope in (*_in_order(held), *PERSONS)]
        everywhere = [("", _("Wherever I have these rights"))]
        fields["account"].choices = everywhere + [(a.number, f"{a.name} ({a.number})") for a in mine.accounts]
        fields["days"].choices = [(n, ngettext("%(count)s day", "%(count)s days", n) % {"count": n}) for n in DAYS]


def _in_order(held: frozenset[Permission]) -> list[Permission]:
    return [p for p in (*BILLING, *(p for p in Permission if p not in BILLING)) if p in held]
