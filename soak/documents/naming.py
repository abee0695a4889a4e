"""Who is named on generated bills, and what else they refer to. Pure."""

import random
from dataclasses import replace
from datetime import timedelta

from bursar.invoices.semantic import (
    Address,
    Attachment,
    Bill,
    Card,
    Contact,
    CreditTransfer,
    Delivery,
    DirectDebit,
    Identifier,
    Note,
    Party,
    Payment,
    Period,
    Preceding,
    Reference,
)
from soak.documents.words import CITIES, COMPANIES

_IBAN = "FR7630006000011234567890189"
_COUNTRIES = {"EL": "GR"}  # whose VAT numbers begin with other letters than the country's code


def seller(dice: random.Random, category: str) -> Party:
    """A seller as a bill with VAT of this category needs it."""
    chosen = COMPANIES[2] if category == "B" else dice.choice([c for c in COMPANIES if c[2]])
    return _party(dice, chosen, has_vat=category != "O")


def buyer(dice: random.Random, category: str) -> Party:
    """A buyer."""
    chosen = COMPANIES[2] if category == "B" else dice.choice(COMPANIES)
    if category in ("AE", "K") and not chosen[2]:
        chosen = COMPANIES[0]
    said = _party(dice, chosen, has_vat=category != "O")
    return replace(said, identifiers=said.identifiers[1:])


def named(bill: Bill, dice: random.Random) -> Bill:
    """The bill with some of the things that it may refer to."""
    bill = replace(bill, payment=_payment(dice), terms=dice.choice(("", "Payment within 30 days")))
    is_italian = bill.vat[0].category == "B"  # and nothing else: split payment is for domestic supplies (BR-B-01)
    if bill.vat[0].category == "K" or (dice.random() < 0.2 and not is_italian):
        to = Address(("Quai 4",), "Marseille", "13002", "", "FR")
        bill = replace(bill, delivery=Delivery("Entrepôt", Identifier("5790000435975", "0088"), bill.issued_on, to))
    if bill.is_credit_note or dice.random() < 0.1:
        bill = replace(bill, precedings=(Preceding("F-00000", bill.issued_on - timedelta(days=40)),))
    if dice.random() < 0.5:
        start = bill.issued_on - timedelta(days=31)
        bill = replace(bill, period=Period(start, bill.issued_on - timedelta(days=1)))
    if dice.random() < 0.3:
        bill = replace(bill, payee=Party("Factoring Süd AG", legal_registration=Identifier("303265045", "0002")))
    if bill.vat[0].category not in ("O", "B") and dice.random() < 0.1:
        stands_in = Party("Fiscal Rep SARL", vat_number="FR40303265045", address=Address(("Rue 1",), country="FR"))
        bill = replace(bill, tax_representative=stands_in)
    return _referring(bill) if dice.random() < 0.3 else replace(bill, buyer_reference=dice.choice(("", "04011000-1")))


def _referring(bill: Bill) -> Bill:
    return replace(
        bill,
        buyer_reference="04011000-12345-34",
        project="P-1",
        contract="C-2",
        order="PO-3",
        sales_order="SO-4",
        receiving_advice="RA-5",
        despatch_advice="DA-6",
        tender="T-7",
        invoiced_object=Reference("+33 1 23 45 67 89", "AAJ"),
        accounting_reference="4711",
        notes=(Note("Please quote the number. Merci de votre fidélité."), Note("RCS Paris 303 265 045", "AAI")),
        attachments=(Attachment("calls", "The calls of the month", "https://files.example/calls.csv"),),
    )


def _party(dice: random.Random, chosen: tuple[str, str, str, str], *, has_vat: bool) -> Party:
    name, prefix, vat, registration = chosen
    city, post_code = dice.choice(CITIES)
    is_french = prefix == "FR"
    return Party(
        name=name,
        trading_name="Trading as «T»" if dice.random() < 0.2 else "",
        identifiers=(Identifier("K-17"), Identifier("4012345000009", "0088")) if dice.random() < 0.2 else (),
        legal_registration=Identifier(registration, "0002" if is_french else ""),
        vat_number=vat if has_vat else "",
        electronic_address=Identifier("billing@example.com", "EM"),
        address=Address(
            dice.choice((("12 rue de la Paix",), ("Floor 3", "Unit 4B", "Back yard"), ())),
            city,
            post_code,
            dice.choice(("", "Region")),
            _COUNTRIES.get(prefix, prefix),
        ),
        contact=Contact("Ann Onyme", "+33 1 02 03 04 05", "ann@example.com") if dice.random() < 0.5 else None,
    )


def _payment(dice: random.Random) -> Payment | None:
    transfer = CreditTransfer(_IBAN, "Acme Telecom SAS", "AGRIFRPP")
    return dice.choice(
        (
            None,
            Payment("30", "Transfer", "RF18539007547034", (transfer,)),
            Payment("58", "", "", (transfer, CreditTransfer("DE02120300000000202051", "", ""))),
            Payment("48", "Card", "", (), Card("1234", "A. Nonyme")),
            Payment("59", "", "R-1", (), None, DirectDebit("M-1", "FR72ZZZ123456", "FR7630006000011234567890189")),
        )
    )
