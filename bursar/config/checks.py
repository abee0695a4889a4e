"""What `bursar check` refuses: a dangerous configuration, said in plain words with the setting to change."""

from typing import Any
from zoneinfo import available_timezones

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

MINIMUM_PASSWORD = 8  # NIST SP 800-63B-4, 3.1.1.2: never less, whatever the setting says


@register(Tags.security)
def password_length(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A minimum below what NIST allows at all is refused always."""
    if settings.PASSWORD_MIN_LENGTH >= MINIMUM_PASSWORD:
        return []
    return [Error(f"BURSAR_PASSWORD_MIN_LENGTH is below {MINIMUM_PASSWORD}.", id="bursar.E001")]


@register(Tags.compatibility)
def time_zones(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Without a time zone database no account's dates could be shown."""
    if "Europe/Paris" in available_timezones():
        return []
    return [Error("There is no time zone database.", id="bursar.E002")]


@register(Tags.security, deploy=True)
def production(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """What a demo or a developer may have, and a customer must never meet."""
    wrong = [
        (settings.SECRET_KEY_IS_UNSAFE, "BURSAR_SECRET_KEY is missing or shorter than 40 characters.", "bursar.E010"),
        (settings.DEBUG, "BURSAR_DEBUG is on: errors would show their insides.", "bursar.E011"),
        (settings.BURSAR_DEMO, "BURSAR_DEMO is on: anybody could read every mail.", "bursar.E012"),
        (not settings.IS_TLS, "BURSAR_BASE_URL is not https: passwords would travel in the clear.", "bursar.E013"),
        ("*" in settings.ALLOWED_HOSTS, "BURSAR_ALLOWED_HOSTS allows every host.", "bursar.E014"),
        ("*" in settings.PROXIES, "BURSAR_PROXIES trusts everybody: any browser could name another.", "bursar.E017"),
        (
            0 < len(settings.METRICS_TOKEN) < 20,
            "BURSAR_METRICS_TOKEN is shorter than 20 characters: it could be guessed.",
            "bursar.E018",
        ),
        (
            settings.EMAIL_HOST_USER and not (settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL),
            "BURSAR_SMTP_URL sends a password in the clear: use smtps:// or smtp+starttls://.",
            "bursar.E015",
        ),
        (
            settings.PAYMENT_GATEWAY == "sandbox" and not settings.BURSAR_ALLOW_SANDBOX,
            "Payments go to the sandbox, which charges nobody: set BURSAR_ALLOW_SANDBOX=yes if that is meant.",
            "bursar.E016",
        ),
        (
            "_test_" in settings.STRIPE_SECRET_KEY and not settings.BURSAR_ALLOW_SANDBOX,
            "BURSAR_STRIPE_SECRET_KEY is of Stripe's test mode, which charges nobody: set BURSAR_ALLOW_SANDBOX=yes if "
            "that is meant.",
            "bursar.E019",
        ),
        (
            settings.WEBHOOKS_TO_LOOPBACK,
            "BURSAR_WEBHOOKS_TO_LOOPBACK is on: webhooks could reach what listens on this machine.",
            "bursar.E021",
        ),
        (
            bool(settings.STRIPE_ADDRESS),
            "BURSAR_STRIPE_ADDRESS leads elsewhere than to Stripe: it is for tests only.",
            "bursar.E020",
        ),
    ]
    return [Error(text, id=number) for is_wrong, text, number in wrong if is_wrong]
