"""An entry's old and new values in the reader's words; the entry holds ids, the names are looked up here."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from bursar.access.actor import ActorKind
from bursar.access.permissions import Level, Permission
from bursar.accounts.queries import operators_by_id, people_by_id
from bursar.accounts.queries.groups import group_names_by_id
from bursar.accounts.queries.invitations import invited_addresses_by_id
from bursar.accounts.queries.roles import custom_role_names_by_id
from bursar.accounts.queries.tokens import ApiToken, tokens_by_id
from bursar.billing.kind_words import kind_label
from bursar.billing.queries import recipient_addresses_by_id
from bursar.billing.words import field_label, topic_label
from bursar.core.days import format_beginning, format_end
from bursar.core.money import format_money
from bursar.grants.queries import permission_label
from bursar.payments.autopay_words import ended_text, planned_text
from bursar.payments.queries import invoice_numbers_by_payment, method_names_by_id
from bursar.payments.words import decline_text, state_text
from bursar.portals.activity_ticks import tick_words
from bursar.portals.words import level_label, role_label

Values = Mapping[str, Any] | None
# What entries may speak of by id, and under which keys their values do.
SORTS = (
    "person",
    "group",
    "custom_role",
    "invitation",
    "operator",
    "payment",
    "payment_method",
    "recipient",
    "api_token",
)
ACTING = {ActorKind.PERSON: "person", ActorKind.OPERATOR: "operator", ActorKind.TOKEN: "api_token"}
IDS = (
    ("parent", "group"),
    ("custom_role", "custom_role"),
    ("by", "person"),
    ("payment_method", "payment_method"),
    ("default_method", "payment_method"),
)


@dataclass(frozen=True)
class Change:
    """One value that changed: what it is called, what it was and what it is; empty where there was or is none."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Names:
    """The names that a page of entries needs, looked up once."""

    people: Mapping[int, Any] = field(default_factory=dict)
    groups: Mapping[int, str] = field(default_factory=dict)
    roles: Mapping[int, str] = field(default_factory=dict)
    invitations: Mapping[int, str] = field(default_factory=dict)
    operators: Mapping[int, str] = field(default_factory=dict)
    payments: Mapping[int, str] = field(default_factory=dict)
    methods: Mapping[int, str] = field(default_factory=dict)
    recipients: Mapping[int, str] = field(default_factory=dict)
    tokens: Mapping[int, ApiToken] = field(default_factory=dict)
    time_zone: str = "UTC"  # in which instants are told

    def person(self, id: int) -> str:
        """A person's name, or a number for somebody who was erased."""
        found = self.people.get(id)
        return found.name if found else _("Person no. %(number)s") % {"number": id}

    def group(self, id: int) -> str:
        """A group's name, deleted ones too."""
        return self.groups.get(id) or _("Group no. %(number)s") % {"number": id}

    def token(self, id: int) -> str:
        """A token's name, and whose it is."""
        found = self.tokens.get(id)
        if found is None:
            return _("API token no. %(number)s") % {"number": id}
        if found.person_id is None:
            return _("API token “%(name)s” of the installation") % {"name": found.name}
        return _("API token “%(name)s” of %(person)s") % {"name": found.name, "person": self.person(found.person_id)}

    def actor(self, kind: str, id: int | None, door: str) -> str:
        """Who did it."""
        if kind == ActorKind.PERSON and id:
            return self.person(id)
        if kind == ActorKind.TOKEN and id:
            return self.token(id)
        if kind == ActorKind.OPERATOR:
            name = self.operators.get(id or 0)
            return _("Operator %(name)s") % {"name": name} if name else _("Operator")
        return _("Automatic")

    def target(self, on_type: str, id: int | None) -> str:
        """On whom or what it was done; empty for the account and for what has no name."""
        if id is None:
            return ""
        named: dict[str, Callable[[int], str]] = {
            "person": self.person,
            "group": self.group,
            "custom_role": lambda number: self.roles.get(number, ""),
            "invitation": lambda number: self.invitations.get(number, ""),
            "payment": lambda number: self.payments.get(number, ""),
            "payment_method": lambda number: self.methods.get(number, ""),
            "recipient": lambda number: self.recipients.get(number, ""),
            "api_token": self.token,
        }
        return named[on_type](id) if on_type in named else ""


def names_in(entries: Iterable[Any], time_zone: str = "UTC") -> Names:
    """Look up everybody and everything that these entries speak of, in one query for each sort."""
    found: dict[str, set[int]] = {key: set() for key in SORTS}
    for entry in entries:
        if entry.actor_id and entry.actor_kind in ACTING:
            found[ACTING[entry.actor_kind]].add(entry.actor_id)
        if entry.on_id and entry.on_type in found:
            found[entry.on_type].add(entry.on_id)
        for values in (entry.old, entry.new):
            _collect(values, found)
    tokens = tokens_by_id(found["api_token"])
    found["person"].update(token.person_id for token in tokens.values() if token.person_id)
    return Names(
        people_by_id(found["person"]),
        group_names_by_id(found["group"]),
        custom_role_names_by_id(found["custom_role"]),
        invited_addresses_by_id(found["invitation"]),
        operators_by_id(found["operator"]),
        invoice_numbers_by_payment(found["payment"]),
        method_names_by_id(found["payment_method"]),
        recipient_addresses_by_id(found["recipient"]),
        tokens,
        time_zone,
    )


def changes(old: Values, new: Values, names: Names) -> list[Change]:
    """What changed, in words; values without words for people (ids of rows and the like) are left out."""
    is_alone = not old or not new
    before, after = _worded(old, names, is_alone=is_alone), _worded(new, names, is_alone=is_alone)
    labels = [label for label in before if label not in after]
    return [
        Change(label, before.get(label, ""), after.get(label, ""))
        for label in [*after, *labels]
        if before.get(label, "") != after.get(label, "")
    ]


