"""What was asked of Stripe under each of our keys, and how Stripe calls what came of it."""

from django.db import models

from bursar.core import clock


class Asked(models.Model):
    """One key of ours. Nothing is charged before `reference` is kept, and never once `is_void` is set."""

    class What(models.TextChoices):
        """What Stripe was asked for."""

        CHECKOUT = "checkout"  # a page for paying; the reference is a Checkout session
        SETUP = "setup"  # a page for adding a method; the reference is a Checkout session
        CHARGE = "charge"  # a kept method; the reference is a PaymentIntent
        REFUND = "refund"  # the reference is a refund, `parent` the PaymentIntent

    key = models.CharField(max_length=80, unique=True)
    what = models.CharField(max_length=10, choices=What.choices)
    reference = models.CharField(max_length=120, blank=True)
    parent = models.CharField(max_length=80, blank=True)
    is_void = models.BooleanField(default=False)
    asked_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.what} {self.key}"
