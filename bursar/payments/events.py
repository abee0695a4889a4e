"""The audit kinds of the payments room."""

from django.utils.translation import gettext_lazy as _l

from bursar.audit.kinds import Area, kind

ORDERED = kind("payments.payment.ordered", _l("Payment ordered"), Area.BILLING)
SUCCEEDED = kind("payments.payment.succeeded", _l("Payment succeeded"), Area.BILLING)
DECLINED = kind("payments.payment.declined", _l("Payment declined"), Area.BILLING)
CANCELLED = kind("payments.payment.cancelled", _l("Payment cancelled"), Area.BILLING)
UNANSWERED = kind("payments.payment.unanswered", _l("Payment waiting for the provider’s answer"), Area.BILLING)
CANCEL_ASKED = kind("payments.payment.cancel_asked", _l("Cancelling a payment asked for"), Area.BILLING)
CREDIT_KEPT = kind("payments.credit.kept", _l("Money beyond what was owed kept as credit"), Area.BILLING)
REFUND_ORDERED = kind("payments.refund.ordered", _l("Refund ordered"), Area.BILLING)
REFUND_SUCCEEDED = kind("payments.refund.succeeded", _l("Payment refunded"), Area.BILLING)
REFUND_DECLINED = kind("payments.refund.declined", _l("Refund failed"), Area.BILLING)
REFUND_CANCELLED = kind("payments.refund.cancelled", _l("Refund cancelled"), Area.BILLING)
REFUND_UNANSWERED = kind("payments.refund.unanswered", _l("Refund waiting for the provider’s answer"), Area.BILLING)
DISPUTE_OPENED = kind("payments.dispute.opened", _l("Payment taken back by the payer’s bank"), Area.BILLING)
DISPUTE_WON = kind("payments.dispute.won", _l("Disputed payment came back"), Area.BILLING)
MONEY_WAITS = kind("payments.money.waits", _l("Incoming payments wait to be assigned"), Area.OPERATOR)
MONEY_DISMISSED = kind("payments.money.dismissed", _l("Incoming payment dismissed"), Area.OPERATOR)
METHOD_STARTED = kind("payments.method.started", _l("Adding a payment method started"), Area.BILLING)
METHOD_ADDED = kind("payments.method.added", _l("Payment method added"), Area.BILLING)
METHOD_NOT_ADDED = kind("payments.method.not_added", _l("Payment method not added"), Area.BILLING)
METHOD_REMOVED = kind("payments.method.removed", _l("Payment method removed"), Area.BILLING)
METHOD_MADE_DEFAULT = kind("payments.method.made_default", _l("Default payment method changed"), Area.BILLING)
AUTOPAY_SET = kind("payments.autopay.authorised", _l("Automatic payment authorised"), Area.BILLING)
AUTOPAY_ENDED = kind("payments.autopay.ended", _l("Automatic payment stopped"), Area.BILLING)
AUTOPAY_ORPHANED = kind("payments.autopay.to_confirm", _l("Automatic payment to be confirmed anew"), Area.BILLING)
AUTOPAY_ANNOUNCED = kind("payments.autopay.announced", _l("Automatic payments announced"), Area.BILLING)
AUTOPAY_FOLLOWED = kind("payments.autopay.followed", _l("Automatic payment followed up"), Area.BILLING)
METHOD_EXPIRES = kind("payments.method.expiry_told", _l("Told that a payment method expires"), Area.BILLING)
