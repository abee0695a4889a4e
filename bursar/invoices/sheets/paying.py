"""How a bill is to be paid, in words."""

from decimal import Decimal

from django.utils.translation import gettext as _

from bursar.invoices.formats.writers.xml import is_iban
from bursar.invoices.semantic import Bill, CreditTransfer, Payment
from bursar.invoices.sheets.values import date_text
from bursar.invoices.sheets.words import means_text
from bursar.invoices.transfer import CURRENCY, Transfer, qr


def how_to_pay(bill: Bill, language: str) -> tuple[str, list[tuple[str, str]]]:
    """A heading, and what the payer has to know; nothing where there is nothing to pay, or nothing is said."""
    said = bill.payment
    if said is None or bill.is_credit_note or bill.totals.payable <= 0:
        return "", []
    facts = [("", "")]
    for transfer in said.transfers:
        facts += _transfer(transfer, bill)
    if said.direct_debit:
        facts += [
            (_("Mandate"), said.direct_debit.mandate),
            (_("Creditor identifier"), said.direct_debit.creditor),
            (_("Account to be debited"), grouped(said.direct_debit.debited_account)),
        ]
    if said.card:
        facts.append((_("Card"), _("ending in %(digits)s") % {"digits": said.card.number[-4:]}))
    facts.append((_("Payment reference"), said.remittance))
    found = [(term, value) for term, value in facts if value]
    return (_title(bill, said, language), found) if found else ("", [])


def transfer_qr(bill: Bill, left: Decimal | None = None) -> str:
    """The QR code of the transfer that a bill asks for, as SVG, of what is left to pay of it (all of it); empty where
    it asks for none in euros to an IBAN, or the code cannot say it."""
    said, amount = bill.payment, bill.totals.payable if left is None else left
    to = next((each for each in said.transfers if is_iban(each.account)), None) if said else None
    if said is None or to is None or bill.is_credit_note or bill.currency != CURRENCY:
        return ""
    name = to.name or (bill.payee or bill.seller).name
    try:
        return qr(Transfer(name, to.account, amount, said.remittance or bill.number, to.bank))
    except ValueError:
        return ""


def grouped(account: str) -> str:
    """An IBAN in groups of four, as it is printed; another number as it is."""
    bare = account.replace(" ", "")
    return " ".join(bare[i : i + 4] for i in range(0, len(bare), 4)) if is_iban(account) else account


def _title(bill: Bill, said: Payment, language: str) -> str:
    due = date_text(bill.due_on, language)
    if said.transfers and due:
        return _("Pay by transfer until %(date)s") % {"date": due}
    means = means_text(said.means_code, said.means_text) or _("Payment")
    return _("%(means)s on %(date)s") % {"means": means, "date": due} if due and said.direct_debit else means


def _transfer(said: CreditTransfer, bill: Bill) -> list[tuple[str, str]]:
    payee = bill.payee or bill.seller
    return [
        (_("Account holder"), said.name or payee.name),
        ("IBAN" if is_iban(said.account) else _("Account"), grouped(said.account)),
        ("BIC", said.bank),
    ]
