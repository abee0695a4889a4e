"""Amounts as Stripe counts them: for a few currencies not as ISO 4217 does (docs.stripe.com/currencies)."""

from bursar.core.money import exponent

# Decimal places that Stripe reckons with where ISO 4217 has others: these are sent with two zeros that mean nothing.
_SENT_WITH = {"ISK": 2, "UGX": 2}
# Of currencies with three places the last digit has to be zero.
_LAST_IS_ZERO = 3


class AmountNotPossibleError(ValueError):
    """Stripe cannot charge this amount in this currency."""


def to_stripe(minor: int, currency: str) -> int:
    """Our minor units in Stripe's. Raises AmountNotPossibleError."""
    places = exponent(currency)
    if places > _LAST_IS_ZERO or (places == _LAST_IS_ZERO and minor % 10):
        raise AmountNotPossibleError(currency)
    return int(minor * 10 ** (_SENT_WITH.get(currency, places) - places))


def from_stripe(amount: int, currency: str) -> int:
    """Stripe's units in our minor units; the currency as Stripe writes it, in small letters."""
    code = currency.upper()
    places = exponent(code)
    return int(amount // 10 ** (_SENT_WITH.get(code, places) - places))
