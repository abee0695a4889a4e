"""Tokens by which programs act: a person's own, or one of the installation's that the operator made."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from bursar.accounts.models.account import Account, Operator
from bursar.accounts.models.person import Person
from bursar.core import clock, ids


class ApiToken(models.Model):
    """What is kept of a token: never the token itself, only its hash, and its beginning so that one can tell which.

    A person's token acts as that person, within `scopes` (permissions): it can only take away. One of the
    installation has nobody behind it and does nothing but what its scopes name. `account` None: wherever its person
    has rights, or in every account.
    """

    uid = models.CharField(max_length=12, unique=True, default=ids.public_id)
    name = models.CharField(max_length=80)
    prefix = models.CharField(max_length=12)
    token_hash = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="api_tokens")
    operator = models.ForeignKey(Operator, null=True, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)
    last_used_from = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, operator__isnull=True)
                | Q(person__isnull=True, operator__isnull=False),
                name="token_of_person_or_installation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"

    @property
    def is_open(self) -> bool:
        """Whether it lets anybody in now, as far as the row tells: its person may be deactivated."""
        return self.revoked_at is None and clock.now() < self.expires_at
