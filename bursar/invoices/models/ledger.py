"""The ledger of signed entries, and what the operator adjusts in it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from bursar.core import clock, ids
from bursar.invoices.models.document import Document

_DOCUMENT = Q(document__isnull=False, payment_id__isnull=True, refund_id__isnull=True, adjustment__isnull=True)
_PAYMENT = Q(document__isnull=True, payment_id__isnull=False, refund_id__isnull=True, adjustment__isnull=True)
_REFUND = Q(document__isnull=True, payment_id__isnull=True, refund_id__isnull=False, adjustment__isnull=True)
_ADJUSTMENT = Q(document__isnull=True, payment_id__isnull=True, refund_id__isnull=True, adjustment__isnull=False)


class Adjustment(models.Model):
    """What the operator writes off, adds to a debt, or gives as credit, and why."""

    uid = models.CharField(max_length=12, unique=True, default=ids.public_id)
    account = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="+")
    invoice = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="adjustments")
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()  # on the debt: less than zero is in the account's favour
    reason = models.CharField(max_length=200)
    idempotency_key = models.CharField(max_length=64)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "idempotency_key"], name="adjustment_key_once"),
            models.CheckConstraint(condition=~Q(amount_minor=0), name="adjustment_of_something"),
        ]

    def __str__(self) -> str:
        return f"adjustment {self.uid}"


class LedgerEntry(models.Model):
    """One signed amount with its one cause; never changed. Balance, credit and status are folds of these.

    Positive: owed (the invoice). Negative: settled (a payment, a credit note). Without an invoice it is credit of the
    account. `credit` moves between the two, in entries of one cause that come to nothing: what is too much on an
    invoice becomes the account's credit, and a payment uses it on other invoices.
    """

    class Kind(models.TextChoices):
        """What caused it."""

        INVOICE = "invoice"
        CREDIT_NOTE = "credit_note"
        PAYMENT = "payment"
        REFUND = "refund"
        ADJUSTMENT = "adjustment"
        CREDIT = "credit"

    account = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="+")
    invoice = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    payment_id = models.BigIntegerField(null=True)  # the payment's id: payments stand above invoices
    refund_id = models.BigIntegerField(null=True)  # as the payment's
    adjustment = models.ForeignKey(Adjustment, null=True, on_delete=models.PROTECT, related_name="entries")
    booked_on = models.DateField()  # the day it counts from: a document's own, else the day where the account is
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(_PAYMENT, kind="payment", amount_minor__lt=0)
                | Q(_DOCUMENT, kind="credit_note", amount_minor__lte=0)
                | Q(_DOCUMENT, kind="invoice", amount_minor__gte=0)
                | Q(_DOCUMENT | _ADJUSTMENT, kind="adjustment")
                | Q(_DOCUMENT | _PAYMENT, kind="credit")
                | Q(_REFUND, kind="refund"),
                name="ledger_one_cause",
            ),
            models.UniqueConstraint(
                fields=["document", "kind"], condition=~Q(kind="credit"), name="ledger_document_once"
            ),
            models.UniqueConstraint(fields=["payment_id", "kind", "invoice"], name="ledger_payment_once"),
            models.UniqueConstraint(
                fields=["payment_id", "kind"], condition=Q(invoice__isnull=True), name="ledger_payment_credit_once"
            ),
            models.UniqueConstraint(fields=["adjustment"], name="ledger_adjustment_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["account", "currency", "booked_on", "id"], name="ledger_by_day"),
            models.Index(fields=["refund_id"], name="ledger_by_refund", condition=Q(refund_id__isnull=False)),
            models.Index(F("account"), F("currency"), name="ledger_credit", condition=Q(invoice__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount_minor} {self.currency}"
