"""The metadata document (AuthZEN 1.0, 9; certification scenario 6)."""

from django.test import Client

from tests.api.authzen.test_errors import PATHS


def test_it_names_every_endpoint_under_the_sites_own_address(settings):
    settings.BASE_URL = "https://billing.example.com"
    answer = Client().get("/.well-known/authzen-configuration")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    told = answer.json()
    assert told.pop("policy_decision_point") == "https://billing.example.com"
    assert set(told.values()) == {f"https://billing.example.com/access/v1/{path}" for path in PATHS}
    assert all(name.endswith("_endpoint") for name in told)


def test_it_is_only_read():
    assert Client().post("/.well-known/authzen-configuration").status_code == 405


def test_it_may_be_kept_for_a_while_and_tells_whose_request_it_answers():
    answer = Client().get("/.well-known/authzen-configuration", headers={"X-Request-ID": "abc"})
    assert (answer["Cache-Control"], answer["X-Request-ID"]) == ("public, max-age=3600", "abc")
