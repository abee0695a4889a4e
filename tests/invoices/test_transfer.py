"""Transfers as QR codes say what EPC069-12 wants, and stand on what is to be paid in euros to an IBAN."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bursar.invoices.pdf import drawing
from bursar.invoices.semantic import CreditTransfer, Payment
from bursar.invoices.sheets import transfer_qr
from bursar.invoices.transfer import Transfer, payload, qr
from soak.documents.making import bill

TO = Transfer(
    "Acme Télécom", "FR76 3000 6000 0112 3456 7890 189", Decimal("1234.50"), "RF18 5390 0754 7034", "AGRIFRPP"
)


def fields(transfer: Transfer) -> list[str]:
    """The lines of the code."""
    return payload(transfer).decode().split("\n")


def test_each_field_stands_in_its_line():
    head = ["BCD", "002", "1", "SCT", "AGRIFRPP", "Acme Télécom", "FR7630006000011234567890189", "EUR1234.50"]
    assert fields(TO) == [*head, "", "RF18539007547034"]
    assert fields(replace(TO, remittance="Invoice 7")) == [*head, "", "", "Invoice 7"]
    assert fields(replace(TO, remittance="RF19 5390 0754 7034"))[9:] == ["", "RF19 5390 0754 7034"]


def test_nobody_writes_another_field():
    said = fields(replace(TO, name="Acme\nDE02120300000000202051", remittance="a\nb"))
    assert (said[5], said[10]) == ("Acme DE02120300000000202051", "a b")


@pytest.mark.parametrize("amount", ["0", "-1", "0.001", "1000000000"])
def test_what_no_transfer_can_be_is_refused(amount):
    with pytest.raises(ValueError, match="amount"):
        payload(replace(TO, amount=Decimal(amount)))


def test_too_long_a_name_is_cut_and_too_much_is_refused():
    assert len(fields(replace(TO, name="x" * 100))[5]) == 70
    with pytest.raises(ValueError, match="too much"):
        payload(replace(TO, name="ж" * 70, remittance="ж" * 140))
    with pytest.raises(ValueError, match="nobody"):
        payload(replace(TO, name=" "))


def test_the_picture_is_the_same_each_time():
    assert qr(TO) == qr(TO) != qr(replace(TO, amount=Decimal(1)))
    assert qr(TO).startswith("<svg ")


def test_it_stands_on_a_bill_to_be_paid_in_euros_and_on_no_other():
    payment = Payment("30", "", "RF18539007547034", (CreditTransfer("FR7630006000011234567890189"),))
    due = replace(bill(1), payment=payment, type_code="380", currency="EUR")
    assert transfer_qr(due)
    assert drawing(due, "en")[0] != drawing(replace(due, payment=None), "en")[0]
    others = ({"currency": "USD"}, {"type_code": "381"}, {"payment": None}, {"payment": replace(payment, transfers=())})
    assert [transfer_qr(replace(due, **other)) for other in others] == ["", "", "", ""]
    assert not transfer_qr(replace(due, totals=replace(due.totals, payable=Decimal(0))))
