"""Log lines hold no secret of a link (invariant 26)."""

import logging

import pytest
from django.conf import settings
from django.test import Client

from bursar.config.logs import NoSecrets


@pytest.fixture
def logged(caplog):
    """What goes through the filters of the site's own handler."""
    names = settings.LOGGING["handlers"]["console"]["filters"]
    assert [settings.LOGGING["filters"][name]["()"] for name in names] == [f"{NoSecrets.__module__}.NoSecrets"]
    caplog.handler.addFilter(NoSecrets())
    return caplog


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/invitation/{}/", "/sign-up/confirm/{}/", "/reset-password/1-{}/", "/invitation/{}/decline/"]
)
def test_a_refused_request_is_logged_without_the_secret_of_its_link(logged, path):
    secret = "5ecre7" * 6
    Client().get(path.format(secret))
    Client(enforce_csrf_checks=True).post(path.format(secret))
    assert "/…" in logged.text
    assert secret not in logged.text


def test_other_lines_stay_as_they_are(logged):
    logging.getLogger("bursar").warning("mail %s failed: %s", 7, "SMTPError")
    assert "mail 7 failed: SMTPError" in logged.text
