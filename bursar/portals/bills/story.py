"""What happened to an invoice, newest first, for the timeline of its page."""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from bursar.core.money import format_money
from bursar.grants.queries import Access
from bursar.invoices import queries
from bursar.invoices.queries import Invoice
from bursar.payments.words import decline_text
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


def story(invoice: Invoice, payments: list[Any], access: Access, door: Door) -> list[dict[str, Any]]:
    """Issue, arrival, credit notes, payments and the due date that passed, as timeline entries."""
    zone = ZoneInfo(access.account.time_zone)
    told = [*_life(invoice, zone), *_credit_notes(invoice, access, door), *_payments(payments, invoice, access, door)]
    told.sort(key=lambda entry: entry["at"], reverse=True)
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


def _credit_notes(invoice: Invoice, access: Access, door: Door) -> list[dict[str, Any]]:
    told = []
    for entry in queries.entries(invoice.document):
        if entry.kind != "credit_note" or entry.document is None:
            continue
        url = reverse(f"{door.key}:invoice", kwargs={"number": access.account.number, "uid": entry.document.uid})
        said = {"number": entry.document.number, "amount": _money(-entry.amount_minor, entry.currency)}
        text = format_html('<a href="{}">{}</a>', url, _("Credit note %(number)s of %(amount)s") % said)
        told.append({"at": entry.at, "text": text, "icon": "receipt-refund", "tone": "info"})
    return told


def _payments(payments: list[Any], invoice: Invoice, access: Access, door: Door) -> list[dict[str, Any]]:
    told = []
    for payment in payments:
        part = sum(a.amount_minor for a in payment.allocations.all() if a.invoice_id == invoice.document.pk)
        words, icon, tone = _PAYMENTS[payment.state]
        url = reverse(f"{door.key}:payment", kwargs={"number": access.account.number, "uid": payment.uid})
        text = format_html('<a href="{}">{}</a>', url, str(words) % {"amount": _money(part, payment.currency)})
        at = payment.settled_at or payment.ordered_at
        why = decline_text(payment.decline_code)
        told.append({"at": at, "text": text, "icon": icon, "tone": tone, "who": payment.ordered_by.name, "detail": why})
    return told


def _money(minor: int, currency: str) -> str:
    return format_money(minor, currency, get_language() or "en")
