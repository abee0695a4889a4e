"""What happened to an invoice, newest first, for the timeline of its page."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from bursar.core.money import format_money
from bursar.grants.queries import Access
from bursar.invoices.queries import Invoice
from bursar.payments.words import decline_text
from bursar.portals.addresses import address
from bursar.portals.bills.movements import movements
from bursar.portals.doors import Door
from bursar.portals.templating import date as date_words

# A payment's state -> the words of its entry, icon, tone.
_PAYMENTS = {
    "pending": (_l("Payment of %(amount)s, not finished"), "clock", "info"),
    "unknown": (_l("Payment of %(amount)s, waiting for an answer"), "question-mark-circle", "warn"),
    "succeeded": (_l("Payment of %(amount)s"), "check", "good"),
    "declined": (_l("Payment of %(amount)s, declined"), "x-mark", "bad"),
    "cancelled": (_l("Payment of %(amount)s, cancelled"), "no-symbol", ""),
}


def story(
    invoice: Invoice, notes: list[Any], parts: list[Any], moved: Sequence[Any], access: Access, door: Door
) -> list[dict[str, Any]]:
    """Issue, arrival, credit notes, payments, what else moved, and the due date that passed, as timeline entries."""
    zone = ZoneInfo(access.account.time_zone)
    told = [*_life(invoice, zone), *_credit_notes(notes, access, door), *_payments(parts, access, door)]
    told += movements(moved)
    told = sorted(told, key=lambda entry: entry["at"])[::-1]  # at the same instant, what is told later came later
    plain = {"tone": "", "who": "", "detail": ""}
    return [{**plain, **entry, "when": date_words(entry["at"].astimezone(zone).date())} for entry in told]


def _life(invoice: Invoice, zone: ZoneInfo) -> list[dict[str, Any]]:
    document = invoice.document
    issued = datetime.combine(document.issued_on, time.min, zone)
    told = [{"at": issued, "text": _("Issued"), "icon": "document-text"}]
    if document.taken_in_at.astimezone(zone).date() != document.issued_on:
        told.append({"at": document.taken_in_at, "text": _("Received in this portal"), "icon": "inbox-arrow-down"})
    if invoice.days_overdue and document.due_on:
        late = datetime.combine(document.due_on, time.max, zone)
        told.append({"at": late, "text": _("Due date passed"), "icon": "clock", "tone": "bad"})
    return told


def _credit_notes(notes: list[Any], access: Access, door: Door) -> list[dict[str, Any]]:
    told = []
    for note in notes:
        url = address(f"{door.key}:invoice", number=access.account.number, uid=note.uid)
        said = {"number": note.number, "amount": _money(note.gross_minor, note.currency)}
        text = format_html('<a href="{}">{}</a>', url, _("Credit note %(number)s of %(amount)s") % said)
        told.append({"at": note.taken_in_at, "text": text, "icon": "receipt-refund", "tone": "info"})
    return told


def _payments(parts: list[Any], access: Access, door: Door) -> list[dict[str, Any]]:
    told = []
    for part in parts:
        words, icon, tone = _PAYMENTS[part.state]
        url = address(f"{door.key}:payment", number=access.account.number, uid=part.uid)
        said = str(words) % {"amount": _money(part.part_minor, part.currency)}
        text = format_html('<a href="{}">{}</a>', url, said)
        at = part.settled_at or part.ordered_at
        who = _("Automatic payment") if part.mandate_id else part.payer
        why = decline_text(part.decline_code)
        told.append({"at": at, "text": text, "icon": icon, "tone": tone, "who": who, "detail": why})
    return told


def _money(minor: int, currency: str) -> str:
    return format_money(minor, currency, get_language() or "en")
