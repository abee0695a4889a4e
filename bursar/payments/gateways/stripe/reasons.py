"""Stripe's decline codes in our words (docs.stripe.com/declines/codes)."""

from bursar.payments.gateways.base import DeclineReason

_CODES = {
    DeclineReason.INSUFFICIENT_FUNDS: "insufficient_funds",
    DeclineReason.CARD_EXPIRED: "expired_card",
    # What Stripe asks merchants to tell the payer no more of than that the bank refused: a thief would learn from it.
    DeclineReason.CARD_REFUSED: (
        "card_declined generic_decline do_not_honor do_not_try_again call_issuer no_action_taken not_permitted "
        "transaction_not_allowed restricted_card revocation_of_authorization revocation_of_all_authorizations "
        "security_violation stop_payment_order fraudulent lost_card stolen_card pickup_card merchant_blacklist "
        "highest_risk_level elevated_risk_level new_account_information_available"
    ),
    DeclineReason.WRONG_SECURITY_CODE: "incorrect_cvc invalid_cvc incorrect_pin invalid_pin pin_try_exceeded",
    DeclineReason.LIMIT_EXCEEDED: (
        "card_velocity_exceeded withdrawal_count_limit_exceeded amount_too_large charge_exceeds_source_limit "
        "charge_exceeds_transaction_limit charge_exceeds_weekly_limit"
    ),
    DeclineReason.PAYER_MUST_CONFIRM: (
        "authentication_required authentication_not_handled payment_intent_authentication_failure "
        "setup_intent_authentication_failure offline_pin_required online_or_offline_pin_required approve_with_id"
    ),
    DeclineReason.WRONG_DETAILS: (
        "incorrect_number invalid_number invalid_account invalid_expiry_month invalid_expiry_year incorrect_zip "
        "incorrect_address bank_account_invalid_details invalid_account_number incorrect_account_holder_name "
        "no_account branch_does_not_exist bank_account_unusable"
    ),
    DeclineReason.NOT_SUPPORTED: (
        "card_not_supported currency_not_supported service_not_allowed testmode_decline live_mode_test_card "
        "amount_too_small invalid_amount invalid_currency"
    ),
    DeclineReason.TRY_AGAIN: (
        "processing_error issuer_not_available reenter_transaction try_again_later duplicate_transaction "
        "generic_could_not_process could_not_process"
    ),
    DeclineReason.ACCOUNT_CLOSED: (
        "bank_account_closed account_closed bank_account_restricted bank_ownership_changed recipient_deceased"
    ),
    DeclineReason.MANDATE_ENDED: "debit_not_authorized payment_intent_mandate_invalid mandate_invalid",
    DeclineReason.DEBIT_RETURNED: "refer_to_customer debit_disputed charge_not_refundable",
}
_BY_CODE = {code: reason for reason, codes in _CODES.items() for code in codes.split()}


def reason_of(*codes: str | None) -> str:
    """Our word for the first of these codes that we know, the most exact first."""
    known = [_BY_CODE[code] for code in codes if code in _BY_CODE]
    return known[0].value if known else DeclineReason.OTHER.value
