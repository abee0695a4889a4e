"""Money: whole minor units, ISO 4217's exponents, and amounts as people write them (invariants 29 and 35)."""

from copy import copy
from decimal import ROUND_HALF_UP, Decimal, localcontext

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from bursar.core.money import CURRENCIES, Money, exponent, format_money, half_up, parse_money, to_decimal, to_minor

amounts = st.integers(min_value=-(10**15), max_value=10**15)
currencies = st.sampled_from(sorted(CURRENCIES))
languages = st.sampled_from(["en", "fr"])
_LOCALES = {"en": "en_GB", "fr": "fr_FR"}


@given(amounts, currencies, languages)
def test_what_is_written_is_read_back(minor, currency, language):
    assert parse_money(format_money(minor, currency, language), currency, language) == minor


@given(amounts, currencies)
def test_a_decimal_and_its_minor_units_are_the_same(minor, currency):
    assert to_minor(to_decimal(minor, currency), currency) == minor


@given(amounts, st.integers(min_value=1, max_value=10**12))
def test_halves_are_rounded_away_from_zero(numerator, denominator):
    with localcontext(prec=60):
        exact = (Decimal(numerator) / Decimal(denominator)).quantize(Decimal(1), ROUND_HALF_UP)
    assert half_up(numerator, denominator) == exact


@pytest.mark.parametrize(("numerator", "expected"), [(5, 1), (-5, -1), (4, 0), (-4, 0), (15, 2), (-15, -2)])
def test_a_half_goes_up(numerator, expected):
    assert half_up(numerator, 10) == expected


def test_exponents_are_those_of_iso_4217():
    assert [exponent(c) for c in ("EUR", "JPY", "TND", "ISK", "CLF")] == [2, 0, 3, 0, 4]


def test_two_currencies_never_add_up():
    with pytest.raises(ValueError, match="cannot add"):
        Money(1, "EUR") + Money(1, "GBP")


@pytest.mark.parametrize(
    ("text", "language", "minor"),
    [
        ("1234.50", "en", 123450),
        ("£1,234.50", "en", 123450),
        ("1 234,50 £", "fr", 123450),
        ("1 234,5", "fr", 123450),
        ("12.5", "fr", 1250),
        (" 7 ", "fr", 700),
    ],
)
def test_people_may_type_amounts_in_the_ways_they_know(text, language, minor):
    assert parse_money(text, "GBP", language) == minor


@pytest.mark.parametrize("text", ["", "abc", "1.234", "1,2,3", "1e5", "NaN", "Infinity", "--1", "0x10", "٣", "1_000"])
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(ValueError, match=r"not an amount|smallest unit"):
        parse_money(text, "EUR", "en")


@given(amounts, currencies, languages)
def test_an_amount_is_written_as_babel_writes_it(minor, currency, language):
    pattern = copy(Locale.parse(_LOCALES[language]).currency_formats["standard"])
    pattern.frac_prec = (exponent(currency), exponent(currency))
    number = to_decimal(minor, currency)
    said = pattern.apply(number, Locale.parse(_LOCALES[language]), currency=currency, currency_digits=False)
    assert format_money(minor, currency, language) == said


@pytest.mark.parametrize(
    "text", ["1e9999999", "1e999999999999999999", "-1e99", "Infinity", "NaN", "0.001", "1e-999999999"]
)
def test_what_is_beyond_all_money_is_no_amount_and_said_at_once(text):
    with pytest.raises(ValueError, match=r"no amount|finer"):
        to_minor(Decimal(text), "EUR")
