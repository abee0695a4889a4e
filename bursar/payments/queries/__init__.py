"""Reads on payments and their methods."""

from bursar.payments.queries.methods import (
    EXPIRES_SOON,
    Method,
    method_name,
    method_names_by_id,
    method_setup,
    methods,
    setups_to_look_up,
)
from bursar.payments.queries.orders import (
    UNDER_WAY,
    credits_of,
    invoice_numbers_by_payment,
    parts_of_invoice,
    payment,
    payment_by_id,
    payments,
    payments_to_look_up,
    reserved,
    under_way,
)

__all__ = [
    "EXPIRES_SOON",
    "UNDER_WAY",
    "Method",
    "credits_of",
    "invoice_numbers_by_payment",
    "method_name",
    "method_names_by_id",
    "method_setup",
    "methods",
    "parts_of_invoice",
    "payment",
    "payment_by_id",
    "payments",
    "payments_to_look_up",
    "reserved",
    "setups_to_look_up",
    "under_way",
]
