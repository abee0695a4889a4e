"""Sign-ups under way: a row that any later step or sign-in completes, exactly once."""

from django.conf import settings
from django.db import models

from bursar.core import clock


class PendingSignUp(models.Model):
    """A person asked for an account; it is made when their address is confirmed."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="sign_ups")
    organisation = models.CharField(max_length=120)
    time_zone = models.CharField(max_length=60, default="Europe/Paris")
    language = models.CharField(max_length=5, default="en")
    token_hash = models.CharField(max_length=64, blank=True, db_index=True)  # for a person who signs in already
    created_at = models.DateTimeField(default=clock.now)
    completed_at = models.DateTimeField(null=True)
    account = models.OneToOneField("accounts.Account", null=True, on_delete=models.PROTECT, related_name="sign_up")

    def __str__(self) -> str:
        return f"sign-up #{self.pk}"
