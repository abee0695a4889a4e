"""A bill made of a number: valid by EN 16931, with as many of its parts filled as chance will have. Pure."""

import random
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from typing import NamedTuple

from bursar.core.money import exponent
from bursar.invoices.semantic import Adjustment, Bill, BillLine, VatBreakdown
from soak.documents import naming, parts
from soak.documents.categories import TOGETHER, Category

_CENT = Decimal("0.01")
LARGE = 500  # lines


class _Sum(NamedTuple):
    category: Category
    rate: Decimal | None


def bill(number: int) -> Bill:
    """The bill of a number: the same one each time."""
    dice = random.Random(number)
    together = TOGETHER[number % len(TOGETHER)]
    currency = parts.currency(dice)
    cent = unit(currency)
    lines = _lines(dice, number, together, cent)
    adjustments = tuple(_adjustment(dice, together, cent) for _ in range(dice.choice((0, 0, 1, 3))))
    vat = breakdown(lines, adjustments, together, cent)
    totals = parts.totals(dice, lines, adjustments, vat, cent)
    issued_on = date(2026, 1, 1) + timedelta(days=dice.randrange(365))
    type_code = dice.choice(("380", "380", "380", "381", "384", "389", "751", "396"))
    return naming.named(
        Bill(
            number=f"F-{number:05}",
            issued_on=issued_on,
            type_code=type_code,
            currency=currency,
            seller=naming.seller(dice, together[0].code),
            buyer=naming.buyer(dice, together[0].code),
            totals=totals,
            vat=vat,
            lines=lines,
            adjustments=adjustments,
            due_on=issued_on + timedelta(days=30),
            profile="urn:cen.eu:en16931:2017",
        ),
        dice,
    )


def unit(currency: str) -> Decimal:
    """The smallest amount that a bill in this currency may say: the standard knows two decimal places (BR-DEC)."""
    return Decimal(1) if exponent(currency) == 0 else _CENT


def breakdown(
    lines: tuple[BillLine, ...], adjustments: tuple[Adjustment, ...], together: tuple[Category, ...], cent: Decimal
) -> tuple[VatBreakdown, ...]:
    """The VAT by category and rate (BR-CO-17)."""
    sums: dict[tuple[str, Decimal | None], Decimal] = {}
    for line in lines:
        key = (line.vat_category, line.vat_rate)
        sums[key] = sums.get(key, Decimal(0)) + (line.net or 0)
    for each in adjustments:
        key = (each.vat_category, each.vat_rate)
        sums[key] = sums.get(key, Decimal(0)) + (each.amount if each.is_charge else -each.amount)
    known = {category.code: category for category in together}
    return tuple(
        VatBreakdown(
            taxable=net,
            tax=parts.rounded(net * (rate or 0) / 100, cent),
            category=code,
            rate=rate,
            exemption=known[code].exemption,
            exemption_code=known[code].exemption_code,
        )
        for (code, rate), net in sums.items()
    )


def _lines(dice: random.Random, number: int, together: tuple[Category, ...], cent: Decimal) -> tuple[BillLine, ...]:
    many = LARGE if number % 97 == 0 else dice.choice((1, 1, 2, 3, 5, 8, 20))
    numbers = count(1)
    return tuple(parts.line(dice, next(numbers), together, cent) for _ in range(many))


def _adjustment(dice: random.Random, together: tuple[Category, ...], cent: Decimal) -> Adjustment:
    """An allowance or a charge of the document, at a rate that a line has."""
    category = together[0]
    base = parts.amount(dice, cent, 500)
    percent = Decimal(dice.choice((5, 10)))
    is_charge = dice.random() < 0.5
    return Adjustment(
        is_charge=is_charge,
        amount=parts.rounded(base * percent / 100, cent),
        base=base,
        percent=percent,
        vat_category=category.code,
        vat_rate=category.rate(0),
        reason=dice.choice(("Freight", "Fracht")) if is_charge else dice.choice(("Rebate", "Remise fidélité")),
        reason_code="FC" if is_charge else "95",
    )
