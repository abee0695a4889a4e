"""Reads on payments and their methods."""

from bursar.payments.queries.credit import UNDER_WAY, credits_of, free_credit, kept_of, used_of
from bursar.payments.queries.incoming import waiting_money
from bursar.payments.queries.mandates import announced_for, currencies, last_mandate, mandate_revision, planned
from bursar.payments.queries.methods import (
    EXPIRES_SOON,
    Method,
    method_name,
    method_names_by_id,
    method_setup,
    methods,
    setups_to_look_up,
)
from bursar.payments.queries.of_invoice import about_invoice
from bursar.payments.queries.orders import (
    invoice_numbers_by_payment,
    payment,
    payment_by_id,
    payments,
    payments_to_look_up,
    reserved,
    under_way,
)
from bursar.payments.queries.refunds import (
    payment_named,
    refund_by_id,
    refunded,
    refunds_of,
    refunds_to_look_up,
)

__all__ = [
    "EXPIRES_SOON",
    "UNDER_WAY",
    "Method",
    "about_invoice",
    "announced_for",
    "credits_of",
    "currencies",
    "free_credit",
    "invoice_numbers_by_payment",
    "kept_of",
    "last_mandate",
    "mandate_revision",
    "method_name",
    "method_names_by_id",
    "method_setup",
    "methods",
    "payment",
    "payment_by_id",
    "payment_named",
    "payments",
    "payments_to_look_up",
    "planned",
    "refund_by_id",
    "refunded",
    "refunds_of",
    "refunds_to_look_up",
    "reserved",
    "setups_to_look_up",
    "under_way",
    "used_of",
    "waiting_money",
]
