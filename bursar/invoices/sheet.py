"""What stands on the sheet of a document, in a reader's language: the same for the page and for the PDF."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from babel import Locale
from django.utils.translation import gettext as _

from bursar.core.days import format_day
from bursar.core.money import exponent, format_money, format_number, to_minor
from bursar.invoices.models import Document
from bursar.invoices.queries.bill import bill_of


@dataclass(frozen=True)
class Party:
    """A seller or buyer: name, lines of the address, and what else identifies it."""

    name: str
    address: list[str]
    vat_number: str


@dataclass(frozen=True)
class Line:
    """A line in words."""

    description: str
    quantity: str
    unit_price: str
    vat_rate: str
    net: str


@dataclass(frozen=True)
class Sheet:
    """Everything on the sheet; amounts and dates written out."""

    title: str
    number: str
    seller: Party
    buyer: Party
    facts: list[tuple[str, str]]
    lines: list[Line]
    vat: list[tuple[str, str, str]]  # rate, net, VAT
    net: str
    tax: str
    gross: str
    note: str
    payment: list[tuple[str, str]]


def sheet(document: Document, language: str) -> Sheet:
    """The sheet of a document in `language`, whose translations are active."""
    currency = document.currency

    def money(minor: int) -> str:
        return format_money(minor, currency, language)

    bill = bill_of(document)
    is_invoice = document.kind == Document.Kind.INVOICE
    return Sheet(
        title=_("Invoice") if is_invoice else _("Credit note"),
        number=document.number,
        seller=_party(document.seller or {"name": document.issuer.name}, language),
        buyer=_party(document.buyer, language),
        facts=_facts(document, language),
        lines=[
            Line(
                line.item.name,
                _number(line.quantity, language),
                _number(line.price.net, language, least=exponent(currency)),
                rate_text(line.vat_rate, language),
                money(to_minor(line.net or Decimal(), currency)),
            )
            for line in bill.lines
        ],
        vat=[
            (rate_text(v.rate, language), money(to_minor(v.taxable, currency)), money(to_minor(v.tax, currency)))
            for v in bill.vat
        ],
        net=money(document.net_minor),
        tax=money(document.tax_minor),
        gross=money(document.gross_minor),
        note=document.note,
        payment=_payment(document, language) if is_invoice else [],
    )


def rate_text(rate: Decimal | None, language: str) -> str:
    """A VAT rate in words: 20%, 5,5 %."""
    if rate is None:
        return ""
    number = format_number(rate, language, most=2)
    return f"{number}\u00a0%" if language == "fr" else f"{number}%"


def date_text(day: date | None, language: str) -> str:
    """A date in words, or nothing."""
    return format_day(day, "long", language) if day else ""


def _party(said: dict[str, str], language: str) -> Party:
    address = [line for line in said.get("address_lines", "").split("\n") if line]
    country = said.get("country", "")
    if country:
        address.append(_locale(language).territories.get(country, country))
    return Party(said.get("name", ""), address, said.get("vat_number", ""))


def _facts(document: Document, language: str) -> list[tuple[str, str]]:
    period = ""
    if document.period_start_on:
        days = {
            "start": date_text(document.period_start_on, language),
            "end": date_text(document.period_end_on, language),
        }
        period = _("%(start)s to %(end)s") % days
    refers_to = ""
    if document.refers_to:
        issued = date_text(document.refers_to.issued_on, language)
        refers_to = _("%(number)s of %(date)s") % {"number": document.refers_to.number, "date": issued}
    facts = [
        (_("Date of issue"), date_text(document.issued_on, language)),
        (_("Due date"), date_text(document.due_on, language)),
        (_("Refers to invoice"), refers_to),
        (_("Period"), period),
        (_("Purchase order"), document.buyer.get("purchase_order", "")),
        (_("Customer number"), document.account.number),
    ]
    return [(term, value) for term, value in facts if value]


def _payment(document: Document, language: str) -> list[tuple[str, str]]:
    """How to pay by transfer; nothing without an IBAN."""
    iban = document.seller.get("iban", "")
    if not iban or not document.gross_minor:
        return []
    grouped = " ".join(iban[i : i + 4] for i in range(0, len(iban), 4))
    facts = [
        (_("Account holder"), document.seller.get("name", "")),
        ("IBAN", grouped),
        ("BIC", document.seller.get("bic", "")),
        (_("Payment reference"), document.number),
    ]
    return [(term, value) for term, value in facts if value]


def _number(number: Decimal | None, language: str, least: int = 0) -> str:
    return "" if number is None else format_number(number, language, least=least)


def _locale(language: str) -> Locale:
    return Locale.parse("fr_FR" if language == "fr" else "en_GB")
