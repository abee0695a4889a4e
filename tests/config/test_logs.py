"""Log lines hold no secret of a link (invariant 26) and name their request; as JSON, programs can read them."""

import json
import logging
import sys

import pytest
from django.conf import settings
from django.test import Client
from django.utils.module_loading import import_string

from bursar.config.logs import Json, Plain


@pytest.fixture
def logged(caplog):
    """What goes through the filters of the site's own handler."""
    filters = settings.LOGGING["handlers"]["console"]["filters"]
    for name in filters:
        caplog.handler.addFilter(import_string(settings.LOGGING["filters"][name]["()"])())
    return caplog


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "/invitation/{}/",
        "/sign-up/confirm/{}/",
        "/reset-password/1-{}/",
        "/invitation/{}/decline/",
        "/recipient/{}/",
        "/recipient/stop/{}/",
        "/recipient/stop/x:{}:y/",
    ],
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


@pytest.mark.django_db
def test_a_line_on_a_refused_request_carries_the_id_that_its_answer_carries(logged):
    answer = Client().get("/no-such-page/")
    assert [record.request_id for record in logged.records] == [answer["X-Request-ID"]]


@pytest.mark.django_db
def test_a_request_is_logged_by_the_pattern_of_its_address(logged):
    logged.set_level(logging.INFO, logger="bursar.request")
    Client().get("/invitation/5ecre7/")
    line = next(record for record in logged.records if record.name == "bursar.request")
    assert (line.getMessage(), line.fields["person"]) == ("GET /invitation/<slug:token>/ 404", None)


def test_a_line_as_json_is_one_line_with_its_fields_and_its_error(logged):
    try:
        raise ValueError("two\nlines")
    except ValueError:
        logging.getLogger("bursar").exception("job failed", extra={"fields": {"job": "send_due"}})
    line = Json().format(logged.records[0])
    read = json.loads(line)
    assert "\n" not in line
    assert (read["message"], read["level"], read["job"], read["request_id"]) == ("job failed", "ERROR", "send_due", "-")
    assert "ValueError" in read["error"]


def test_a_plain_line_is_in_universal_time(logged):
    logging.getLogger("bursar").warning("late")
    logged.records[0].created = 0
    assert Plain().format(logged.records[0]).startswith("1970-01-01 00:00:00")


@pytest.mark.parametrize("form", [Plain, Json])
def test_a_trace_tells_neither_the_secret_of_a_link_nor_the_value_that_broke_a_constraint(form):
    text = "duplicate key\nDETAIL:  Key (lower(email))=(ada@example.com) exists.\nat /invitation/5ecre7/"
    try:
        raise ValueError(text)
    except ValueError:
        record = logging.LogRecord("bursar", logging.ERROR, "", 0, "taken", (), sys.exc_info())
    record.request_id = "-"
    line = form().format(record)
    assert "duplicate key" in line
    assert "DETAIL: …" in line
    assert "ada@" not in line
    assert "5ecre7" not in line


def formatted(text, error=None):
    """A plain line with this text."""
    try:
        raise ValueError(error)
    except ValueError:
        info = sys.exc_info() if error else None
    record = logging.LogRecord("bursar", logging.WARNING, "", 1, "invoice %s", (text,), info)
    record.request_id = "-"
    return Plain().format(record)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\x0b", "\u2028", "\x85"])
def test_no_number_of_an_invoice_writes_a_line_of_its_own(end):
    forged = f"F-1{end}2026-11-23 12:00:00,000 INFO bursar [-] all is well"
    for line in (formatted(forged), formatted("F-1", forged)):
        assert not [each for each in line.splitlines()[1:] if not each.startswith("  ")]


def test_no_text_in_a_line_steers_a_terminal():
    assert r"\u001b[2J\u009b2J\u202e" in formatted("\x1b[2J\x9b2J\u202e")
