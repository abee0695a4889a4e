"""The page of one invoice or credit note, and its PDF."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from bursar.access.permissions import Permission
from bursar.grants.queries import Access
from bursar.invoices import queries
from bursar.invoices.looks import note_look
from bursar.invoices.pdf import content_of
from bursar.invoices.queries.bill import bill_of
from bursar.invoices.sheets import sheet
from bursar.payments import queries as payments
from bursar.portals.bills.story import story
from bursar.portals.bills.words import TONES, due_hint, status_word
from bursar.portals.doors import Door


def shown(request: HttpRequest, access: Access, door: Door, uid: str) -> HttpResponse:
    """The document as a sheet; beside it what is left, what settled it, and what happened."""
    document = queries.document(access, uid)
    _note_look(request, access, document)
    context: dict[str, Any] = {
        "door": door,
        "account": access.account,
        "document": document,
        "sheet": sheet(bill_of(document), get_language() or "en", access.account.number),
        "status_word": status_word,
        "tones": TONES,
        "due_hint": due_hint,
    }
    if document.kind == "credit_note":
        return render(request, "bills/credit_note.html", context)
    invoice, notes = queries.stands(document), queries.credit_notes_of(document)
    parts = payments.parts_of_invoice(document.pk)
    reserved = sum(part.part_minor for part in parts if part.state in payments.UNDER_WAY)
    context |= {
        "invoice": invoice,
        "reserved": reserved,
        "payable": max(0, invoice.outstanding - reserved),
        "may_pay": access.may(Permission.INVOICE_PAY),
        "credit_notes": notes,
        "story": story(invoice, notes, parts, queries.movements_of(document), access, door),
    }
    return render(request, "bills/invoice.html", context)


def pdf(request: HttpRequest, access: Access, door: Door, uid: str) -> HttpResponse:
    """The PDF: in its own tab, or to keep (`?download`). The record of who looked says which."""
    document = queries.document(access, uid)
    is_download = "download" in request.GET
    _note_look(request, access, document, is_download=is_download)
    safe = "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "-" for c in document.number)
    return HttpResponse(
        content_of(document),
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'{"attachment" if is_download else "inline"}; filename="{safe}.pdf"',
            "X-Content-Type-Options": "nosniff",
        },
    )


def _note_look(request: HttpRequest, access: Access, document: Any, *, is_download: bool = False) -> None:
    """Who looked; a HEAD looks at nothing."""
    if request.method == "GET":
        note_look(access.actor, document=document, is_download=is_download)
