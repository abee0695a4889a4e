"""The sandbox provider's test cards: what each number is and how charging it ends. No other number works."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _l

# How charging ends: approved, a refusal in the provider's own codes, or no answer for a while and then one of them.
APPROVE = "approve"
TIME_OUT = "time_out"
TIME_OUT_THEN_DECLINE = "time_out_decline"
REFUSALS = {
    "not_sufficient_funds": _l("Declined: not enough money on the account"),
    "expired_card": _l("Declined: the card has expired"),
    "do_not_honor": _l("Declined: the bank refuses the card"),
    "fraud_suspected": _l("Declined: suspected fraud"),
    "bad_cvc": _l("Declined: wrong security code"),
    "limit_exceeded": _l("Declined: over the card’s limit"),
}


@dataclass(frozen=True)
class SampleCard:
    """A number that works at the sandbox."""

    number: str
    brand: str
    behaviour: str
    words: object

    @property
    def last_digits(self) -> str:
        """The four digits that may be shown."""
        return self.number[-4:]

    @property
    def spaced(self) -> str:
        """The number in groups of four."""
        return " ".join(self.number[i : i + 4] for i in range(0, len(self.number), 4))


TEST_CARDS = (
    SampleCard("4242424242424242", "Visa", APPROVE, _l("Approved")),
    SampleCard("5555555555554444", "Mastercard", APPROVE, _l("Approved")),
    SampleCard("378282246310005", "American Express", APPROVE, _l("Approved")),
    SampleCard("4000000000009995", "Visa", "not_sufficient_funds", REFUSALS["not_sufficient_funds"]),
    SampleCard("4000000000000069", "Visa", "expired_card", REFUSALS["expired_card"]),
    SampleCard("4000000000000002", "Visa", "do_not_honor", REFUSALS["do_not_honor"]),
    SampleCard("4100000000000019", "Visa", "fraud_suspected", REFUSALS["fraud_suspected"]),
    SampleCard("4000000000000127", "Visa", "bad_cvc", REFUSALS["bad_cvc"]),
    SampleCard("4000000000006975", "Visa", "limit_exceeded", REFUSALS["limit_exceeded"]),
    SampleCard("4000000000000044", "Visa", TIME_OUT, _l("No answer for 20 seconds, then approved")),
    SampleCard("4000000000000051", "Visa", TIME_OUT_THEN_DECLINE, _l("No answer for 20 seconds, then declined")),
)
_BY_NUMBER = {card.number: card for card in TEST_CARDS}


class CardRefusedError(Exception):
    """What was typed is no card that works here; `field` names the field of the provider's form."""

    def __init__(self, field: str, message: object) -> None:
        super().__init__(field)
        self.field = field
        self.message = message


def card_numbered(number: str) -> SampleCard:
    """The test card with this number, however it is spaced. Raises CardRefusedError."""
    found = _BY_NUMBER.get("".join(number.split()).replace("-", ""))
    if found is None:
        raise CardRefusedError("number", _l("This is a test provider: use one of the test cards."))
    return found


def last_day_of(text: str) -> date:
    """The last day on which a card with the expiry date `MM/YY` is good. Raises CardRefusedError."""
    month, _slash, year = text.replace(" ", "").partition("/")
    is_date = month.isdecimal() and year.isdecimal() and len(year) in (2, 4) and 1 <= int(month) <= 12
    full = (int(year) if len(year) == 4 else 2000 + int(year)) if is_date else 0
    if not 2000 <= full < 2100:
        raise CardRefusedError("expiry", _l("Write the expiry date as month and year, such as 09/30."))
    following = date(full + int(month) // 12, int(month) % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)
