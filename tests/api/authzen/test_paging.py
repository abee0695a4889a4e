"""Pages of a search: all of it, once, in the one request that was begun (certification scenario 4.5)."""

import base64

import pytest

from bursar.access.actor import Actor
from bursar.access.permissions import Level
from bursar.access.scopes import Service
from bursar.accounts.models import Operator
from bursar.lifecycle.commands.tokens import make_installation_token
from tests.invoices.making import make_invoice
from tests.personas import billing_admin

PATHS = ("search/subject", "search/resource", "search/action")


def pages(ask, path, body, limit, meanwhile=lambda: None):
    found, page = [], {"limit": limit}
    while True:
        answer = ask(path, body | {"page": page})
        assert len(answer["results"]) == answer["page"]["count"] <= limit
        found += answer["results"]
        if answer["page"]["next_token"] == "":
            return found
        page = {"limit": limit, "token": answer["page"]["next_token"]}
        meanwhile()


@pytest.fixture
def more_invoices(fixture_world):
    for number in range(2, 7):
        make_invoice(fixture_world.account, f"F-{number}")


@pytest.fixture
def begun(ask, about):
    """A search for those who may pay, one to a page: its body, and the token that goes on."""
    body = about("member", "invoice:pay", page={"limit": 1})
    return body, ask("search/subject", body)["page"]["next_token"]


@pytest.mark.parametrize("limit", [1, 2, 3, 7])
@pytest.mark.parametrize("path", PATHS)
def test_pages_neither_drop_nor_repeat(ask, about, more_invoices, path, limit):
    body = about("full", "invoice:view")
    whole = ask(path, body)["results"]
    assert len(whole) >= 2
    assert pages(ask, path, body, limit) == whole


def test_who_comes_meanwhile_moves_nobody_else(ask, about, fixture_world):
    body, comers = about("member", "invoice:pay"), iter(["ann", "bea", "cleo"])
    before = ask("search/subject", body)["results"]

    def somebody_comes():
        if name := next(comers, ""):
            billing_admin(fixture_world, name, Level.PAYER)

    walked = pages(ask, "search/subject", body, 1, somebody_comes)
    assert [each for each in walked if each in before] == before
    assert len(walked) == len({each["id"] for each in walked}) > len(before)


def test_no_results_are_wanted_and_none_come(ask, about):
    answer = ask("search/subject", about("member", "invoice:pay", page={"limit": 0}))
    assert (answer["results"], answer["page"]["next_token"] != "") == ([], True)


def test_a_following_page_need_not_say_the_limit_again(ask, begun):
    body, token = begun
    second = ask("search/subject", body | {"page": {"token": token}})
    assert second == ask("search/subject", body | {"page": {"limit": 1, "token": token}})
    assert (second["page"]["count"], second["page"]["next_token"] != "") == (1, True)


@pytest.mark.parametrize("path", PATHS)
def test_a_page_of_another_endpoint_is_400(ask, send, about, more_invoices, path):
    body = about("full", "invoice:view", page={"limit": 1})
    token = ask(path, body)["page"]["next_token"]
    body["page"] = {"token": token}
    assert [send(each, body).status_code for each in PATHS] == [200 if each == path else 400 for each in PATHS]


@pytest.mark.parametrize(
    "change",
    [{"page": {"limit": 2}}, {"page": {"properties": {"sort": "name"}}}, {"action": {"name": "invoice:view"}},
     {"context": {"x": 1}}, {"subject": {"type": "robot"}}],
)  # fmt: skip
def test_a_page_of_another_request_is_400(send, begun, change):
    body, token = begun
    other = body | change
    other["page"] = {**change.get("page", {}), "token": token}
    assert send("search/subject", body | {"page": {"token": token}}).status_code == 200
    assert send("search/subject", other).status_code == 400


def test_a_page_of_another_caller_is_400(send, begun):
    body, token = begun
    by = Actor.operator(Operator.objects.create(name="Eve").pk)
    other = make_installation_token(by, name="Web shop", scopes=[Service.SEARCH], days=90).secret
    assert send("search/subject", body | {"page": {"token": token}}, token=other).status_code == 400


def test_a_page_whose_token_was_changed_anywhere_is_400(send, begun):
    body, token = begun
    for at in range(len(token)):
        changed = token[:at] + ("A" if token[at] != "A" else "B") + token[at + 1 :]
        assert send("search/subject", body | {"page": {"token": changed}}).status_code == 400, at
    for changed in (token[:-4], token + "AAAA", token + "=", f"!{token}", "é", token.swapcase()):
        assert send("search/subject", body | {"page": {"token": changed}}).status_code == 400, changed


def test_the_same_request_has_the_same_token(ask, begun):
    body, token = begun
    assert ask("search/subject", body)["page"]["next_token"] == token


def test_a_token_does_not_show_where_it_goes_on(ask, begun):
    body, token = begun
    after_it = ask("search/subject", body | {"page": {"token": token}})["page"]["next_token"]
    pairs = zip(*(base64.urlsafe_b64decode(each + "==") for each in (token, after_it)), strict=True)
    assert sum(a == b for a, b in pairs) < 10
