"""The audit kinds of the webhooks room."""

from django.utils.translation import gettext_lazy as _l

from bursar.audit.kinds import Area, kind

ENDPOINT_ADDED = kind("webhooks.endpoint.added", _l("Webhook added"), Area.OPERATOR)
ENDPOINT_ENABLED = kind("webhooks.endpoint.enabled", _l("Webhook enabled"), Area.OPERATOR)
ENDPOINT_DISABLED = kind("webhooks.endpoint.disabled", _l("Webhook disabled"), Area.OPERATOR)
ENDPOINT_REMOVED = kind("webhooks.endpoint.removed", _l("Webhook removed"), Area.OPERATOR)
SECRET_ROTATED = kind("webhooks.secret.rotated", _l("Webhook secret rotated"), Area.OPERATOR)
REPLAYED = kind("webhooks.deliveries.replayed", _l("Webhook deliveries asked for again"), Area.OPERATOR)
