"""What a document says, as a bill in the words of EN 16931: as it was received, or made from the rows of a file."""

import json
from decimal import Decimal
from typing import Any

from bursar.core.money import to_decimal
from bursar.invoices.formats.findings import Finding
from bursar.invoices.models import Document, DocumentLine, DocumentSource
from bursar.invoices.queries.named import delivery, party
from bursar.invoices.references import reference_of
from bursar.invoices.semantic import (
    Bill,
    BillLine,
    BillTotals,
    CreditTransfer,
    Item,
    Note,
    Payment,
    Period,
    Preceding,
    Price,
    VatBreakdown,
)
from bursar.invoices.semantic.stored import load
from bursar.invoices.totals import totals

_CREDIT_TRANSFER = "30"  # UNTDID 4461
_PIECE = "C62"  # UN/ECE Recommendation 20: one, of whatever it is


def source_of(document: Document) -> DocumentSource | None:
    """The XML that a document was taken in from; None for one from a CSV or JSON file."""
    return DocumentSource.objects.filter(document=document).first()


def has_source(document: Document) -> bool:
    """Whether a document read by `queries.document` came as XML."""
    said: Any = document
    return said.received_bill is not None


def remarks_of(document: Document) -> tuple[str, list[Finding]]:
    """By which specification a document read by `queries.document` was judged, and which rules it breaks without being
    refused; nothing for one that did not come as XML."""
    said: Any = document
    if said.received_bill is None:
        return "", []
    kept = said.received_warnings
    rows = json.loads(kept) if isinstance(kept, str) else kept
    return said.received_profile, [Finding(row["rule"], False, row["place"], row["text"]) for row in rows]


def bill_of(document: Document) -> Bill:
    """The bill that a document is. One read by `queries.document` brings it along."""
    said: Any = document
    if hasattr(document, "received_bill"):
        stored = said.received_bill
    else:
        stored = DocumentSource.objects.filter(document=document).values_list("bill", flat=True).first()
    if stored is None:
        return _of_rows(document)
    return load(json.loads(stored) if isinstance(stored, str) else stored)


def _of_rows(document: Document) -> Bill:
    lines = list(document.lines.all())
    is_invoice = document.kind == Document.Kind.INVOICE
    period = Period(document.period_start_on, document.period_end_on) if document.period_start_on else None
    refers_to = document.refers_to
    net, vat, gross = (
        to_decimal(minor, document.currency) for minor in (document.net_minor, document.tax_minor, document.gross_minor)
    )
    return Bill(
        number=document.number,
        issued_on=document.issued_on,
        due_on=document.due_on,
        type_code="380" if is_invoice else "381",
        currency=document.currency,
        seller=party(document.seller or {"name": document.issuer.name}),
        buyer=party(document.buyer, customer=document.account.number),
        order=document.buyer.get("purchase_order", ""),
        notes=(Note(document.note),) if document.note else (),
        precedings=(Preceding(refers_to.number, refers_to.issued_on),) if refers_to else (),
        period=period,
        delivery=delivery(document.buyer),
        payment=_payment(document),
        totals=BillTotals(lines=net, net=net, vat=vat, gross=gross, payable=gross),
        vat=tuple(_vat(document.currency, lines)),
        lines=tuple(_line(document.currency, line) for line in lines),
    )


def _payment(document: Document) -> Payment | None:
    iban = document.seller.get("iban", "")
    if not iban or document.kind != Document.Kind.INVOICE:
        return None
    transfer = CreditTransfer(iban, document.seller.get("name", ""), document.seller.get("bic", ""))
    return Payment(means_code=_CREDIT_TRANSFER, remittance=reference_of(document.uid), transfers=(transfer,))


def _vat(currency: str, lines: list[DocumentLine]) -> list[VatBreakdown]:
    sums = totals((line.vat_rate_bp, line.net_minor) for line in lines)
    return [
        VatBreakdown(
            taxable=to_decimal(each.net_minor, currency),
            tax=to_decimal(each.tax_minor, currency),
            category=_category(each.rate_bp),
            rate=_rate(each.rate_bp),
        )
        for each in sums.breakdown
    ]


def _line(currency: str, line: DocumentLine) -> BillLine:
    return BillLine(
        line_id=str(line.position),
        net=to_decimal(line.net_minor, currency),
        item=Item(name=line.description),
        price=Price(net=_plain(Decimal(line.unit_price_micro).scaleb(-6))),
        quantity=_plain(Decimal(line.quantity_micro).scaleb(-6)),
        unit=_PIECE,
        vat_category=_category(line.vat_rate_bp),
        vat_rate=_rate(line.vat_rate_bp),
    )


def _category(rate_bp: int) -> str:
    """Files of ours name a rate alone: without VAT is zero-rated."""
    return "S" if rate_bp else "Z"


def _rate(rate_bp: int) -> Decimal:
    return _plain(Decimal(rate_bp).scaleb(-2))


def _plain(number: Decimal) -> Decimal:
    """Without zeros behind the point."""
    short = number.normalize()
    return short if short == 0 or int(short.as_tuple().exponent) <= 0 else short.quantize(Decimal(1))
