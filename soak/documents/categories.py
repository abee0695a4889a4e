"""The categories of VAT that EN 16931 knows, and what a bill that uses each of them has to say. Pure."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Category:
    """A category (UNTDID 5305): its rates, and why no VAT is charged where none is."""

    code: str
    rates: tuple[str, ...]  # none: the category knows no rate
    exemption: str = ""
    exemption_code: str = ""

    def rate(self, number: int) -> Decimal | None:
        """One of its rates."""
        return Decimal(self.rates[number % len(self.rates)]) if self.rates else None


STANDARD = Category("S", ("20", "19", "5.5", "10.00", "21", "2.1"))
ZERO = Category("Z", ("0", "0.00"))
EXEMPT = Category("E", ("0",), "Exempt under article 132 of Directive 2006/112/EC", "VATEX-EU-132")
REVERSE = Category("AE", ("0",), "Reverse charge", "VATEX-EU-AE")
INSIDE = Category("K", ("0",), "Intra-Community supply", "VATEX-EU-IC")
EXPORT = Category("G", ("0",), "Export outside the EU", "VATEX-EU-G")
OUTSIDE = Category("O", (), "Not subject to VAT", "VATEX-EU-O")
CANARIES = Category("L", ("7", "3"))
CEUTA = Category("M", ("4", "0.5"))
SPLIT = Category("B", ("22",))

# Which may stand on one bill: what is outside of VAT stands alone, split payment is beside no standard rate.
TOGETHER: tuple[tuple[Category, ...], ...] = (
    (STANDARD,),
    (STANDARD, ZERO),
    (STANDARD, EXEMPT),
    (STANDARD, ZERO, EXEMPT),
    (REVERSE,),
    (INSIDE,),
    (EXPORT,),
    (OUTSIDE,),
    (CANARIES,),
    (CEUTA, ZERO),
    (SPLIT,),
    (ZERO,),
    (EXEMPT,),
)
