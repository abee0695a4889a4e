"""The sums of a bill as it states them, in exact decimals: totals, VAT breakdown, allowances and charges. Pure."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Adjustment:
    """An allowance (it takes off) or a charge (it adds), of a document (BG-20, BG-21) or of a line (BG-27, BG-28)."""

    is_charge: bool
    amount: Decimal  # BT-92, BT-99, BT-136, BT-141
    base: Decimal | None = None
    percent: Decimal | None = None
    vat_category: str = ""  # UNTDID 5305; empty on a line
    vat_rate: Decimal | None = None
    reason: str = ""
    reason_code: str = ""  # UNTDID 5189 for allowances, 7161 for charges


@dataclass(frozen=True, slots=True)
class BillTotals:
    """The totals of a document (BG-22), in its currency but for `vat_accounting`."""

    lines: Decimal  # BT-106: the sum of the lines
    net: Decimal  # BT-109: without VAT
    gross: Decimal  # BT-112: with VAT
    payable: Decimal  # BT-115: what is left to pay
    vat: Decimal | None = None  # BT-110
    vat_accounting: Decimal | None = None  # BT-111: in the currency that VAT is declared in
    allowances: Decimal | None = None  # BT-107
    charges: Decimal | None = None  # BT-108
    prepaid: Decimal | None = None  # BT-113
    rounding: Decimal | None = None  # BT-114


@dataclass(frozen=True, slots=True)
class VatBreakdown:
    """The VAT of one category and rate (BG-23)."""

    taxable: Decimal  # BT-116
    tax: Decimal  # BT-117
    category: str  # BT-118: UNTDID 5305, such as S (standard), Z, E (exempt), AE (reverse charge), K, G, O
    rate: Decimal | None = None  # BT-119: per cent
    exemption: str = ""  # BT-120
    exemption_code: str = ""  # BT-121: VATEX
