"""Invitations: single use, 7 days, bound to an address; the database holds the hash of the link only."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from bursar.accounts.models.account import Account
from bursar.accounts.models.person import Person
from bursar.core import clock, ids


class Invitation(models.Model):
    """An offer to an address: to become a member, a billing administrator, or the owner of a new account.

    `offer` holds what is offered, in the words of the room that made it: for a membership `role`, `custom_role` (id)
    and `groups` (ids); for a billing administrator `level`, `rights`, `valid_from`, `valid_until` and `reason`.
    """

    class Purpose(models.TextChoices):
        """What accepting it makes of the person."""

        MEMBER = "member"
        BILLING_ADMINISTRATOR = "billing_administrator"
        OWNER = "owner"

    class State(models.TextChoices):
        """Where it stands; an open one is expired when `expires_at` has passed."""

        OPEN = "open"
        ACCEPTED = "accepted"
        REVOKED = "revoked"
        DECLINED = "declined"

    uid = models.CharField(max_length=12, unique=True, default=ids.public_id)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="invitations")
    purpose = models.CharField(max_length=24, choices=Purpose.choices)
    email = models.EmailField(max_length=254)
    first_name = models.CharField(max_length=80, blank=True)
    last_name = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=5, default="en")
    offer = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    generation = models.PositiveSmallIntegerField(default=1)  # raised by Resend, which kills the old link
    token_hash = models.CharField(max_length=64, blank=True, db_index=True)  # blank until its mail is made
    invited_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")  # None: the operator
    created_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                "account", "purpose", Lower("email"), condition=Q(state="open"), name="invitation_open_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} invitation #{self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether it can still be accepted, as far as time and state go."""
        return self.state == self.State.OPEN and clock.now() < self.expires_at
