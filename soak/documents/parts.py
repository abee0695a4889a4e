"""Lines, prices, amounts and totals of generated bills. Pure."""

import random
from decimal import ROUND_HALF_UP, Decimal

from bursar.invoices.semantic import (
    Adjustment,
    Attribute,
    BillLine,
    BillTotals,
    Identifier,
    Item,
    Price,
    Reference,
    VatBreakdown,
)
from soak.documents.categories import Category
from soak.documents.words import CURRENCIES, TEXTS, UNITS


def currency(dice: random.Random) -> str:
    """A currency with 0, 2 or 3 decimal places."""
    return dice.choice(CURRENCIES)


def rounded(amount: Decimal, cent: Decimal) -> Decimal:
    """The amount in the currency's units, halves away from zero."""
    return amount.quantize(cent, ROUND_HALF_UP) + 0  # never minus nothing


def amount(dice: random.Random, cent: Decimal, most: int) -> Decimal:
    """An amount of at least one unit."""
    return rounded(Decimal(dice.randrange(1, most * 100)) / 100, cent) + cent


def line(dice: random.Random, number: int, together: tuple[Category, ...], cent: Decimal) -> BillLine:
    """A line whose amount is its quantity times its price, with what was taken off and put on."""
    category = together[(number - 1) % len(together)]
    quantity = Decimal(dice.choice(("1", "3", "12.5", "0.25", "1000", "1")))
    base = dice.choice((None, None, None, Decimal(10)))
    price = _price(dice, cent, base)
    adjustments = tuple(_adjustment(dice, cent) for _ in range(dice.choice((0, 0, 0, 1, 2))))
    net = rounded(quantity * (price.net or 0) / (base or 1), cent)
    net += sum((each.amount if each.is_charge else -each.amount for each in adjustments), Decimal(0))
    is_full = dice.random() < 0.2
    return BillLine(
        line_id=str(number),
        net=net,
        item=_item(dice, is_full=is_full),
        price=price,
        quantity=quantity,
        unit=dice.choice(UNITS),
        vat_category=category.code,
        vat_rate=category.rate(number // 3),
        note="A note on the line" if is_full else "",
        object_id=Reference("0123456789", "AAJ") if is_full else None,
        order_line="10" if is_full else "",
        accounting_reference="4711:9" if is_full else "",
        adjustments=adjustments,
    )


def totals(
    dice: random.Random,
    lines: tuple[BillLine, ...],
    adjustments: tuple[Adjustment, ...],
    vat: tuple[VatBreakdown, ...],
    cent: Decimal,
) -> BillTotals:
    """The totals (BR-CO-10 to -16), sometimes with something paid before, or rounded to a whole amount."""
    summed = sum((each.net or Decimal(0) for each in lines), Decimal(0))
    off = sum((each.amount for each in adjustments if not each.is_charge), Decimal(0))
    on = sum((each.amount for each in adjustments if each.is_charge), Decimal(0))
    net, tax = summed - off + on, sum((each.tax for each in vat), Decimal(0))
    gross = net + tax
    prepaid = rounded(gross / 4, cent) if dice.random() < 0.2 else None
    left = gross - (prepaid or 0)
    rounding = left.quantize(Decimal(1), ROUND_HALF_UP) - left if dice.random() < 0.1 else None
    return BillTotals(
        lines=summed,
        allowances=off if any(not each.is_charge for each in adjustments) else None,
        charges=on if any(each.is_charge for each in adjustments) else None,
        net=net,
        vat=tax,
        gross=gross,
        prepaid=prepaid,
        rounding=rounding,
        payable=left + (rounding or 0),
    )


def _price(dice: random.Random, cent: Decimal, base: Decimal | None) -> Price:
    net = amount(dice, cent, 900) + dice.choice((Decimal(0), Decimal("0.0045") if cent < 1 else Decimal(0)))
    off = amount(dice, cent, 9) if dice.random() < 0.15 else None
    unit = "C62" if base is not None else ""
    return Price(net, net + off if off is not None else None, off, base, unit)


def _adjustment(dice: random.Random, cent: Decimal) -> Adjustment:
    is_charge = dice.random() < 0.5
    text, code = ("Installation", "AAA") if is_charge else ("Rebate", "95")
    return Adjustment(is_charge=is_charge, amount=amount(dice, cent, 3), reason=text, reason_code=code)


def _item(dice: random.Random, *, is_full: bool) -> Item:
    name = dice.choice(TEXTS)
    if not is_full:
        return Item(name)
    return Item(
        name=name,
        description=dice.choice(TEXTS),
        seller_id="SKU-1",
        buyer_id="B-77",
        standard_id=Identifier("04012345123456", "0160"),
        classifications=(Identifier("86776", "IB"),),
        origin="IT",
        attributes=(Attribute("Colour", "blue"), Attribute("Größe", "XL")),
    )
