"""A bill that uses nearly everything that EN 16931 knows, of any VAT category, and breaks no rule."""

from datetime import date
from decimal import Decimal

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
    Identifier,
    Item,
    Note,
    Party,
    Payment,
    Period,
    Preceding,
    Price,
    Reference,
    VatBreakdown,
)

# Category -> its rate, and why no VAT is charged.
CATEGORIES: dict[str, tuple[str | None, str]] = {
    "S": ("20", ""),
    "Z": ("0", ""),
    "E": ("0", "VATEX-EU-132"),
    "AE": ("0", "VATEX-EU-AE"),
    "K": ("0", "VATEX-EU-IC"),
    "G": ("0", "VATEX-EU-G"),
    "O": (None, "VATEX-EU-O"),
    "L": ("7", ""),
    "M": ("4", ""),
    "B": ("22", ""),
}
IBAN = "FR7630006000011234567890189"
HERE = Address(("1 rue de Rivoli", "Second floor", "Left"), "Paris", "75001", "IDF", "FR")
ITALY = Address(("Via Roma 1",), "Milano", "20100", "", "IT")


def whole(category: str = "S") -> Bill:
    """The bill: two lines with an allowance and a charge each, an allowance and a charge on all of it."""
    rate_text, exemption = CATEGORIES[category]
    rate = None if rate_text is None else Decimal(rate_text)
    place = ITALY if category == "B" else HERE
    lines, net = tuple(_line(str(n), category, rate, place.country) for n in (1, 2)), Decimal("203.00")
    tax = (net * (rate or 0) / 100).quantize(Decimal("0.01"))
    is_italian, is_taxed = category == "B", category != "O"
    return Bill(
        number="W-1",
        issued_on=date(2026, 11, 1),
        type_code="380",
        currency="EUR",
        vat_point_on=date(2026, 11, 2),
        due_on=date(2026, 12, 1),
        buyer_reference="B-1",
        project="P-1",
        contract="C-1",
        order="O-1",
        sales_order="SO-1",
        receiving_advice="RA-1",
        despatch_advice="DA-1",
        tender="T-1",
        invoiced_object=Reference("IO-1", "ABZ"),
        accounting_reference="AR-1",
        terms="Thirty days",
        notes=(Note("Thank you", "AAI"),),
        profile="urn:cen.eu:en16931:2017",
        precedings=(Preceding("W-0", date(2026, 10, 1)),),
        seller=_seller(place, is_taxed=is_taxed, is_italian=is_italian),
        buyer=_buyer(place, is_taxed=is_taxed, is_italian=is_italian),
        payee=Party(name="Factor", identifiers=(Identifier("552081317", "0002"),)),
        tax_representative=_representative(place, is_italian=is_italian) if is_taxed else None,
        delivery=Delivery("Warehouse", Identifier("4012345000009", "0088"), date(2026, 10, 30), place),
        period=Period(date(2026, 10, 1), date(2026, 10, 31)),
        payment=Payment("30", "Transfer", "W-1", (CreditTransfer(IBAN, "Telephone", "AGRIFRPP"),)),
        adjustments=(
            _adjustment(is_charge=False, amount="3.00", category=category, rate=rate),
            _adjustment(is_charge=True, amount="6.00", category=category, rate=rate),
        ),
        totals=BillTotals(
            lines=Decimal("200.00"), allowances=Decimal("3.00"), charges=Decimal("6.00"),
            net=net, vat=tax, gross=net + tax,
            prepaid=Decimal("10.00"), rounding=Decimal("0.01"), payable=net + tax - Decimal("9.99"),
        ),
        vat=(VatBreakdown(net, tax, category, rate, "Not charged" if exemption else "", exemption),),
        attachments=(Attachment("A-1", "Calls", "https://example.com/calls.csv"),),
        lines=lines,
    )  # fmt: skip


def _seller(place: Address, *, is_taxed: bool, is_italian: bool) -> Party:
    vat = "IT12345678901" if is_italian else "FR40303265045"
    return Party(
        name="Telephone Company",
        trading_name="Telephone",
        identifiers=(Identifier("4012345000009", "0088"),),
        legal_registration=Identifier("303265045", "0002"),
        vat_number=vat if is_taxed else "",
        legal_information="Share capital 1 EUR",
        electronic_address=Identifier("303265045", "0002"),
        address=place,
        contact=Contact("Ada", "+33 1 23 45 67 89", "ada@example.com"),
    )


def _buyer(place: Address, *, is_taxed: bool, is_italian: bool) -> Party:
    vat = "IT98765432109" if is_italian else "FR40303265045"
    return Party(
        name="Customer",
        trading_name="Shop",
        identifiers=(Identifier("4012345000016", "0088"),),
        legal_registration=Identifier("552081317", "0002"),
        vat_number=vat if is_taxed else "",
        electronic_address=Identifier("552081317", "0002"),
        address=place,
        contact=Contact("Bob", "+33 9 87 65 43 21", "bob@example.com"),
    )


def _representative(place: Address, *, is_italian: bool) -> Party:
    return Party(name="Representative", vat_number="IT12345678901" if is_italian else "FR40303265045", address=place)


def _adjustment(*, is_charge: bool, amount: str, category: str, rate: Decimal | None) -> Adjustment:
    reason, code = ("Freight", "FC") if is_charge else ("Loyalty", "95")
    return Adjustment(is_charge, Decimal(amount), Decimal("100.00"), Decimal(amount), category, rate, reason, code)


def _line(number: str, category: str, rate: Decimal | None, origin: str) -> BillLine:
    return BillLine(
        line_id=number,
        net=Decimal("100.00"),
        item=Item(
            "Line rental",
            "Of a telephone line",
            "S-1",
            "B-1",
            Identifier("4012345000023", "0160"),
            (Identifier("43191500", "STI"),),
            origin,
            (Attribute("Colour", "Blue"),),
        ),
        price=Price(Decimal("50"), Decimal("60"), Decimal("10"), Decimal("1"), "C62"),
        quantity=Decimal("2"),
        unit="C62",
        vat_category=category,
        vat_rate=rate,
        note="October",
        object_id=Reference("LO-1", "ABZ"),
        order_line="1",
        accounting_reference="LA-1",
        period=Period(date(2026, 10, 1), date(2026, 10, 31)),
        adjustments=(_part(is_charge=False), _part(is_charge=True)),
    )


def _part(*, is_charge: bool) -> Adjustment:
    reason, code = ("Freight", "FC") if is_charge else ("Loyalty", "95")
    one = Decimal("1.00")
    return Adjustment(is_charge, one, Decimal("100.00"), one, reason=reason, reason_code=code)
