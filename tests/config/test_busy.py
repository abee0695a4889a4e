"""A site that cannot get a turn to write says so, and when to come again; SQLite, held by another writer for real."""

import sqlite3

import pytest
from django.db import connection

from bursar.core.errors import BusyError
from bursar.portals.sessions import SessionStore
from tests.lifecycle.test_sign_up import ask

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite's one writer"),
]


@pytest.fixture
def other_writer():
    """Somebody who holds the database's only turn to write, and does not let go."""
    session = SessionStore()
    session.create()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 20")  # milliseconds, instead of the settings' seconds
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield session
    other.execute("ROLLBACK")
    other.close()
    connection.close()


def test_a_form_sent_while_another_writes_is_answered_503_with_when_to_come_again(world, signed_in, request):
    browser, boss = signed_in("full", entered="billing"), world.person("full")
    request.getfixturevalue("other_writer")
    browser.raise_request_exception = False
    answer = browser.post(f"/billing/{world.account.number}/administrators/{boss.uid}/delete/", {"seen": "x"})
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert browser.get(f"/billing/{world.account.number}/administrators/").status_code == 200


def test_a_command_that_gets_no_turn_is_busy(other_writer):
    with pytest.raises(BusyError):
        ask()


def test_a_session_that_cannot_be_saved_is_not_taken_for_one_that_ended(other_writer):
    other_writer["entered"] = {"billing:C-1": "now"}
    with pytest.raises(BusyError):
        other_writer.save()
