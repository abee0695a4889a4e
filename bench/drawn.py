"""The bill that is drawn to be measured: two pages, 42 lines at two rates, complete enough for EN 16931."""

from datetime import date
from decimal import Decimal

from bursar.invoices.semantic import (
    Address,
    Bill,
    BillLine,
    BillTotals,
    CreditTransfer,
    Item,
    Party,
    Payment,
    Period,
    Price,
    VatBreakdown,
)

LINES = 42
_SELLER = Party(
    name="Acme Telecom SAS",
    vat_number="FR40303265045",
    address=Address(("12 rue de la Paix",), "Paris", "75002", "", "FR"),
)
_BUYER = Party(
    name="Globex Industries GmbH",
    vat_number="DE136695976",
    address=Address(("Hauptstraße 5", "2. Stock"), "Köln", "50667", "", "DE"),
)
_ACCOUNT = CreditTransfer("FR7630006000011234567890189", "Acme Telecom SAS", "AGRIFRPP")


def bill(number: int = 1) -> Bill:
    """The bill, under a number of its own: nothing that was drawn before helps."""
    lines = tuple(_line(each) for each in range(1, LINES + 1))
    vat = tuple(_vat(lines, rate) for rate in (Decimal(20), Decimal("5.5")))
    net, tax = sum((v.taxable for v in vat), Decimal(0)), sum((v.tax for v in vat), Decimal(0))
    return Bill(
        number=f"B-{number:06}",
        issued_on=date(2026, 10, 1),
        due_on=date(2026, 10, 31),
        type_code="380",
        currency="EUR",
        seller=_SELLER,
        buyer=_BUYER,
        order="PO-4711",
        period=Period(date(2026, 9, 1), date(2026, 9, 30)),
        payment=Payment("30", "", f"B-{number:06}", (_ACCOUNT,)),
        lines=lines,
        vat=vat,
        totals=BillTotals(lines=net, net=net, vat=tax, gross=net + tax, payable=net + tax),
    )


def _line(number: int) -> BillLine:
    price = Decimal(number * 137 % 9000) / 100 + 1
    return BillLine(
        line_id=str(number),
        net=price * 3,
        item=Item(f"Telephone line {number}, monthly fee with 100 minutes to landlines"),
        price=Price(price),
        quantity=Decimal(3),
        unit="C62",
        vat_category="S",
        vat_rate=Decimal("5.5") if number % 4 == 0 else Decimal(20),
    )


def _vat(lines: tuple[BillLine, ...], rate: Decimal) -> VatBreakdown:
    net = sum((line.net or Decimal(0) for line in lines if line.vat_rate == rate), Decimal(0))
    return VatBreakdown(net, (net * rate / 100).quantize(Decimal("0.01")), "S", rate)
