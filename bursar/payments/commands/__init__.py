"""What can be done with payments and payment methods."""

from bursar.payments.commands.autopay import follow_planned, order_planned, tend_mandate
from bursar.payments.commands.incoming import TakenMoney, assign_money, dismiss_money, take_in_payments
from bursar.payments.commands.mandate import confirm_autopay, set_autopay, stop_autopay
from bursar.payments.commands.method import (
    make_method_default,
    remove_method,
    settle_method_setup,
    start_adding_method,
    tell_of_expiry,
)
from bursar.payments.commands.payment import ask_to_cancel_payment, intend_payment, settle_payment
from bursar.payments.commands.refund import intend_refund, settle_refund, settle_taken_back

__all__ = [
    "TakenMoney",
    "ask_to_cancel_payment",
    "assign_money",
    "confirm_autopay",
    "dismiss_money",
    "follow_planned",
    "intend_payment",
    "intend_refund",
    "make_method_default",
    "order_planned",
    "remove_method",
    "set_autopay",
    "settle_method_setup",
    "settle_payment",
    "settle_refund",
    "settle_taken_back",
    "start_adding_method",
    "stop_autopay",
    "take_in_payments",
    "tell_of_expiry",
    "tend_mandate",
]
