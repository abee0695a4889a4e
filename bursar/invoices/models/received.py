"""What came in a standard's format: its XML to the byte, what waits for its account, and what accounts are known by."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from bursar.core import clock, ids
from bursar.invoices.models.document import Document


class DocumentSource(models.Model):
    """What a document was taken in from: the XML as it was received, and what it says in the words of EN 16931."""

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="source")
    syntax = models.CharField(max_length=20)  # of formats.profiles.Syntax
    profile = models.CharField(max_length=40)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    bill = models.JSONField()  # see semantic.stored
    warnings = models.JSONField(default=list)  # rules that it breaks without being refused: rule, place, text
    stored_at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["sha256"], name="source_by_content")]

    def __str__(self) -> str:
        return f"source of {self.document_id}"


class AccountIdentifier(models.Model):
    """What bills name an account by, as the operator says: a VAT number, a buyer reference, a SIRET …

    Never what the account says of itself: nobody may have another's bills by calling himself so.
    """

    account = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="identifiers")
    scheme = models.CharField(max_length=20)  # of invoices.matching.Scheme, or `icd:` and a code of ISO 6523
    value = models.CharField(max_length=100)  # as matching.normalised writes it
    added_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["scheme", "value"], name="identifier_once")]

    def __str__(self) -> str:
        return f"{self.scheme} {self.value}"


class WaitingDocument(models.Model):
    """A valid document whose account is not known: it waits until the operator says for whom it is, or dismisses it."""

    class State(models.TextChoices):
        """Where it stands."""

        WAITING = "waiting"
        ASSIGNED = "assigned"
        DISMISSED = "dismissed"

    uid = models.CharField(max_length=12, unique=True, default=ids.public_id)
    file_name = models.CharField(max_length=200)
    content = models.BinaryField()  # as it was received: XML or PDF
    sha256 = models.CharField(max_length=64)  # of its XML
    number = models.CharField(max_length=100)
    seller = models.CharField(max_length=200)
    buyer = models.CharField(max_length=200)
    reason = models.CharField(max_length=20)  # of invoices.matching: no_account, several_accounts
    received_at = models.DateTimeField(default=clock.now)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    decided_at = models.DateTimeField(null=True)
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=300, blank=True)  # why it was dismissed

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sha256"], condition=Q(state="waiting"), name="waiting_once"),
            models.CheckConstraint(
                condition=Q(state="assigned", document__isnull=False) | ~Q(state="assigned"), name="waiting_assigned"
            ),
        ]

    def __str__(self) -> str:
        return f"waiting {self.uid}"
