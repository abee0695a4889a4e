"""Invoices, to be read: lists, and how one of them stands."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Query, Router, Schema

from bursar.access.permissions import Permission
from bursar.api.rest.accounts import REFUSALS
from bursar.api.rest.auth import may
from bursar.api.rest.problems import Problem
from bursar.api.rest.shapes import Given, Page, Text, Uid, behind, onward
from bursar.invoices import queries
from bursar.invoices.looks import note_look

router = Router(tags=["invoices"])
VIEW = Permission.INVOICE_VIEW


class InvoiceOut(Schema):
    """An invoice or a credit note; amounts are integers of minor units (ISO 4217)."""

    uid: str
    number: str
    seller: str
    currency: str
    issued_on: date
    due_on: date | None
    gross_minor: int
    credited_minor: int
    paid_minor: int
    outstanding_minor: int
    status: str


Amount = Annotated[Decimal, Query(ge=0, max_digits=24, decimal_places=6)]


class Filter(Given):
    """Which list, narrowed to words, a year or days of issue, a status, totals (in major units) and a currency."""

    tab: Literal["open", "paid", "credits"] = "open"
    search: Text = ""
    year: Annotated[int, Query(ge=1990, le=2199)] | None = None
    status: Literal["", "due", "overdue", "partly_paid", "paid", "cancelled"] = ""
    issued_from: date | None = None
    issued_until: date | None = None
    least: Amount | None = None
    most: Amount | None = None
    currency: Annotated[str, Query(pattern="^([A-Z]{3})?$")] = ""
    after: Uid = ""


@router.get("/accounts/{number}/invoices", response={200: Page[InvoiceOut], **REFUSALS, 422: Problem})
def list_invoices(request: Any, number: str, wanted: Annotated[Filter, Query()]) -> Any:
    """50 at a time: open ones by due date, the others newest first."""
    access = may(request, number, VIEW)
    asked = queries.Wanted(
        wanted.tab, wanted.search, wanted.year, status=wanted.status, since=wanted.issued_from,
        until=wanted.issued_until, least=wanted.least, most=wanted.most, currency=wanted.currency,
    )  # fmt: skip
    found = queries.page(access, asked, behind(wanted.after))
    today = queries.today_of(access.account)
    return Page[InvoiceOut](items=[_listed(row, today) for row in found.rows], next=onward(found))


@router.get("/accounts/{number}/invoices/{uid}", response={200: InvoiceOut, **REFUSALS})
def get_invoice(request: Any, number: str, uid: str) -> Any:
    """One of them; that it was looked at is noted."""
    access = may(request, number, VIEW)
    found = queries.invoice(access, uid)
    note_look(request.auth, document=found.document, is_download=False)
    document = found.document
    return InvoiceOut(
        uid=document.uid, number=document.number, seller=document.seller.get("name") or document.issuer.name,
        currency=document.currency, issued_on=document.issued_on, due_on=document.due_on,
        gross_minor=document.gross_minor, credited_minor=found.amounts.credited, paid_minor=found.amounts.paid,
        outstanding_minor=found.outstanding, status=found.status,
    )  # fmt: skip


def _listed(row: Any, today: date) -> InvoiceOut:
    outstanding, status = queries.standing_of(row, today)
    return InvoiceOut(
        uid=row.uid, number=row.number, seller=row.seller, currency=row.currency, issued_on=row.issued_on,
        due_on=row.due_on, gross_minor=row.gross_minor, credited_minor=row.credited_minor, paid_minor=row.paid_minor,
        outstanding_minor=outstanding, status=status,
    )  # fmt: skip
