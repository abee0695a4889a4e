"""The rules of the VAT categories: ten for each, a few more for some."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from bursar.invoices.semantic import Bill, Delivery, VatBreakdown
from tests.invoices.standards.broken.changing import Change, adjusted, line, party, said, vat
from tests.invoices.standards.broken.whole import whole

NAMES = {"S": "S", "Z": "Z", "E": "E", "AE": "AE", "K": "IC", "G": "G", "O": "O", "L": "AF", "M": "AG"}
Broken = tuple[str, Bill]


def broken() -> Iterator[Broken]:
    """A bill for each of these rules."""
    for category, name in NAMES.items():
        bill = whole(category)
        for number, change in _changes(category).items():
            yield f"BR-{name}-{number}", change(bill)
    intra, outside = whole("K"), whole("O")
    yield "BR-IC-11", replace(intra, delivery=replace(_delivery(intra), delivered_on=None), period=None)
    yield "BR-IC-12", replace(intra, delivery=replace(_delivery(intra), address=None))
    standard = VatBreakdown(Decimal("0.00"), Decimal("0.00"), "S", Decimal(20))
    elsewhere = replace(outside, lines=whole("Z").lines, adjustments=whole("Z").adjustments)
    yield "BR-O-01", elsewhere
    yield "BR-O-11", replace(outside, vat=(*outside.vat, standard))
    yield "BR-O-12", line(vat_category="S", vat_rate=Decimal(20))(outside)
    yield "BR-O-13", adjusted(0, vat_category="S", vat_rate=Decimal(20))(outside)
    yield "BR-O-14", adjusted(1, vat_category="S", vat_rate=Decimal(20))(outside)
    yield "BR-B-01", replace(whole("B"), seller=whole().seller)
    yield "BR-B-02", line(vat_category="S")(whole("B"))


def _changes(category: str) -> dict[str, Change]:
    is_taxed, has_rate = category not in ("Z", "E", "AE", "K", "G", "O"), category != "O"
    wrong = None if not has_rate else Decimal(0) if category == "S" else Decimal(-1) if is_taxed else Decimal(5)
    rate = {"vat_rate": wrong if has_rate else Decimal(0)}
    needs_reason = category not in ("S", "Z", "L", "M")
    reason = {"exemption": "", "exemption_code": ""} if needs_reason else {"exemption": "Why not"}
    return {
        "01": said(
            vat=(
                VatBreakdown(
                    Decimal("203.00"), Decimal("0.00"), "Z" if category != "Z" else "E", Decimal(0), "Why", ""
                ),
            )
        ),
        "02": _identified(is_taxed=has_rate),
        "03": _identified(is_taxed=has_rate),
        "04": _identified(is_taxed=has_rate),
        "05": line(**rate),
        "06": adjusted(0, **rate),
        "07": adjusted(1, **rate),
        "08": lambda bill: vat(taxable=bill.vat[0].taxable + 2)(bill),
        "09": lambda bill: vat(tax=bill.vat[0].tax + 2)(bill),
        "10": vat(**reason),
    }


def _identified(*, is_taxed: bool) -> Change:
    """Without VAT numbers where there have to be some; with one where there must not be."""

    def change(bill: Bill) -> Bill:
        if not is_taxed:
            return party("seller", vat_number="FR40303265045")(bill)
        bare = party("seller", vat_number="", tax_number="")(bill)
        return replace(party("buyer", vat_number="", legal_registration=None)(bare), tax_representative=None)

    return change


def _delivery(bill: Bill) -> Delivery:
    assert bill.delivery is not None
    return bill.delivery
