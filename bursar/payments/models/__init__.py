"""The tables of payments: intentions with their outcome, allocations to invoices, refunds, methods, notices."""

from bursar.payments.models.incoming import IncomingPayment
from bursar.payments.models.mandate import Mandate, PlannedPayment
from bursar.payments.models.method import MethodSetup, PaymentMethod
from bursar.payments.models.notice import Notice
from bursar.payments.models.payment import Allocation, Payment
from bursar.payments.models.refund import Refund
from bursar.payments.models.reminder import Reminder

__all__ = [
    "Allocation",
    "IncomingPayment",
    "Mandate",
    "MethodSetup",
    "Notice",
    "Payment",
    "PaymentMethod",
    "PlannedPayment",
    "Refund",
    "Reminder",
]
