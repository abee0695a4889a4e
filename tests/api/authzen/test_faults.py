"""What goes wrong on our side is told to a program in a sentence, with the id of its request (AuthZEN 1.0, 10.1.2)."""

import pytest
from django.db import connection

from tests.api.authzen.test_errors import PATHS
from tests.config.test_busy import other_writer

__all__ = ["other_writer"]


@pytest.mark.parametrize("path", PATHS)
def test_a_fault_of_ours_is_500_in_plain_text(send, about, settings, path):
    settings.API_USES_PER_MINUTE = "no number"
    response = send(path, about("payer", "invoice:pay"), X_Request_ID="abc")
    assert (response.status_code, response["Content-Type"]) == (500, "text/plain; charset=utf-8")
    assert (response["X-Request-ID"], response.content) == ("abc", b"Something went wrong on our side.\n")


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite's one writer")
def test_without_a_turn_to_note_the_use_of_the_token_it_is_503_with_when_to_come_again(send, about, request):
    body = about("payer", "invoice:pay")
    request.getfixturevalue("other_writer")
    response = send("evaluation", body, X_Request_ID="abc")
    assert (response.status_code, response["Retry-After"], response["X-Request-ID"]) == (503, "5", "abc")


def test_too_many_questions_are_429_with_when_to_come_again(send, about, settings):
    settings.API_USES_PER_MINUTE = 1
    first, second = (send("evaluation", about("payer", "invoice:pay")) for _ in range(2))
    assert (first.status_code, second.status_code) == (200, 429)
    assert 0 < int(second["Retry-After"]) <= 60
