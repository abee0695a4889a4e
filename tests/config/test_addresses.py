"""Who the browser is: an address or nothing, whatever a proxy passes on; and which cookies it is given."""

import os
import subprocess
import sys

import pytest
from django.test import Client

from bursar.config.wsgi import with_real_addresses


@pytest.mark.parametrize(
    ("said", "taken"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("203.0.113.9:4711", "203.0.113.9"),
        ("[2001:db8::1]:4711", "2001:db8::1"),
        ("2001:db8::1", "2001:db8::1"),
        ("unknown", ""),
        ("a" * 300, ""),
        ("[", ""),
        ("", ""),
    ],
)
def test_the_browsers_address_is_one_or_nothing(said, taken):
    seen: list[str] = []

    def site(environ, _start):
        seen.append(environ["REMOTE_ADDR"])
        return []

    with_real_addresses(site)({"REMOTE_ADDR": said}, None)
    assert seen == [taken]


def test_a_word_about_the_address_from_anybody_else_dodges_no_limit(db):
    statuses = {
        Client(REMOTE_ADDR="198.51.100.7", headers={"x-forwarded-for": f"203.0.113.{number}"})
        .post("/reset-password/", {"email": f"a{number}@example.com"})
        .status_code
        for number in range(31)
    }
    assert statuses == {302, 429}


def test_by_tls_cookies_are_bound_to_this_very_host():
    asked = "from bursar.config import settings as s; print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME)"
    environment = {**os.environ, "BURSAR_BASE_URL": "https://accounts.example.com"}
    told = subprocess.run([sys.executable, "-c", asked], env=environment, check=True, capture_output=True, text=True)
    assert told.stdout.split() == ["__Host-bursar_session", "__Host-bursar_csrf"]


def test_the_cookie_of_the_language_is_out_of_reach_of_scripts(db):
    cookie = Client().post("/language/", {"language": "fr"}).cookies["bursar_language"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
