"""What an invoice or a credit note says: as JSON in the words of EN 16931, as XML, as PDF."""

from typing import Annotated, Any, Literal

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router

from bursar.access.permissions import Permission
from bursar.api.rest.accounts import REFUSALS
from bursar.api.rest.auth import may
from bursar.api.rest.problems import Problem
from bursar.api.rest.shapes import Given
from bursar.core.errors import NotKnown, Refused
from bursar.invoices import queries
from bursar.invoices.completing import complete
from bursar.invoices.formats import writers
from bursar.invoices.formats.judging import broken
from bursar.invoices.looks import note_look
from bursar.invoices.pdf import content_of
from bursar.invoices.rule_words import rule_words
from bursar.invoices.semantic import Bill

router = Router(tags=["invoices"])
VIEW = Permission.INVOICE_VIEW
_WRITERS = {"ubl": writers.ubl, "cii": writers.cii}


class Wanted(Given):
    """Which XML: what was received, or the same written as UBL 2.1 or CII in the EN 16931 profile."""

    syntax: Literal["received", "ubl", "cii"] = "received"


@router.get("/accounts/{number}/invoices/{uid}/bill", response={200: Bill, **REFUSALS})
def get_bill(request: Any, number: str, uid: str) -> Any:
    """Everything that it says; amounts are decimals as text, exactly as written. That it was looked at is noted."""
    document = queries.document(may(request, number, VIEW), uid)
    note_look(request.auth, document=document, is_download=False)
    return queries.bill_of(document)


@router.get("/accounts/{number}/invoices/{uid}/pdf", response=REFUSALS)
def get_pdf(request: Any, number: str, uid: str) -> Any:
    """The document as it was issued: application/pdf."""
    document = queries.document(may(request, number, VIEW), uid)
    content = content_of(document)
    note_look(request.auth, document=document, is_download=True)
    return HttpResponse(content, content_type="application/pdf")


@router.get("/accounts/{number}/invoices/{uid}/xml", response={**REFUSALS, 422: Problem})
def get_xml(request: Any, number: str, uid: str, wanted: Annotated[Wanted, Query()]) -> Any:
    """To the byte as it was received: application/xml; 404 where it came as none. Written anew: 422 where the standard
    has no words for it."""
    document = queries.document(may(request, number, VIEW), uid)
    content = _received(document) if wanted.syntax == "received" else _written(document, wanted.syntax)
    note_look(request.auth, document=document, is_download=True)
    return HttpResponse(content, content_type="application/xml")


def _received(document: Any) -> bytes:
    source = queries.source_of(document)
    if source is None:
        raise NotKnown
    return bytes(source.content)


def _written(document: Any, syntax: str) -> bytes:
    content = _WRITERS[syntax](complete(queries.bill_of(document)))
    if found := broken(content):
        why = " ".join(f"{finding.rule}: {rule_words(finding)}" for finding in found)
        said = {"number": document.number, "syntax": syntax.upper(), "why": why}
        raise Refused("cannot_be_said", _("%(number)s cannot be said in %(syntax)s: %(why)s") % said, field="syntax")
    return content
