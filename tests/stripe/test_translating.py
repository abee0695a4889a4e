"""Stripe's amounts and decline codes in our words."""

import pytest
from django.utils import translation

from bursar.payments.gateways.base import DeclineReason
from bursar.payments.gateways.stripe.amounts import AmountNotPossibleError, from_stripe, to_stripe
from bursar.payments.gateways.stripe.reasons import reason_of
from bursar.payments.words import decline_text


@pytest.mark.parametrize(
    ("minor", "currency", "sent"),
    [(1234, "EUR", 1234), (500, "JPY", 500), (7, "ISK", 700), (7, "UGX", 700), (12340, "KWD", 12340), (0, "EUR", 0)],
)
def test_amounts_go_there_and_back(minor, currency, sent):
    assert to_stripe(minor, currency) == sent
    assert from_stripe(sent, currency.lower()) == minor


@pytest.mark.parametrize(("minor", "currency"), [(12345, "KWD"), (1, "CLF")])
def test_what_stripe_cannot_count_is_not_sent(minor, currency):
    with pytest.raises(AmountNotPossibleError):
        to_stripe(minor, currency)


@pytest.mark.parametrize(
    ("codes", "reason"),
    [
        (("insufficient_funds", "card_declined"), DeclineReason.INSUFFICIENT_FUNDS),
        ((None, "expired_card"), DeclineReason.CARD_EXPIRED),
        (("authentication_required", "authentication_required"), DeclineReason.PAYER_MUST_CONFIRM),
        (("a_code_of_tomorrow", "card_declined"), DeclineReason.CARD_REFUSED),
        (("a_code_of_tomorrow", None), DeclineReason.OTHER),
    ],
)
def test_the_most_exact_code_that_we_know_is_told(codes, reason):
    assert reason_of(*codes) == reason


@pytest.mark.parametrize("code", ["stolen_card", "lost_card", "fraudulent", "pickup_card", "merchant_blacklist"])
def test_a_thief_learns_nothing(code):
    assert reason_of(code, "card_declined") == DeclineReason.CARD_REFUSED


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_reason_has_a_sentence_of_its_own_in_both_languages(language):
    with translation.override("en"):
        english = {decline_text(reason) for reason in DeclineReason}
    with translation.override(language):
        told = {decline_text(reason) for reason in DeclineReason}
    assert len(told) == len(DeclineReason)
    assert language == "en" or not told & english
