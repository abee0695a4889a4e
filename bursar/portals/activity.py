"""The activity page of the admin and billing portals: entries as rows, with names looked up when they are shown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import pgettext_lazy

from bursar.accounts.queries.tokens import token_ids_of
from bursar.audit.kinds import Area, all_kinds
from bursar.audit.queries import Wanted, activity
from bursar.core.moments import Moment, beginning, ending
from bursar.grants.queries import Access
from bursar.portals.activity_words import Change, Names, changes, names_in
from bursar.portals.forms import date_field
from bursar.portals.listing import page_of, query_without

REFUSED = "refused"


@dataclass(frozen=True)
class Row:
    """One entry, ready to be shown."""

    at: datetime
    what: str
    who: str
    whom: str  # on whom or what, empty when it is the account itself
    changes: list[Change]
    door: str
    address: str
    is_refused: bool
    refusal: str  # its code


class ActivityFilter(forms.Form):
    """What the page is narrowed to; all of it stands in the address."""

    kind = forms.ChoiceField(label=_l("What happened"), required=False)
    person = forms.CharField(label=_l("Person"), required=False, max_length=120)
    after = date_field(pgettext_lazy("date", "From"), forms.DateInput({"type": "date"}))
    before = date_field(pgettext_lazy("date", "To"), forms.DateInput({"type": "date"}))

    def __init__(self, *args: Any, areas: Iterable[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [k for k in all_kinds().values() if k.area in set(areas) and not k.name.startswith("refused.")]
        named: dict[str, list[str]] = {}
        for found in kinds:  # two kinds with one label are one choice
            named.setdefault(str(found.label), []).append(found.name)
        choices = sorted((",".join(names), label) for label, names in named.items())
        choices.sort(key=lambda choice: choice[1].casefold())
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            ("", _("Everything")),
            (REFUSED, _("Refused attempts")),
            *choices,
        ]


def context(request: HttpRequest, access: Access, areas: Sequence[Area], people_matching: Any) -> dict[str, Any]:
    """What the template activity/_list.html needs. `people_matching(text)` answers ids of the people meant."""
    form = ActivityFilter(request.GET, areas=areas)
    form.is_valid()
    wanted = {key: value for key, value in form.cleaned_data.items() if value}
    narrowed = _wanted(wanted, access.account.time_zone, people_matching)
    page = page_of(request, activity(access.account.pk, areas, narrowed))
    return {
        "form": form,
        "page_obj": page,
        "rows": rows(page.object_list, access.account.time_zone),
        "query": query_without(request, "page"),
        "is_filtered": bool(wanted),
    }


def rows(entries: Iterable[Any], time_zone: str = "UTC") -> list[Row]:
    """Entries as rows, instants told in a time zone; every name is looked up once for all of them."""
    entries = list(entries)
    names = names_in(entries, time_zone)
    return [_row(entry, names) for entry in entries]


def _wanted(given: dict[str, Any], zone: str, people_matching: Any) -> Wanted:
    kind, first, last = given.get("kind", ""), given.get("after"), given.get("before")
    people = people_matching(given["person"]) if given.get("person") else None
    return Wanted(
        is_refused=kind == REFUSED,
        kinds=tuple(kind.split(",")) if kind and kind != REFUSED else (),
        people=people,
        tokens=token_ids_of(people or ()),
        after=beginning(Moment(first), zone) if first else None,
        before=ending(Moment(last), zone) if last else None,
    )


def _row(entry: Any, names: Names) -> Row:
    is_refused = entry.kind.startswith("refused.")
    whom = names.target(entry.on_type, entry.on_id)
    told = changes(entry.old, entry.new, names)
    return Row(
        at=entry.at,
        what=_label(entry.kind),
        who=names.actor(entry.actor_kind, entry.actor_id, entry.door),
        whom=whom,
        changes=[change for change in told if change.old or change.new != whom],  # a new group's name is said already
        door=door_text(entry.door),
        address=entry.address,
        is_refused=is_refused,
        refusal=entry.refusal,
    )


def _label(kind: str) -> str:
    declared = all_kinds().get(kind)
    if declared:
        return str(declared.label)
    return _("Refused attempt") if kind.startswith("refused.") else kind


def door_text(door: str) -> str:
    """Through what it was done: a door, a program, a job of ours."""
    return {
        "admin": _("Admin portal"),
        "billing": _("Billing portal"),
        "me": _("My account"),
        "pbx": _("PBX administration (classic)"),
        "public": _("Public pages"),
        "api": _("API"),
        "autopay": _("Automatic payment"),
        "command_line": _("Command line"),
        "demo": _("Demo"),
        "invitation": _("Invitation"),
        "payment_call": _("Payment provider"),
        "payment_check": _("Payment provider"),
        "payment_resolver": _("Payment provider"),
        "provider_notice": _("Payment provider"),
    }.get(door, door)
