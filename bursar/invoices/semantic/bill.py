"""A bill: an invoice or a credit note as EN 16931-1 describes it, whatever syntax it came in. Pure."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bursar.invoices.semantic.parties import Delivery, Identifier, Party
from bursar.invoices.semantic.paying import Payment
from bursar.invoices.semantic.sums import Adjustment, BillTotals, VatBreakdown
from bursar.invoices.semantic.things import Attachment, Attribute, Note, Period, Preceding, Reference

# Type codes (BT-3, UNTDID 1001) of documents that take from what is owed.
CREDIT_NOTES = frozenset(
    {"81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "502", "503", "532"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Price:
    """The price of an item (BG-29), without VAT."""

    net: Decimal | None  # BT-146; None in profiles that leave it out
    gross: Decimal | None = None  # BT-148
    discount: Decimal | None = None  # BT-147
    base_quantity: Decimal | None = None  # BT-149: the price is for so many
    base_unit: str = ""  # BT-150


@dataclass(frozen=True, slots=True)
class Item:
    """What is sold (BG-31)."""

    name: str  # BT-153
    description: str = ""  # BT-154
    seller_id: str = ""  # BT-155
    buyer_id: str = ""  # BT-156
    standard_id: Identifier | None = None  # BT-157
    classifications: tuple[Identifier, ...] = ()  # BT-158
    origin: str = ""  # BT-159: a country
    attributes: tuple[Attribute, ...] = ()  # BG-32


@dataclass(frozen=True, slots=True)
class BillLine:
    """A line (BG-25)."""

    line_id: str  # BT-126
    net: Decimal | None  # BT-131; None for lines of text only, which EXTENDED knows
    item: Item
    price: Price
    quantity: Decimal | None = None  # BT-129
    unit: str = ""  # BT-130: UN/ECE Recommendations 20 and 21
    vat_category: str = ""  # BT-151
    vat_rate: Decimal | None = None  # BT-152
    note: str = ""  # BT-127
    object_id: Reference | None = None  # BT-128
    order_line: str = ""  # BT-132
    accounting_reference: str = ""  # BT-133
    period: Period | None = None  # BG-26
    adjustments: tuple[Adjustment, ...] = ()  # BG-27, BG-28


@dataclass(frozen=True, slots=True)
class Bill:
    """An invoice or a credit note."""

    number: str  # BT-1
    issued_on: date  # BT-2
    type_code: str  # BT-3
    currency: str  # BT-5
    seller: Party  # BG-4
    buyer: Party  # BG-7
    totals: BillTotals  # BG-22
    vat: tuple[VatBreakdown, ...] = ()  # BG-23
    lines: tuple[BillLine, ...] = ()  # BG-25
    vat_currency: str = ""  # BT-6
    vat_point_on: date | None = None  # BT-7
    vat_point_code: str = ""  # BT-8
    due_on: date | None = None  # BT-9
    buyer_reference: str = ""  # BT-10
    project: str = ""  # BT-11
    contract: str = ""  # BT-12
    order: str = ""  # BT-13
    sales_order: str = ""  # BT-14
    receiving_advice: str = ""  # BT-15
    despatch_advice: str = ""  # BT-16
    tender: str = ""  # BT-17
    invoiced_object: Reference | None = None  # BT-18
    accounting_reference: str = ""  # BT-19
    terms: str = ""  # BT-20
    notes: tuple[Note, ...] = ()  # BG-1
    process: str = ""  # BT-23
    profile: str = ""  # BT-24: the specification that it says it follows
    precedings: tuple[Preceding, ...] = ()  # BG-3
    payee: Party | None = None  # BG-10
    tax_representative: Party | None = None  # BG-11
    delivery: Delivery | None = None  # BG-13
    period: Period | None = None  # BG-14
    payment: Payment | None = None  # BG-16
    adjustments: tuple[Adjustment, ...] = ()  # BG-20, BG-21
    attachments: tuple[Attachment, ...] = ()  # BG-24

    @property
    def is_credit_note(self) -> bool:
        """Whether its type is that of a credit note; its sums are then what is given back."""
        return self.type_code in CREDIT_NOTES

    @property
    def owed(self) -> Decimal:
        """What it adds to the debt: its total with VAT, below zero for what takes from it."""
        return -self.totals.gross if self.is_credit_note else self.totals.gross
