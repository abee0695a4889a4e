"""The tables of the billing side of an account: the portal and its state, requests, details, recipients."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from bursar.core import clock, ids


class BillingPortal(models.Model):
    """The billing side of one account."""

    account = models.OneToOneField("accounts.Account", on_delete=models.PROTECT, related_name="billing_portal")

    def __str__(self) -> str:
        return f"billing portal of {self.account_id}"


class PortalState(models.Model):
    """Whether a portal is open or waits for an administrator, from when until when."""

    class State(models.TextChoices):
        """`needs_admin` is left by accepting the owner's invitation, or by the operator's appointment."""

        OPEN = "open"
        NEEDS_ADMIN = "needs_admin"

    portal = models.ForeignKey(BillingPortal, on_delete=models.PROTECT, related_name="states")
    state = models.CharField(max_length=12, choices=State.choices)
    started_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["portal"], condition=Q(ended_at__isnull=True), name="portal_state_open_once"
            )
        ]

    def __str__(self) -> str:
        return self.state


class AccessRequest(models.Model):
    """A member asks the billing administrators for access."""

    class State(models.TextChoices):
        """Where it stands."""

        OPEN = "open"
        GRANTED = "granted"
        DECLINED = "declined"
        WITHDRAWN = "withdrawn"

    uid = models.CharField(max_length=12, unique=True, default=ids.public_id)
    portal = models.ForeignKey(BillingPortal, on_delete=models.PROTECT, related_name="access_requests")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="access_requests")
    message = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    created_at = models.DateTimeField(default=clock.now)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["portal", "person"], condition=Q(state="open"), name="access_request_open_once"
            )
        ]

    def __str__(self) -> str:
        return f"access request #{self.pk}"


class AdministratorMessage(models.Model):
    """A message that a refused member sent to the billing administrators; kept for the limit of rate and the record."""

    portal = models.ForeignKey(BillingPortal, on_delete=models.PROTECT, related_name="messages")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=1000)
    sent_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"message #{self.pk}"


class BillingDetails(models.Model):
    """Whom the invoices are made out to."""

    portal = models.OneToOneField(BillingPortal, on_delete=models.PROTECT, related_name="details")
    company = models.CharField(max_length=120, blank=True)
    address_lines = models.CharField(max_length=240, blank=True)  # separated by line feeds
    postal_code = models.CharField(max_length=16, blank=True)
    city = models.CharField(max_length=80, blank=True)
    country = models.CharField(max_length=2, blank=True)  # ISO 3166-1 alpha-2
    vat_number = models.CharField(max_length=20, blank=True)
    company_number = models.CharField(max_length=30, blank=True)  # SIREN, SIRET or what its country gives companies
    delivery_address = models.CharField(max_length=400, blank=True)  # whole, separated by line feeds; if another one
    delivery_country = models.CharField(max_length=2, blank=True)  # "": the same as above
    purchase_order = models.CharField(max_length=60, blank=True)
    invoice_language = models.CharField(max_length=5, blank=True)  # of invoices that we draw; "": the account's
    changed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.company


class Recipient(models.Model):
    """An address that is sent invoices, receipts or reminders; carries no right whatsoever."""

    uid = models.CharField(max_length=12, unique=True, default=ids.public_id)
    portal = models.ForeignKey(BillingPortal, on_delete=models.PROTECT, related_name="recipients")
    email = models.EmailField(max_length=254)
    language = models.CharField(max_length=5, default="en")
    wants_invoices = models.BooleanField(default=True)
    wants_receipts = models.BooleanField(default=False)
    wants_reminders = models.BooleanField(default=False)
    confirmed_at = models.DateTimeField(null=True)  # by a click from the address; nothing is sent before
    token_hash = models.CharField(max_length=64, blank=True)  # of the link that confirms it, once
    token_expires_at = models.DateTimeField(null=True)
    generation = models.PositiveIntegerField(default=0)  # of that link
    added_at = models.DateTimeField(default=clock.now)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                "portal", Lower("email"), condition=Q(removed_at__isnull=True), name="recipient_once"
            )
        ]

    def __str__(self) -> str:
        return f"recipient #{self.pk}"
