"""How documents stand, read from what is kept beside their entries; whatever has no standing is not published."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from bursar.access.permissions import Permission
from bursar.accounts.models import Account
from bursar.core import clock
from bursar.core.errors import Forbidden
from bursar.grants.queries import Access, lacks_text
from bursar.invoices.models import Document, Standing, Tally
from bursar.invoices.status import Amounts, Status, status


class Listed(NamedTuple):
    """A row of a list: no more than it shows. Amounts are minor units."""

    pk: int
    uid: str
    number: str
    currency: str
    issued_on: date
    due_on: date | None
    gross_minor: int
    adjusted_minor: int
    credited_minor: int
    paid_minor: int
    kept_minor: int
    seller: str  # who issued it, as it was called then
    refers_to_uid: str | None  # the invoice of a credit note
    refers_to: str | None


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


def require_view(access: Access) -> None:
    """Raises Forbidden without View invoices."""
    if not access.may(Permission.INVOICE_VIEW):
        raise Forbidden("lacks_permission", lacks_text(Permission.INVOICE_VIEW))


def published(access: Access) -> QuerySet[Standing]:
    """The account's published documents. Raises Forbidden without View invoices."""
    require_view(access)
    return Standing.objects.filter(account=access.account).select_related("document__issuer")


def standing(access: Access, rows: Iterable[Standing]) -> list[Invoice]:
    """Standings of invoices with their amounts and status."""
    today = today_of(access.account)
    return [invoice_of(row, today) for row in rows]


def invoice_of(row: Standing, today: date) -> Invoice:
    """An invoice as it stands on a day."""
    amounts = _amounts(row)
    return Invoice(row.document, amounts, status(amounts, row.due_on or row.issued_on, today), today)


def amounts_of(document_ids: Iterable[int]) -> dict[int, Amounts]:
    """What the entries of these invoices come to, by id; for commands, under the account's lock."""
    rows = Standing.objects.filter(pk__in=list(document_ids), kind=Document.Kind.INVOICE)
    return {row.pk: _amounts(row) for row in rows}


def credit_of(account: Account) -> dict[str, int]:
    """What the account has paid or been credited beyond its invoices, in minor units by currency."""
    rows = Tally.objects.filter(account=account, measure=Tally.Measure.CREDIT).exclude(minor=0)
    return dict(rows.values_list("currency", "minor"))


def standing_of(row: Listed, today: date) -> tuple[int, Status]:
    """What is left of an invoice of a list, and how it stands on a day."""
    amounts = _amounts(row)
    return amounts.outstanding, status(amounts, row.due_on or row.issued_on, today)


def _amounts(row: Standing | Listed) -> Amounts:
    return Amounts(row.gross_minor, row.credited_minor, row.paid_minor, row.adjusted_minor, row.kept_minor)
