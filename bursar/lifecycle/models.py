"""Sign-ups under way: what somebody asked for, kept until the address is proved to be theirs."""

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models

from bursar.core import clock

LIFETIME = timedelta(days=3)


class PendingSignUp(models.Model):
    """Somebody asked for an account; the person (if new) and the account are made when the address is confirmed.

    Until then there is no person: nobody can occupy an address that is not theirs. `password` is the hash of the one
    chosen here; whoever confirms has to know it, so that a link sent on a stranger's behalf confirms nothing.
    """

    email = models.EmailField(max_length=254, db_index=True)  # always lower case
    first_name = models.CharField(max_length=80)
    last_name = models.CharField(max_length=80)
    password = models.CharField(max_length=128, blank=True)  # a hash, blank once it is the person's
    organisation = models.CharField(max_length=120)
    time_zone = models.CharField(max_length=60, default="Europe/Paris")
    language = models.CharField(max_length=5, default="en")
    token_hash = models.CharField(max_length=64, blank=True, db_index=True)  # blank until its mail is made
    created_at = models.DateTimeField(default=clock.now)
    completed_at = models.DateTimeField(null=True)  # with neither person nor account: another one took its place
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="sign_ups")
    account = models.OneToOneField("accounts.Account", null=True, on_delete=models.PROTECT, related_name="sign_up")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(account__isnull=True) | models.Q(completed_at__isnull=False, person__isnull=False),
                name="sign_up_account_when_completed",
            )
        ]

    def __str__(self) -> str:
        return f"sign-up #{self.pk}"

    @property
    def is_expired(self) -> bool:
        """Whether its link has died of old age."""
        return clock.now() - self.created_at > LIFETIME
