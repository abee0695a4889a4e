"""Our side of Stripe as a Django app of its own: one table, of what was asked under which key."""

from django.apps import AppConfig


class StripeConfig(AppConfig):
    """What we asked Stripe for."""

    name = "bursar.payments.gateways.stripe"
    label = "stripe"
