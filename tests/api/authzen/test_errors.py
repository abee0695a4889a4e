"""What is refused as a whole: who calls, how, and what cannot be understood (scenario 2.4, 4.7, 5)."""

import json

import pytest
from django.test import Client

from bursar.access.actor import Actor
from bursar.access.scopes import Service
from bursar.accounts.models import Account, Operator
from bursar.lifecycle.commands.tokens import make_installation_token

PATHS = ("evaluation", "evaluations", "search/subject", "search/resource", "search/action")


def without(body, *path):
    copy = json.loads(json.dumps(body))
    at = copy
    for name in path[:-1]:
        at = at[name]
    del at[path[-1]]
    return copy


@pytest.mark.parametrize("endpoint", ["evaluation", "evaluations"])
@pytest.mark.parametrize(
    "path",
    [("subject",), ("action",), ("resource",), ("subject", "type"), ("subject", "id"), ("action", "name"),
     ("resource", "type"), ("resource", "id")],
)  # fmt: skip
def test_a_missing_member_is_400(send, about, endpoint, path):
    response = send(endpoint, without(about("payer", "invoice:pay"), *path))
    assert (response.status_code, response.content.decode()) == (400, f"{'.'.join(path)} is missing.\n")


@pytest.mark.parametrize(
    ("path", "missing"),
    [
        ("search/subject", ("resource", "id")),
        ("search/subject", ("subject", "type")),
        ("search/subject", ("action",)),
        ("search/resource", ("subject", "id")),
        ("search/resource", ("resource", "type")),
        ("search/resource", ("action", "name")),
        ("search/action", ("subject", "id")),
        ("search/action", ("resource", "id")),
    ],
)
def test_in_a_search_all_but_the_id_searched_for_is_needed(send, about, path, missing):
    assert send(path, without(about("payer", "invoice:pay"), *missing)).status_code == 400


@pytest.mark.parametrize(
    "more",
    [
        {"subject": "payer"}, {"subject": None}, {"subject": []}, {"subject": {"type": 1, "id": "x"}},
        {"subject": {"type": "person", "id": 7}}, {"subject": {"type": "person", "id": "x", "properties": []}},
        {"action": "invoice:pay"}, {"action": {"name": None}}, {"resource": {"type": "invoice", "id": ["x"]}},
        {"context": "now"}, {"context": None},
    ],
)  # fmt: skip
@pytest.mark.parametrize("path", ["evaluation", "evaluations"])
def test_a_wrong_type_is_400(send, about, path, more):
    assert send(path, about("payer", "invoice:pay", **more)).status_code == 400


@pytest.mark.parametrize(
    "page", [[], "x", {"limit": -1}, {"limit": "2"}, {"limit": True}, {"limit": 1.5}, {"token": 7}, {"token": "forged"},
             {"properties": 1}]
)  # fmt: skip
def test_a_wrong_page_is_400(send, about, page):
    assert send("search/subject", about("payer", "invoice:pay", page=page)).status_code == 400


@pytest.mark.parametrize(
    "body",
    [
        "", "   ", "{", "[]", "7", "null", '"x"', "{'a': 1}", '{"subject": NaN}', b"\xff\xfe{}",
        '{"subject": {}, "subject": {}}', '{"context": {"a": "\\ud800"}}', "[" * 100_000, '{"a":' * 50 + "1" + "}" * 50,
        b'{"a": "' + b"x" * 1_000_001 + b'"}',
    ],
    ids=range(15),
)  # fmt: skip
@pytest.mark.parametrize("path", PATHS)
def test_what_is_no_json_object_is_400(send, path, body):
    assert send(path, body).status_code == 400


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "application/jsonx", ""])
@pytest.mark.parametrize("path", PATHS)
def test_another_content_type_is_400(send, about, path, content_type):
    assert send(path, about("payer", "invoice:pay"), content_type=content_type).status_code == 400


def test_a_charset_is_no_other_content_type(send, about):
    body = about("payer", "invoice:pay")
    assert send("evaluation", body, content_type="application/json; charset=utf-8").status_code == 200


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("token", ["", "bur_" + "0" * 64])
def test_without_a_token_of_ours_it_is_401(send, about, path, token):
    response = send(path, about("payer", "invoice:pay"), token=token, X_Request_ID="7")
    assert (response.status_code, response["WWW-Authenticate"], response["X-Request-ID"]) == (
        401, 'Bearer realm="bursar"', "7"
    )  # fmt: skip


def test_a_session_is_no_token(signed_in, about):
    browser = signed_in("full")
    answer = browser.post("/access/v1/evaluation", json.dumps(about("payer", "x")), content_type="application/json")
    assert answer.status_code == 401


@pytest.mark.parametrize("path", PATHS)
def test_a_token_for_something_else_is_403(send, about, path):
    by = Actor.operator(Operator.objects.create(name="Eve").pk)
    scope = Service.SEARCH if path.startswith("evaluation") else Service.EVALUATE
    other = make_installation_token(by, name="Other", scopes=[scope], days=1).secret
    assert send(path, about("payer", "invoice:pay"), token=other).status_code == 403


def test_a_token_for_another_account_knows_nothing_of_this_one(send, about):
    by = Actor.operator(Operator.objects.create(name="Eve").pk)
    elsewhere = Account.objects.create(name="Elsewhere")
    other = make_installation_token(by, name="Other", scopes=list(Service)[:2], days=1, account=elsewhere).secret
    body = about("payer", "invoice:pay")
    assert send("evaluation", body, token=other).json()["decision"] is False
    assert [send(path, body, token=other).json()["results"] for path in PATHS[2:]] == [[], [], []]


@pytest.mark.parametrize("path", PATHS)
def test_only_a_post_asks(send, path):
    assert Client().get(f"/access/v1/{path}").status_code == 405


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE", "OPTIONS"])
@pytest.mark.parametrize("path", PATHS)
def test_another_method_is_405_and_the_request_id_comes_back(db, path, method):
    response = Client().generic(method, f"/access/v1/{path}", headers={"X-Request-ID": "7f3a"})
    assert (response.status_code, response["Allow"], response["X-Request-ID"]) == (405, "POST", "7f3a")
