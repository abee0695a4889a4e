"""The page of one invoice or credit note, made from what it says as data."""

from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from bursar.access.permissions import Permission
from bursar.core.money import to_decimal
from bursar.grants.queries import Access
from bursar.invoices import queries
from bursar.invoices.queries.bill import bill_of, remarks_of
from bursar.invoices.rule_words import rule_words
from bursar.invoices.semantic import Bill
from bursar.invoices.sheets import sheet, transfer_qr
from bursar.payments import queries as payments
from bursar.portals.bills.files import CARRIED, note
from bursar.portals.bills.looked import latest
from bursar.portals.bills.story import story
from bursar.portals.bills.words import TONES, due_hint, status_word
from bursar.portals.doors import Door


class Enclosed(NamedTuple):
    """A supporting document: what it is called, where it is, and how many bytes of it can be downloaded from here."""

    text: str
    url: str
    size: int
    place: int


class Remark(NamedTuple):
    """A rule that the document breaks without having been refused."""

    rule: str
    text: str
    place: str


def shown(request: HttpRequest, access: Access, door: Door, uid: str) -> HttpResponse:
    """The document as a sheet; beside it what is left, what settled it, and what happened."""
    document = queries.document(access, uid)
    profile, remarks = remarks_of(document)
    note(request, access, document)
    bill = bill_of(document)
    context: dict[str, Any] = {
        "door": door,
        "account": access.account,
        "document": document,
        "sheet": sheet(bill, get_language() or "en", access.account.number),
        "enclosed": _enclosed(bill),
        "profile": profile,
        "remarks": [Remark(each.rule, rule_words(each), each.place) for each in remarks],
        "has_xml": queries.has_source(document),
        "looks": latest(access, document),
        "status_word": status_word,
        "tones": TONES,
        "due_hint": due_hint,
    }
    if document.kind == "credit_note":
        return render(request, "bills/credit_note.html", context)
    invoice, notes = queries.stands(document), queries.credit_notes_of(document)
    parts, announced = payments.about_invoice(document.pk)
    reserved = sum(part.part_minor for part in parts if part.state in payments.UNDER_WAY)
    context |= {
        "invoice": invoice,
        "reserved": reserved,
        "announced": announced if invoice.outstanding else None,
        "payable": max(0, invoice.outstanding - reserved),
        "qr": transfer_qr(bill, to_decimal(invoice.outstanding, document.currency)) if invoice.outstanding else "",
        "may_pay": access.may(Permission.INVOICE_PAY),
        "credit_notes": notes,
        "story": story(invoice, notes, parts, queries.movements_of(document), access, door),
    }
    return render(request, "bills/invoice.html", context)


def _enclosed(bill: Bill) -> list[Enclosed]:
    return [
        Enclosed(
            " — ".join(dict.fromkeys(text for text in (each.reference, each.description) if text)),
            each.url if each.url.startswith(("https://", "http://")) else "",
            each.size if each.media_type in CARRIED else 0,
            place,
        )
        for place, each in enumerate(bill.attachments)
    ]
