"""What is kept beside the ledger so that no page adds it up: standings, tallies, words."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from bursar.invoices.models.document import Document


class Standing(models.Model):
    """How a published document stands: the fold of its entries, written with them. Without one it is not seen.

    It repeats what lists sort and filter by, so that a page of 50 costs the same among 100 and 100,000.
    """

    document = models.OneToOneField(Document, primary_key=True, on_delete=models.PROTECT, related_name="standing")
    account = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=12, choices=Document.Kind.choices)
    currency = models.CharField(max_length=3)
    number = models.CharField(max_length=100)
    issued_on = models.DateField()
    issued_year = models.PositiveSmallIntegerField()
    due_on = models.DateField(null=True)  # an invoice always has one here: the day of issue where it says none
    gross_minor = models.BigIntegerField()
    adjusted_minor = models.BigIntegerField(default=0)
    credited_minor = models.BigIntegerField(default=0)
    kept_minor = models.BigIntegerField(default=0)  # paid or credited too much: moved to the account's credit
    paid_minor = models.BigIntegerField(default=0)
    outstanding_minor = models.BigIntegerField(default=0)
    is_open = models.BooleanField(default=False)  # an invoice with something left to pay

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(is_open=True, outstanding_minor__gt=0) | Q(is_open=False, outstanding_minor=0),
                name="standing_open",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_on"], name="standing_open_by_due", condition=Q(is_open=True)),
            *(
                models.Index(fields=["account", "kind", "is_open", column, "document"], name=f"standing_by_{name}")
                for name, column in (
                    ("due", "due_on"),
                    ("issued", "issued_on"),
                    ("number", "number"),
                    ("total", "gross_minor"),
                    ("left", "outstanding_minor"),
                )
            ),
            *(  # within a year; by date of issue a year is a stretch of the index above
                models.Index(
                    fields=["account", "kind", "is_open", "issued_year", column, "document"],
                    name=f"standing_by_year_{name}",
                )
                for name, column in (("due", "due_on"), ("number", "number"), ("total", "gross_minor"))
            ),
            *(  # of the few that are credited, and of those paid in part
                models.Index(fields=["account", "kind", "is_open", "document"], name=f"standing_{name}", condition=of)
                for name, of in (
                    ("credited", Q(credited_minor__gt=0)),
                    ("in_part", Q(paid_minor__gt=0, outstanding_minor__gt=0)),
                )
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.outstanding_minor} {self.currency}"


class Tally(models.Model):
    """How many documents and how much of an account fall on a day: the sums of its overview and its lists.

    What is due is kept twice: by day, for a day passes; by month, so that years of it are few rows to add up.
    """

    class Measure(models.TextChoices):
        """`issued`, `credited` and `paid` (less refunds) by month (its first day), `due` by the day that open
        invoices are due, `owed` by the month of that day; `booked` is every entry by month, `credit` what the account
        may use, on no day."""

        ISSUED = "issued"
        CREDITED = "credited"
        PAID = "paid"
        DUE = "due"
        OWED = "owed"
        BOOKED = "booked"
        CREDIT = "credit"

    account = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="+", db_index=False)
    measure = models.CharField(max_length=8, choices=Measure.choices)
    currency = models.CharField(max_length=3)
    day = models.DateField()
    count = models.IntegerField()
    minor = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "measure", "currency", "day"], name="tally_once")
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.day}: {self.count}, {self.minor} {self.currency}"


class Word(models.Model):
    """A word that a document is found by. Stored as UTF-8 bytes: both databases then sort it alike, and words that
    begin with what was typed lie side by side."""

    account = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    word = models.BinaryField(max_length=160)
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="words", db_index=False, db_constraint=False
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["document", "word"], name="word_of_document")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "word", "document"], name="word_finds_document")
        ]

    def __str__(self) -> str:
        return bytes(self.word).decode()
