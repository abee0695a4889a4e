"""The billing room's own terms in the reader's words: levels, rights, roads, topics."""

from collections.abc import Iterable
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from bursar.access.permissions import BILLING, Level, Permission
from bursar.grants.queries import permission_label

_LEVELS: dict[str, Promise] = {
    Level.FULL: pgettext_lazy("billing level", "Full"),
    Level.PAYER: pgettext_lazy("billing level", "Payer"),
    Level.VIEWER: pgettext_lazy("billing level", "Viewer"),
    Level.CUSTOM: pgettext_lazy("billing level", "Custom"),
}
_ROADS: dict[str, Promise] = {
    "sign_up": _l("by signing up"),
    "owner": _l("as owner of the account"),
    "invitation": _l("by invitation"),
    "access_request": _l("on request"),
    "edit": _l("by an edit"),
    "pbx_page": _l("on the PBX permissions page"),
    "appointed": _l("appointed by the operator"),
}


def level_label(level: str) -> str:
    """A level's name."""
    return str(_LEVELS[level])


def level_hint(level: Level) -> str:
    """What a level is for, in one sentence."""
    return {
        Level.FULL: _("Everything in the billing portal, its administrators included."),
        Level.PAYER: _("Views invoices and pays them."),
        Level.VIEWER: _("Views and downloads invoices; right for an accountant."),
        Level.CUSTOM: _("Exactly the rights that you tick."),
    }[level]


def rights_labels(permissions: Iterable[Permission]) -> list[str]:
    """Rights in the order of the table."""
    return list(_rights(get_language(), frozenset(permissions)))


@lru_cache(256)  # a list says the same in every row
def _rights(_language: str | None, held: frozenset[Permission]) -> tuple[str, ...]:
    return tuple(permission_label(right) for right in BILLING if right in held)


def how_label(how: str) -> str:
    """By which road a right came."""
    return str(_ROADS[how])


def topic_label(topic: str) -> str:
    """What a recipient is sent."""
    return {"invoices": _("Invoices"), "receipts": _("Receipts")}.get(topic, topic)


def field_label(name: str) -> str:
    """A field of the billing details, of a recipient or of an invitation."""
    return {
        "company": _("Company"),
        "address_lines": _("Address"),
        "postal_code": _("Postal code"),
        "city": _("City"),
        "country": _("Country"),
        "vat_number": _("VAT number"),
        "company_number": _("Company number"),
        "delivery_address": _("Delivery address"),
        "delivery_country": _("Country of delivery"),
        "purchase_order": _("Purchase order number"),
        "invoice_language": _("Language of the invoices"),
        "email": _("E-mail address"),
        "first_name": _("First name"),
        "last_name": _("Last name"),
        "language": _("Language"),
    }.get(name, name)
