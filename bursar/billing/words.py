"""The billing room's own terms in the reader's words: levels, rights, roads, topics."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from bursar.access.permissions import BILLING, Level, Permission
from bursar.grants.queries import permission_label


def level_label(level: str) -> str:
    """A level's name."""
    return {
        Level.FULL: pgettext("billing level", "Full"),
        Level.PAYER: pgettext("billing level", "Payer"),
        Level.VIEWER: pgettext("billing level", "Viewer"),
        Level.CUSTOM: pgettext("billing level", "Custom"),
    }[Level(level)]


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
    held = frozenset(permissions)
    return [permission_label(right) for right in BILLING if right in held]


def how_label(how: str) -> str:
    """By which road a right came."""
    return {
        "sign_up": _("by signing up"),
        "owner": _("as owner of the account"),
        "invitation": _("by invitation"),
        "access_request": _("on request"),
        "edit": _("by an edit"),
        "pbx_page": _("on the PBX permissions page"),
        "appointed": _("appointed by the operator"),
    }[how]


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
        "purchase_order": _("Purchase order number"),
        "email": _("E-mail address"),
        "first_name": _("First name"),
        "last_name": _("Last name"),
        "language": _("Language"),
    }.get(name, name)
