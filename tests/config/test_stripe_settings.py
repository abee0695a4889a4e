"""Stripe's two secrets: together or not at all, and where they lead forms and payments to."""

import json
import os
import subprocess
import sys

import pytest

ASK = """
import json, django
django.setup()
from django.conf import settings
csp = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"]
print(json.dumps([settings.PAYMENT_GATEWAY, csp, settings.LOGGING["loggers"]["stripe"]["level"]]))
"""


def started(**environment):
    """What a fresh process makes of these settings, and what it says when it refuses to start."""
    known = {k: v for k, v in os.environ.items() if not k.startswith("BURSAR_STRIPE")}
    ran = subprocess.run(
        [sys.executable, "-c", ASK],
        env={**known, "DJANGO_SETTINGS_MODULE": "bursar.config.settings", **environment},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return json.loads(ran.stdout) if ran.returncode == 0 else ran.stderr


@pytest.mark.parametrize("only", ["BURSAR_STRIPE_SECRET_KEY", "BURSAR_STRIPE_NOTICE_SECRET"])
def test_half_of_stripes_secrets_is_refused_at_the_start_without_telling_it(only):
    said = started(**{only: "very-secret"})
    assert "BURSAR_STRIPE_SECRET_KEY and BURSAR_STRIPE_NOTICE_SECRET go together" in said
    assert "very-secret" not in said


def test_with_both_secrets_payments_and_forms_may_go_to_stripe_and_the_sdk_writes_no_bodies_down():
    gateway, forms, level = started(BURSAR_STRIPE_SECRET_KEY="sk_live_1", BURSAR_STRIPE_NOTICE_SECRET="whsec_1")
    assert (gateway, forms[1:], level) == ("stripe", ["https://checkout.stripe.com"], "WARNING")


def test_without_them_neither_may():
    gateway, forms, _level = started()
    assert (gateway, forms[1:]) == ("sandbox", [])
