"""Documents as they were taken in: issuers, imports, documents with their lines and files, and who looked."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from bursar.core import clock, ids


class Issuer(models.Model):
    """Who issues the documents: one of the vendor's companies."""

    key = models.CharField(max_length=40, unique=True)  # as import files name it
    name = models.CharField(max_length=120)
    address_lines = models.CharField(max_length=240, blank=True)
    country = models.CharField(max_length=2, blank=True)
    vat_number = models.CharField(max_length=20, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    iban = models.CharField(max_length=34, blank=True)
    bic = models.CharField(max_length=11, blank=True)

    def __str__(self) -> str:
        return self.name


class ImportRun(models.Model):
    """A file that was imported: its hash, what it held, when. Its documents are seen once it is published."""

    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    taken_in = models.PositiveIntegerField()
    unchanged = models.PositiveIntegerField()
    at = models.DateTimeField(default=clock.now)
    published_at = models.DateTimeField(null=True)  # None while its documents are being staged
    held_by = models.CharField(max_length=120, blank=True)  # the process that stages it
    rendered_to = models.BigIntegerField(default=0)  # its documents up to this id have their PDF
    rendered_at = models.DateTimeField(null=True)  # all of them have it
    is_given_up = models.BooleanField(default=False)  # killed while staging: what it staged is being removed

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["id"], name="import_run_unpublished", condition=Q(published_at__isnull=True)),
            models.Index(fields=["id"], name="import_run_unrendered", condition=Q(rendered_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.file_name


class Document(models.Model):
    """An invoice or a credit note, as issued; known by (issuer, number) and never changed."""

    class Kind(models.TextChoices):
        """What it is."""

        INVOICE = "invoice"
        CREDIT_NOTE = "credit_note"

    uid = models.CharField(max_length=12, unique=True, default=ids.public_id)
    issuer = models.ForeignKey(Issuer, on_delete=models.PROTECT, related_name="documents")
    account = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    number = models.CharField(max_length=100)
    # None for an invoice, and for a credit note that names no invoice of ours: it is the account's credit.
    refers_to = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="credit_notes")
    issued_on = models.DateField()
    due_on = models.DateField(null=True)  # where it says one; without, an invoice counts as due when it is issued
    period_start_on = models.DateField(null=True)
    period_end_on = models.DateField(null=True)
    currency = models.CharField(max_length=3)
    net_minor = models.BigIntegerField()
    tax_minor = models.BigIntegerField()
    gross_minor = models.BigIntegerField()
    adjusted_minor = models.BigIntegerField(default=0)  # on the debt: what was paid before (BT-113), rounding (BT-114)
    seller = models.JSONField(default=dict)  # the issuer as it was then: name, address_lines, country, vat_number, …
    buyer = models.JSONField(default=dict)  # as issued: name, address_lines, country, vat_number, purchase_order, …
    note = models.CharField(max_length=500, blank=True)
    import_run = models.ForeignKey(ImportRun, null=True, on_delete=models.PROTECT, related_name="documents")
    content_hash = models.CharField(max_length=64)  # SHA-256 of what was taken in: the same again changes nothing
    taken_in_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["issuer", "number"], name="document_number_once"),
            models.CheckConstraint(condition=Q(gross_minor__gte=0), name="document_gross_not_negative"),
            models.CheckConstraint(
                condition=Q(kind="credit_note") | Q(kind="invoice", refers_to__isnull=True),
                name="document_kind_fields",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["account", "kind", "-issued_on", "-id"])]

    def __str__(self) -> str:
        return self.number

    @property
    def seller_name(self) -> str:
        """Who issued it, as it was called then."""
        return str(self.seller.get("name") or self.issuer.name)


class DocumentLine(models.Model):
    """A line of a document. Quantities and unit prices are integers of millionths: no floating point near money."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField()
    description = models.CharField(max_length=300)
    quantity_micro = models.BigIntegerField()
    unit_price_micro = models.BigIntegerField()  # millionths of the currency's major unit
    vat_rate_bp = models.PositiveIntegerField()  # hundredths of a per cent: 2000 = 20 %
    net_minor = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["document", "position"], name="line_position_once")]
        ordering: ClassVar = ["position"]

    def __str__(self) -> str:
        return f"{self.document_id}/{self.position}"


class DocumentFile(models.Model):
    """The PDF of a document: as received, or rendered by us after it was taken in; the bytes never change."""

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="file")
    media_type = models.CharField(max_length=60, default="application/pdf")
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    is_received = models.BooleanField()
    without_xml = models.JSONField(null=True)  # of ours: which rules its XML would break; None where one is inside
    stored_at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["id"], name="file_without_xml", condition=Q(without_xml__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"file of {self.document_id}"


class DocumentView(models.Model):
    """Somebody looked at a document or downloaded it: the record of who looked."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="views")
    person_id = models.BigIntegerField()
    is_download = models.BooleanField()
    at = models.DateTimeField(default=clock.now)
    is_told = models.BooleanField(db_default=False)  # to the vendor's programs that ask for it

    class Meta:
        indexes: ClassVar = [models.Index(fields=["id"], name="view_to_tell", condition=Q(is_told=False))]

    def __str__(self) -> str:
        return f"{self.person_id} looked at {self.document_id}"
