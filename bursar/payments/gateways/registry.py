"""Which providers there are, and which one new payments go to (the setting PAYMENT_GATEWAY)."""

from django.conf import settings

from bursar.payments.gateways.base import Gateway
from bursar.payments.gateways.sandbox.gateway import SandboxGateway
from bursar.payments.gateways.stripe.gateway import StripeGateway

_GATEWAYS: dict[str, Gateway] = {SandboxGateway.key: SandboxGateway(), StripeGateway.key: StripeGateway()}
BY_HAND = ("transfer", "elsewhere")  # no provider: what is paid back the operator pays back, and says so


def gateway(key: str = "") -> Gateway:
    """The provider of this key, or the one that new payments go to. Raises KeyError for an unknown one."""
    return _GATEWAYS[key or settings.PAYMENT_GATEWAY]
