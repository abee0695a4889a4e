"""Invoices and credit notes for tests, made by the rows and entries that an import makes."""

from datetime import date, timedelta

from bursar.accounts.models import Account
from bursar.core import clock
from bursar.core.money import to_decimal
from bursar.invoices import steps
from bursar.invoices.models import Document, DocumentLine, ImportRun, Issuer, Word
from bursar.invoices.search import words_for


def issuer() -> Issuer:
    """The vendor's company."""
    made, _ = Issuer.objects.get_or_create(
        key="acme", defaults={"name": "Acme Telecom", "address_lines": "1 rue de Rivoli\n75001 Paris", "country": "FR"}
    )
    return made


def make_invoice(
    account: Account,
    number: str,
    gross: int = 12000,
    *,
    due_in: int = 30,
    currency: str = "EUR",
    buyer: str = "Buyer",
    published: bool = True,
) -> Document:
    """An invoice of one line at 20 % VAT with its entry; due in so many days."""
    today = clock.today()
    return _post(
        Document.objects.create(
            issuer=issuer(),
            account=account,
            kind="invoice",
            number=number,
            issued_on=today,
            due_on=today + timedelta(days=due_in),
            currency=currency,
            buyer={"name": buyer},
            content_hash="0" * 64,
            import_run=_run(),
            **_sums(gross),
        ),
        published=published,
    )


def make_credit_note(invoice: Document, number: str, gross: int, issued_on: date | None = None) -> Document:
    """A credit note on an invoice, with its entry."""
    return _post(
        Document.objects.create(
            issuer=invoice.issuer,
            account=invoice.account,
            kind="credit_note",
            number=number,
            refers_to=invoice,
            issued_on=issued_on or clock.today(),
            currency=invoice.currency,
            buyer=invoice.buyer,
            content_hash="0" * 64,
            import_run=_run(),
            **_sums(gross),
        )
    )


def _run() -> ImportRun:
    return ImportRun.objects.create(file_name="made", sha256="0" * 64, taken_in=1, unchanged=0)


def _sums(gross: int) -> dict[str, int]:
    net = round(gross / 1.2)
    return {"net_minor": net, "tax_minor": gross - net, "gross_minor": gross}


def _post(document: Document, *, published: bool = True) -> Document:
    DocumentLine.objects.create(
        document=document,
        position=1,
        description="Telephony",
        quantity_micro=1_000_000,
        unit_price_micro=document.net_minor * 10_000,
        vat_rate_bp=2000,
        net_minor=document.net_minor,
    )
    words = words_for(
        [document.number, document.buyer["name"], "telephony"],
        [str(to_decimal(document.gross_minor, document.currency))],
        currency=document.currency,
        seller=document.issuer_id,
        code="381" if document.refers_to_id else "380",
    )
    Word.objects.bulk_create(Word(account_id=document.account_id, document=document, word=word) for word in words)
    if published:
        steps.publish(document.import_run)
    return document
