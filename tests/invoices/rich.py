"""A bill that says nearly everything that EN 16931 knows, as UBL with a file inside."""

import base64
from dataclasses import replace
from datetime import date
from decimal import Decimal

from bursar.invoices.formats.writers import ubl
from bursar.invoices.semantic import (
    Address,
    Adjustment,
    Attachment,
    Attribute,
    Bill,
    BillLine,
    BillTotals,
    Contact,
    CreditTransfer,
    Delivery,
    DirectDebit,
    Identifier,
    Item,
    Note,
    Party,
    Payment,
    Period,
    Price,
    VatBreakdown,
)

PDF = b"%PDF-1.7 enclosed"
_D = Decimal


def rich(account_number: str, number: str = "R-1") -> Bill:
    """The bill; its buyer reference names the account."""
    return Bill(
        number=number,
        issued_on=date(2026, 11, 1),
        due_on=date(2026, 12, 1),
        type_code="380",
        currency="EUR",
        buyer_reference=account_number,
        project="PROJECT-9",
        contract="CONTRACT-7",
        order="ORDER-5",
        terms="Two per cent within ten days",
        notes=(Note("Capital 10 000 euros"),),
        seller=Party(
            name="Seller & Sons",
            trading_name="The Sellers",
            vat_number="FR40303265045",
            legal_registration=Identifier("303265045", "0002"),
            address=Address(("1 rue de Rivoli",), "Paris", "75001", country="FR"),
            contact=Contact("Ada Counts", "+33 1 00 00 00 00", "ada@seller.example"),
        ),
        buyer=Party(name="Buyer Ltd", address=Address(("Quay 2",), "Cork", "T12", country="IE")),
        payee=Party(name="Factoring House"),
        delivery=Delivery("Warehouse 4", delivered_on=date(2026, 10, 30), address=Address(city="Galway", country="IE")),
        period=Period(date(2026, 10, 1), date(2026, 10, 31)),
        payment=Payment(
            means_code="58",
            remittance="RF18539007547034",
            transfers=(CreditTransfer("FR7630006000011234567890189", "Factoring House", "AGRIFRPP"),),
        ),
        adjustments=(
            Adjustment(is_charge=False, amount=_D("10.00"), vat_category="S", vat_rate=_D(20), reason_code="100"),
            Adjustment(is_charge=True, amount=_D("5.00"), vat_category="S", vat_rate=_D(20), reason_code="FC"),
        ),
        totals=BillTotals(
            lines=_D("215.00"), allowances=_D("10.00"), charges=_D("5.00"), net=_D("210.00"), vat=_D("18.00"),
            gross=_D("228.00"), prepaid=_D("28.00"), payable=_D("200.00"),
        ),
        vat=(
            VatBreakdown(_D("90.00"), _D("18.00"), "S", _D(20)),
            VatBreakdown(_D("120.00"), _D("0.00"), "E", _D(0), exemption_code="VATEX-EU-132-1B"),
        ),
        attachments=(Attachment("TIMESHEET", "Hours of October"), Attachment("TERMS", url="https://seller.example/t")),
        lines=(
            BillLine(
                "1", _D("95.00"), Item("Switchboard", "With twelve keys", attributes=(Attribute("Colour", "blue"),)),
                Price(_D("50.00")), _D(2), "C62", "S", _D(20), note="Delivered by hand", order_line="17",
                adjustments=(Adjustment(is_charge=False, amount=_D("5.00"), reason_code="95"),),
            ),
            BillLine("2", _D("120.00"), Item("Care"), Price(_D("40.00")), _D(3), "HUR", "E", _D(0)),
        ),
    )  # fmt: skip


def rich_ubl(account_number: str, number: str = "R-1", media_type: str = "application/pdf") -> bytes:
    """The same as UBL; its first attachment holds a file."""
    held = base64.b64encode(PDF).decode()
    file = (
        f'<cac:Attachment><cbc:EmbeddedDocumentBinaryObject mimeCode="{media_type}" filename="../hours.pdf">{held}'
        "</cbc:EmbeddedDocumentBinaryObject></cac:Attachment>"
    ).encode()
    written = ubl(rich(account_number, number))
    head, mark, tail = written.partition(b"Hours of October</cbc:DocumentDescription>")
    assert mark
    return head + mark + file + tail


def collected(account_number: str) -> Bill:
    """The same, collected by direct debit."""
    debit = DirectDebit("MANDATE-3", "FR12ZZZ123456", "FR7630006000011234567890189")
    return replace(rich(account_number), payment=Payment("59", direct_debit=debit))
