"""From records of cells to drafts: the fields of a document, its lines and sums, and the rules among them."""

from datetime import date

from django.utils.translation import gettext as _

from bursar.core.money import MOST_MINOR, exponent, to_decimal
from bursar.invoices.intake.cells import Cells
from bursar.invoices.intake.drafts import Draft, DraftIssuer, DraftLine
from bursar.invoices.intake.source import Record
from bursar.invoices.totals import MICRO, Totals, line_net, totals

KINDS = ("invoice", "credit_note")
_MOST_MICRO = 10**9 * MICRO


def draft_issuer(cells: Cells) -> DraftIssuer:
    """An issuer; its name is required, since unknown ones are made of it."""
    return DraftIssuer(
        key=cells.text("key", 40, required=True),
        place=cells.place,
        name=cells.text("name", 120, required=True),
        address_lines=cells.text("address", 240, lines=True),
        country=cells.code("country", 2),
        vat_number=cells.code("vat_number", 20),
        email=cells.email("email"),
        iban=cells.iban("iban"),
        bic=cells.code("bic", 11),
    )


def draft_document(record: Record, pdf: bytes | None) -> Draft | None:
    """A document; None when a field is ill, so that no further rule can be looked at."""
    head = record.head
    before = head.problems.count
    kind = head.choice("kind", KINDS)
    currency = head.currency()
    issued_on = head.date("issued_on", required=True)
    due_on = head.date("due_on", required=kind == "invoice")
    period = head.date("period_start_on"), head.date("period_end_on")
    fields = {
        "issuer": head.text("issuer", 40, required=True),
        "account": head.text("account", 20, required=True),
        "number": head.text("number", 60, required=True),
        "refers_to": head.text("refers_to", 60, required=kind == "credit_note"),
        "note": head.text("note", 500, lines=True),
        "buyer": _buyer(head),
    }
    lines = _lines(record, currency)
    sums = totals((line.vat_rate_bp, line.net_minor) for line in lines)
    _check_dates(head, kind, issued_on, due_on, period)
    if currency and head.problems.count == before:
        _check_sums(head, currency, sums)
    if issued_on is None or head.problems.count > before:
        return None
    return Draft(
        **fields,  # type: ignore[arg-type]  # one dictionary of several types
        kind=kind,
        issued_on=issued_on,
        due_on=due_on if kind == "invoice" else None,
        period_start_on=period[0],
        period_end_on=period[1],
        currency=currency,
        lines=tuple(lines),
        totals=sums,
        pdf=pdf,
        places={"": head.place, **{name: cell.place for name, cell in head.cells.items()}},
    )


def _buyer(head: Cells) -> dict[str, str]:
    found = {
        "name": head.text("buyer_name", 120),
        "address_lines": head.text("buyer_address", 240, lines=True),
        "country": head.code("buyer_country", 2),
        "vat_number": head.code("buyer_vat_number", 20),
        "purchase_order": head.text("purchase_order", 60),
    }
    said = {name: value for name, value in found.items() if value}
    if said and not said.keys() <= {"purchase_order"} and "name" not in said:
        head.wrong("buyer_name", "missing", _("%(field)s is missing.") % {"field": "buyer_name"})
    return said


def _lines(record: Record, currency: str) -> list[DraftLine]:
    if not record.lines:
        record.head.wrong("lines", "no_lines", _("A document has at least one line."))
    read = [_line(cells, currency) for cells in record.lines]
    return [line for line in read if line is not None]


def _line(cells: Cells, currency: str) -> DraftLine | None:
    description = cells.text("description", 300, required=True, lines=True)
    quantity = cells.decimal("quantity", 6, required=True)
    price = cells.decimal("unit_price", 6, required=True)
    rate = cells.decimal("vat_rate", 2, required=True)
    if rate is not None and not 0 <= rate <= 10_000:
        cells.wrong("vat_rate", "bad_rate", _("A VAT rate is between 0 and 100 per cent."))
    for name, value in (("quantity", quantity), ("unit_price", price)):
        if value is not None and abs(value) > _MOST_MICRO:
            cells.wrong(name, "too_large", _("%(field)s is too large.") % {"field": name})
    if quantity is None or price is None or rate is None or not currency:
        return None
    return DraftLine(description, quantity, price, rate, line_net(quantity, price, currency))


def _check_dates(
    head: Cells, kind: str, issued_on: date | None, due_on: date | None, period: tuple[date | None, date | None]
) -> None:
    start, end = period
    if kind == "credit_note" and due_on:
        head.wrong("due_on", "due_on_credit_note", _("A credit note has no due date."))
    if kind == "invoice" and "refers_to" in head.cells:
        head.wrong("refers_to", "invoice_refers", _("Only a credit note refers to another document."))
    if issued_on and due_on and due_on < issued_on:
        head.wrong("due_on", "due_before_issued", _("The due date is before the date of issue."))
    if (start is None) != (end is None) or (start and end and end < start):
        words = _("A period has a start and an end, the end not before the start.")
        head.wrong("period_end_on", "bad_period", words)


def _check_sums(head: Cells, currency: str, sums: Totals) -> None:
    """Stated totals are those of the lines; nothing is below zero or beyond what fits."""
    for name, computed in (
        ("total_net", sums.net_minor),
        ("total_vat", sums.tax_minor),
        ("total_gross", sums.gross_minor),
    ):
        stated = head.decimal(name, exponent(currency))
        if stated is not None and stated != computed:
            words = _("%(field)s is %(stated)s, but the lines add up to %(computed)s.")
            shown = {"stated": to_decimal(stated, currency), "computed": to_decimal(computed, currency)}
            head.wrong(name, "total_differs", words % {"field": name, **shown})
    if sums.gross_minor < 0:
        head.wrong("total_gross", "negative", _("The total is below zero. What reduces an invoice is a credit note."))
    if max(abs(sums.net_minor), abs(sums.gross_minor)) > MOST_MINOR:
        head.wrong("total_gross", "too_large", _("The total is too large."))