def _collect(values: Any, found: dict[str, set[int]]) -> None:
    if not isinstance(values, dict):
        return
    found["person"].update(values.get("people") or [])
    found["group"].update([*(values.get("groups") or []), *(values.get("nested") or [])])
    for key, sort in IDS:
        if isinstance(values.get(key), int):
            found[sort].add(values[key])
    for principal in values.get("ticks") or {}:
        sort, _colon, number = principal.partition(":")
        if sort in found and number.isdigit():
            found[sort].add(int(number))


def _worded(values: Any, names: Names, *, is_alone: bool) -> dict[str, str]:
    """The values as label -> words, in the order of `WORDS`; `is_alone` when something began or ended altogether."""
    if not isinstance(values, dict):
        return {}
    values = {key: value for key, value in values.items() if value or not is_alone}
    told = {str(label): word(values[key], values, names) for key, (label, word) in WORDS.items() if key in values}
    for principal, words in tick_words(values, names.time_zone):
        told[_principal(principal, names)] = words
    return {label: words for label, words in told.items() if words}


def _principal(key: str, names: Names) -> str:
    sort, _colon, number = key.partition(":")
    return names.group(int(number)) if sort == "group" else names.person(int(number))


def _list(words: Iterable[Any]) -> str:
    return ", ".join(str(word) for word in words)


def _role(value: Any, values: Any, names: Names) -> str:
    own = values.get("custom_role")
    return names.roles.get(own, "") if own else role_label(str(value))


def _text(value: Any, values: Any, names: Names) -> str:
    return "" if value is None else str(value)


def _permissions(value: Any, values: Any, names: Names) -> str:
    known = [permission for permission in Permission if permission in (value or [])]
    return _list(permission_label(permission) for permission in known)


def _yes_no(value: Any, values: Any, names: Names) -> str:
    return _("Yes") if value else _("No")


def _beginning(value: Any, values: Any, names: Names) -> str:
    return _instant(value, names, format_beginning)


def _end(value: Any, values: Any, names: Names) -> str:
    return _instant(value, names, format_end)


def _instant(value: Any, names: Names, written: Callable[[datetime, str, str | None], str]) -> str:
    try:
        return written(datetime.fromisoformat(str(value)), names.time_zone, get_language())
    except ValueError:
        return ""


def _level(value: Any, values: Any, names: Names) -> str:
    return level_label(value) if value in list(Level) else ""


def _kind(value: Any, values: Any, names: Names) -> str:
    return kind_label(value)


def _people(value: Any, values: Any, names: Names) -> str:
    return _list(sorted(names.person(id) for id in value or []))


def _groups(value: Any, values: Any, names: Names) -> str:
    return _list(sorted(names.group(id) for id in value or []))


def _parent(value: Any, values: Any, names: Names) -> str:
    return names.group(value) if value else _("topmost")


def _language(value: Any, values: Any, names: Names) -> str:
    return dict(settings.LANGUAGES).get(value, str(value))


def _topics(value: Any, values: Any, names: Names) -> str:
    return _list(topic_label(topic) for topic in value or [])


def _fields(value: Any, values: Any, names: Names) -> str:
    return _list(field_label(name) for name in value or [])


def _amount(value: Any, values: Any, names: Names) -> str:
    return format_money(value, values["currency"], get_language() or "en") if "currency" in values else ""


def _payment_state(value: Any, values: Any, names: Names) -> str:
    return state_text(value)


def _decline(value: Any, values: Any, names: Names) -> str:
    return decline_text(value)


def _method(value: Any, values: Any, names: Names) -> str:
    return names.methods.get(value, "")


def _ended(value: Any, values: Any, names: Names) -> str:
    return ended_text(value)


def _planned(value: Any, values: Any, names: Names) -> str:
    return planned_text(value)


WORDS: dict[str, tuple[Any, Callable[[Any, Any, Names], str]]] = {
    "name": (_l("Name"), _text),
    "description": (_l("Description"), _text),
    "role": (_l("Role"), _role),
    "level": (_l("Level"), _level),
    "portal_kind": (_l("Kind of billing portal"), _kind),
    "rights": (_l("Rights"), _permissions),
    "permissions": (_l("Permissions"), _permissions),
    "valid_from": (pgettext_lazy("date", "From"), _beginning),
    "valid_until": (_l("Until"), _end),
    "groups": (_l("Groups"), _groups),
    "people": (_l("People"), _people),
    "parent": (_l("Inside"), _parent),
    "nested": (_l("Groups inside it"), _groups),
    "is_suspended": (_l("Suspended"), _yes_no),
    "language": (_l("Language"), _language),
    "time_zone": (_l("Time zone"), _text),
    "topics": (_l("Is sent"), _topics),
    "fields": (_l("What was changed"), _fields),
    "amount_minor": (_l("Amount"), _amount),
    "credit_minor": (_l("From credit"), _amount),
    "why": (_l("Reason"), _text),
    "invoice_number": (_l("Invoice"), _text),
    "payment_state": (_l("State"), _payment_state),
    "receipt_number": (_l("Receipt number"), _text),
    "decline_reason": (_l("Why it was declined"), _decline),
    "payment_method": (_l("Payment method"), _method),
    "default_method": (_l("Default payment method"), _method),
    "limit_minor": (_l("At most for each payment"), _amount),
    "notice_days": (_l("Days of notice"), _text),
    "autopay_ended": (_l("Why it stopped"), _ended),
    "planned_state": (_l("Automatic payment"), _planned),
}
