"""Sums of a document as EN 16931 wants them: VAT per rate on the sum of its lines, halves rounded up. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from bursar.core.money import exponent, half_up

MICRO = 1_000_000
BASIS_POINTS = 10_000  # a rate of 100 %


@dataclass(frozen=True, slots=True)
class VatSum:
    """The net sum of the lines at one rate, and the VAT on it (BT-116, BT-117)."""

    rate_bp: int
    net_minor: int
    tax_minor: int


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums of a document: net (BT-109), VAT (BT-110), gross (BT-112) and the breakdown by rate."""

    net_minor: int
    tax_minor: int
    gross_minor: int
    breakdown: tuple[VatSum, ...]


def line_net(quantity_micro: int, unit_price_micro: int, currency: str) -> int:
    """Quantity times unit price in minor units, rounded once (BT-131)."""
    scale: int = 10 ** exponent(currency)
    return half_up(quantity_micro * unit_price_micro * scale, MICRO * MICRO)


def totals(lines: Iterable[tuple[int, int]]) -> Totals:
    """The sums of lines given as (VAT rate in basis points, net): BR-CO-10, -13, -14, -15 and -17."""
    sums: dict[int, int] = {}
    for rate_bp, net_minor in lines:
        sums[rate_bp] = sums.get(rate_bp, 0) + net_minor
    breakdown = tuple(
        VatSum(rate, net, half_up(net * rate, BASIS_POINTS)) for rate, net in sorted(sums.items(), reverse=True)
    )
    net = sum(v.net_minor for v in breakdown)
    tax = sum(v.tax_minor for v in breakdown)
    return Totals(net, tax, net + tax, breakdown)
