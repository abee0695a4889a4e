"""What can be done with payments and payment methods."""

from bursar.payments.commands.method import (
    make_method_default,
    remove_method,
    settle_method_setup,
    start_adding_method,
)
from bursar.payments.commands.payment import ask_to_cancel_payment, intend_payment, settle_payment

__all__ = [
    "ask_to_cancel_payment",
    "intend_payment",
    "make_method_default",
    "remove_method",
    "settle_method_setup",
    "settle_payment",
    "start_adding_method",
]
