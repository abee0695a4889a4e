"""What is sent to whom: the topics that recipients are chosen for, and what nobody can switch off."""

from collections.abc import Mapping
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _

from bursar.billing.queries import full_now
from bursar.grants.queries import Access


class Sent(NamedTuple):
    """A kind of mail, who is sent it, why so; `is_fixed`: nobody can switch it off."""

    what: str
    whom: list[str]
    why: str
    is_fixed: bool = False


def sent(access: Access, chosen: Mapping[str, list[str]]) -> list[Sent]:
    """What is sent now; `chosen`: the addresses that are sent invoices, receipts and reminders."""
    keepers = [person.name for person in full_now(access.account)]
    invoices, receipts, reminders = (chosen[topic] for topic in ("invoices", "receipts", "reminders"))
    by_choice = _("As chosen under Recipients.")
    return [
        Sent(_("New invoices"), invoices, by_choice if invoices else _("Nobody is chosen.")),
        Sent(_("Receipts and refunds"), [_("Whoever paid"), *receipts], by_choice if receipts else ""),
        Sent(_("Reminders of what is due"), reminders, _reminding(bool(reminders))),
        Sent(_("Who may see and pay: given, changed, ended, asked for"), keepers, _full(), is_fixed=True),
        Sent(_("Automatic payments, and cards that expire"), keepers, _full(), is_fixed=True),
        Sent(_("Password, address and tokens of a person"), [_("The person concerned")], "", is_fixed=True),
    ]


def _reminding(has_readers: bool) -> str:
    if not settings.REMINDERS:
        return _("No reminders are sent at present.")
    return _("As chosen under Recipients.") if has_readers else _("Nobody is chosen.")


def _full() -> str:
    return _("All Full administrators.")
