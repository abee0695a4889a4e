"""Reads on invoices and credit notes: lists, one document, what is outstanding. Everything asks for the right."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal
from zoneinfo import ZoneInfo

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from bursar.access.permissions import Permission
from bursar.accounts.models import Account
from bursar.core import clock
from bursar.core.errors import Forbidden, NotKnown
from bursar.grants.queries import Access, lacks_text
from bursar.invoices.models import Document, LedgerEntry
from bursar.invoices.search import folded
from bursar.invoices.status import Amounts, Status, status

Tab = Literal["open", "paid"]
# Sorting by what people see; the id makes every order total.
SORTS = {
    "number": "number",
    "issued": "issued_on",
    "due": "due_on",
    "total": "gross_minor",
    "left": "outstanding",
}
DEFAULT_SORT: dict[Tab, str] = {"open": "due", "paid": "-issued"}


@dataclass(frozen=True)
class Invoice:
    """An invoice with what its entries come to and how it stands today."""

    document: Document
    amounts: Amounts
    status: Status
    today: date

    @property
    def outstanding(self) -> int:
        """What is left to pay, in minor units; payments under way are not looked at (see `payments`)."""
        return self.amounts.outstanding

    @property
    def days_overdue(self) -> int:
        """Days since the due date, when something is left; else 0."""
        due_on = self.document.due_on
        return max(0, (self.today - due_on).days) if due_on and self.outstanding else 0


def today_of(account: Account) -> date:
    """The present date where the account is: due dates count there."""
    return clock.now().astimezone(ZoneInfo(account.time_zone)).date()


def invoices(
    access: Access, tab: Tab | None = None, *, search: str = "", year: int | None = None, sort: str = ""
) -> QuerySet[Document]:
    """The account's invoices as rows for `standing`: those with something left to pay (`open`), the others (`paid`,
    the cancelled among them), or all of them (None). Raises Forbidden without View invoices."""
    found = _with_amounts(_documents(access).filter(kind=Document.Kind.INVOICE))
    if tab is not None:
        has_more = Q(outstanding__gt=0)
        found = found.filter(has_more if tab == "open" else ~has_more)
    return _sorted(_narrowed(found, search, year), sort or DEFAULT_SORT[tab or "paid"])


def credit_notes(access: Access, *, search: str = "", year: int | None = None, sort: str = "") -> QuerySet[Document]:
    """The account's credit notes, with the invoices that they refer to."""
    found = _documents(access).filter(kind=Document.Kind.CREDIT_NOTE).select_related("refers_to")
    wanted = sort if sort.lstrip("-") in {"number", "issued", "total"} else "-issued"
    return _sorted(_narrowed(found, search, year), wanted)


def standing(access: Access, rows: Iterable[Document]) -> list[Invoice]:
    """Rows of `invoices` with their amounts and status."""
    today = today_of(access.account)
    return [_standing(row, today) for row in rows]


def invoice(access: Access, uid: str) -> Invoice:
    """One invoice. Raises Forbidden without View invoices, NotKnown when the account has no such invoice."""
    row = _with_amounts(_documents(access).filter(kind=Document.Kind.INVOICE)).filter(uid=uid).first()
    if row is None:
        raise NotKnown
    return _standing(row, today_of(access.account))


def invoices_by_uid(access: Access, uids: Iterable[str]) -> list[Invoice]:
    """Several invoices, soonest due first. Raises NotKnown when the account lacks one of them."""
    wanted = set(uids)
    found = standing(access, invoices(access, sort="due").filter(uid__in=wanted))
    if {i.document.uid for i in found} != wanted:
        raise NotKnown
    return found


def document(access: Access, uid: str) -> Document:
    """One invoice or credit note. Raises Forbidden without View invoices, NotKnown when the account has none such."""
    row = _documents(access).select_related("refers_to").filter(uid=uid).first()
    if row is None:
        raise NotKnown
    return row


def entries(document: Document) -> list[LedgerEntry]:
    """The entries of an invoice, oldest first, with the credit notes among their causes."""
    return list(LedgerEntry.objects.filter(invoice=document).select_related("document").order_by("at", "id"))


def years(access: Access) -> list[int]:
    """The years in which the account was sent documents, latest first."""
    return [d.year for d in _documents(access).dates("issued_on", "year", order="DESC")]


def amounts_of(document_ids: Iterable[int]) -> dict[int, Amounts]:
    """What the entries of these invoices come to, by id; for commands, under the account's lock."""
    rows = _with_amounts(Document.objects.filter(pk__in=list(document_ids)))
    return {row.pk: _amounts(row) for row in rows}


def _documents(access: Access) -> QuerySet[Document]:
    if not access.may(Permission.INVOICE_VIEW):
        raise Forbidden("lacks_permission", lacks_text(Permission.INVOICE_VIEW))
    return Document.objects.filter(account=access.account).select_related("issuer")


def _with_amounts(rows: QuerySet[Document]) -> QuerySet[Document]:
    def of(kind: LedgerEntry.Kind, sign: int) -> Coalesce:
        return Coalesce(Sum(F("entries__amount_minor") * sign, filter=Q(entries__kind=kind)), 0)

    return rows.annotate(
        invoiced=of(LedgerEntry.Kind.INVOICE, 1),
        credited=of(LedgerEntry.Kind.CREDIT_NOTE, -1),
        paid=of(LedgerEntry.Kind.PAYMENT, -1),
        outstanding=Coalesce(Sum("entries__amount_minor"), 0),
    )


def _narrowed(rows: QuerySet[Document], search: str, year: int | None) -> QuerySet[Document]:
    for word in folded(search[:100]).split()[:8]:
        rows = rows.filter(search_folded__contains=word)
    return rows.filter(issued_on__year=year) if year else rows


def _sorted(rows: QuerySet[Document], sort: str) -> QuerySet[Document]:
    key = sort.lstrip("-")
    column = SORTS.get(key, "issued_on")
    down = sort.startswith("-")
    return rows.order_by(f"-{column}" if down else column, "-id" if down else "id")


def _amounts(row: Document) -> Amounts:
    return Amounts(row.invoiced, row.credited, row.paid)  # type: ignore[attr-defined]  # annotated


def _standing(row: Document, today: date) -> Invoice:
    amounts = _amounts(row)
    return Invoice(row, amounts, status(amounts, row.due_on or row.issued_on, today), today)
