"""The sheet of a bill: everything that it says, written out in a language."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from bursar.invoices.semantic import Adjustment, Bill, VatBreakdown
from bursar.invoices.sheets.lines import Line, line_of
from bursar.invoices.sheets.parties import Party, others_of, party_of
from bursar.invoices.sheets.paying import how_to_pay
from bursar.invoices.sheets.reasons import adjustment_text, exemption_text
from bursar.invoices.sheets.references import facts_of
from bursar.invoices.sheets.values import money_text, rate_text
from bursar.invoices.sheets.words import category_text, title


@dataclass(frozen=True)
class VatRow:
    """The VAT of one category and rate, and why none is charged where none is."""

    category: str
    rate: str
    net: str
    tax: str
    reason: str


@dataclass(frozen=True)
class Extra:
    """An allowance or a charge of the document: what for, its VAT, how much."""

    text: str
    rate: str
    amount: str


@dataclass(frozen=True)
class Sheet:
    """Everything on the sheet; amounts and dates written out."""

    title: str
    number: str
    currency: str
    is_credit_note: bool
    seller: Party
    buyer: Party
    others: list[tuple[str, Party]]  # payee, tax representative, place of delivery: what each is, and who
    facts: list[tuple[str, str]]
    lines: list[Line]
    extras: list[Extra]
    vat: list[VatRow]
    net: str
    tax: str
    gross: str
    sums: list[tuple[str, str]]  # from the lines' sum down to what is left to pay, each as far as it says something
    payable: str
    notes: list[str]
    terms: str
    payment_title: str
    payment: list[tuple[str, str]]
    attachments: list[str]


def sheet(bill: Bill, language: str, customer: str = "") -> Sheet:
    """The sheet of a bill in `language`, whose translations are active; `customer` is our number of the account."""
    payment_title, payment = how_to_pay(bill, language)

    def money(amount: object) -> str:
        return money_text(amount, bill.currency, language)  # type: ignore[arg-type]  # Decimal or None

    return Sheet(
        title=title(bill),
        number=bill.number,
        currency=bill.currency,
        is_credit_note=bill.is_credit_note,
        seller=party_of(bill.seller, language),
        buyer=party_of(bill.buyer, language, known=customer),
        others=others_of(bill, language),
        facts=facts_of(bill, language, customer),
        lines=[line_of(line, bill.currency, language) for line in bill.lines],
        extras=[_extra(each, bill.currency, language) for each in bill.adjustments],
        vat=[_vat(each, bill.currency, language) for each in bill.vat],
        net=money(bill.totals.net),
        tax=money(bill.totals.vat),
        gross=money(bill.totals.gross),
        sums=_sums(bill, language),
        payable=money(bill.totals.payable),
        notes=[note.text for note in bill.notes],
        terms=bill.terms,
        payment_title=payment_title,
        payment=payment,
        attachments=[" — ".join(filter(None, (a.reference, a.description, a.url))) for a in bill.attachments],
    )


def _vat(said: VatBreakdown, currency: str, language: str) -> VatRow:
    return VatRow(
        category=category_text(said.category),
        rate=rate_text(said.rate, language),
        net=money_text(said.taxable, currency, language),
        tax=money_text(said.tax, currency, language),
        reason=exemption_text(said.exemption, said.exemption_code),
    )


def _extra(said: Adjustment, currency: str, language: str) -> Extra:
    text = adjustment_text(said.reason, said.reason_code, is_charge=said.is_charge)
    if said.percent is not None and said.base is not None:
        base = money_text(said.base, currency, language)
        text = _("%(what)s (%(percent)s of %(amount)s)") % {
            "what": text,
            "percent": rate_text(said.percent, language),
            "amount": base,
        }
    rate = rate_text(said.vat_rate, language) or category_text(said.vat_category)
    amount = said.amount if said.is_charge else -said.amount
    return Extra(text, rate, money_text(amount, currency, language))


def _sums(bill: Bill, language: str) -> list[tuple[str, str]]:
    total = bill.totals
    is_adjusted = total.allowances is not None or total.charges is not None
    is_partly_paid = bool(total.prepaid) or bool(total.rounding)
    rows = [
        (_("Sum of the lines"), total.lines if is_adjusted else None, bill.currency),
        (_("Allowances"), -total.allowances if total.allowances is not None else None, bill.currency),
        (_("Charges"), total.charges, bill.currency),
        (_("Total without VAT"), total.net, bill.currency),
        (_("Total VAT"), total.vat, bill.currency),
        (_("Total VAT in %(currency)s") % {"currency": bill.vat_currency}, total.vat_accounting, bill.vat_currency),
        (_("Total with VAT"), total.gross if is_partly_paid else None, bill.currency),
        (_("Paid before"), -total.prepaid if total.prepaid else None, bill.currency),
        (_("Rounding"), total.rounding or None, bill.currency),
    ]
    return [(word, money_text(amount, currency, language)) for word, amount, currency in rows if amount is not None]
