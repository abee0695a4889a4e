"""Sums obey EN 16931: VAT per rate on the sum of its lines, rounded once, halves up (invariant 29)."""

from decimal import ROUND_HALF_UP, Decimal

from hypothesis import given
from hypothesis import strategies as st

from bursar.invoices.totals import line_net, totals

lines = st.lists(st.tuples(st.sampled_from([0, 210, 550, 1000, 2000, 2550]), st.integers(-(10**9), 10**9)), max_size=30)


@given(lines)
def test_the_parts_add_up_to_the_whole(given_lines):
    sums = totals(given_lines)
    assert sums.net_minor == sum(net for _rate, net in given_lines)
    assert sums.gross_minor == sums.net_minor + sums.tax_minor
    assert sums.tax_minor == sum(v.tax_minor for v in sums.breakdown)


@given(lines, st.randoms())
def test_the_order_of_lines_does_not_matter(given_lines, random):
    shuffled = list(given_lines)
    random.shuffle(shuffled)
    assert totals(shuffled) == totals(given_lines)


@given(st.integers(-(10**12), 10**12), st.integers(-(10**12), 10**12))
def test_a_line_is_rounded_once_halves_up(quantity, price):
    exact = Decimal(quantity) * Decimal(price) / Decimal(10**12)
    assert line_net(quantity, price, "EUR") == int((exact * 100).quantize(Decimal(1), ROUND_HALF_UP))


def test_vat_is_computed_on_the_sum_of_a_rate_and_not_line_by_line():
    assert totals([(2000, 2), (2000, 2), (2000, 2)]).tax_minor == 1  # 0.2 * 3 = 1.2; line by line it would be 0


def test_a_currency_without_cents_has_none():
    assert line_net(3_000_000, 1_500_000, "JPY") == 5
