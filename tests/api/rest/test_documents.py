"""Documents that the vendor's programs push."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from bursar.accounts.steps import operator_named
from bursar.lifecycle.commands.tokens import make_installation_token
from tests.invoices.standards.ubl_files import reference, ubl

pytestmark = pytest.mark.django_db(transaction=True)
Push = Callable[..., Any]


@pytest.fixture
def call(db: None) -> Push:
    """A call by a program of the vendor."""
    made = make_installation_token(
        operator_named("Ada"), name="Billing engine", scopes=["invoice:take_in"], days=1, account=None
    )

    def send(method: str, path: str, body: bytes | dict[str, str] = b"", secret: str = made.secret, **more: str) -> Any:
        kind, raw = ("application/xml", body) if isinstance(body, bytes) else ("application/json", json.dumps(body))
        headers = {"Authorization": f"Bearer {secret}", **{name.replace("_", "-"): said for name, said in more.items()}}
        return Client().generic(method, f"/api/v1/{path}", raw, content_type=kind, headers=headers)

    return send


def test_a_document_is_taken_in_and_the_same_again_changes_nothing(world, call):
    content = ubl(head=reference(world.account.number))
    first, again = call("POST", "documents", content), call("POST", "documents", content)
    assert (first.status_code, again.status_code) == (201, 200)
    assert (first.json()["account"], again.json()["result"]) == (world.account.number, "unchanged")


def test_a_large_document_is_pushed_under_a_key_as_a_small_one_is(world, call):
    content = ubl(head=reference(world.account.number)) + b"<!--" + b"x" * 3_000_000 + b"-->"
    first, again = (call("POST", "documents", content, Idempotency_Key="one") for _time in range(2))
    assert (first.status_code, again.status_code, again["Idempotent-Replayed"]) == (201, 201, "true")
    assert call("POST", "documents", content + b" ", Idempotency_Key="one").status_code == 422
    assert call("POST", "documents", b"x" * 25_000_001, Idempotency_Key="two").status_code == 413


@pytest.mark.parametrize("text", ["\0", "x\0y", "\ud800"])
def test_text_that_no_database_keeps_is_refused(world, call, text):
    path = f"accounts/{world.account.number}/identifiers"
    for address, body in (
        (path, {"scheme": "buyer_reference", "value": text}),
        (path, {"scheme": text, "value": "1"}),
        ("waiting-documents/x/assign", {"account": text}),
        ("waiting-documents/x/dismiss", {"reason": text}),
    ):
        assert call("POST", address, body).status_code == 422


def test_another_document_under_the_number_is_shown_beside_the_first(world, call):
    head = reference(world.account.number)
    uid = call("POST", "documents", ubl(head=head)).json()["uid"]
    answer = call("POST", "documents", ubl(head=head, due="2026-12-24"))
    assert answer.status_code == 409
    assert [(e["field"], e["detail"]) for e in answer.json()["errors"]] == [
        ("uid", uid),
        ("due_on", "2026-12-01 ≠ 2026-12-24"),
    ]


def test_a_rule_that_is_broken_is_named_with_its_place(call):
    answer = call("POST", "documents", ubl().replace(b">120.00</cbc:PayableAmount>", b">120.01</cbc:PayableAmount>"))
    error = answer.json()["errors"][0]
    assert (answer.status_code, error["code"], error["field"]) == (422, "BR-CO-16", "/Invoice/LegalMonetaryTotal")


def test_what_names_no_account_waits_until_it_is_assigned(world, call):
    pushed = call("POST", "documents", ubl())
    assert (pushed.status_code, pushed.json()["reason"]) == (202, "no_account")
    uid = call("GET", "waiting-documents").json()["items"][0]["uid"]
    answer = call("POST", f"waiting-documents/{uid}/assign", {"account": world.account.number})
    assert (answer.status_code, answer.json()["account"]) == (200, world.account.number)
    assert call("GET", "waiting-documents").json()["items"] == []


def test_what_waits_can_be_dismissed(call):
    uid = call("POST", "documents", ubl()).json()["uid"]
    assert call("POST", f"waiting-documents/{uid}/dismiss", {"reason": "Not ours"}).status_code == 204
    assert call("POST", f"waiting-documents/{uid}/dismiss", {"reason": "Again"}).status_code == 422


def test_identifiers_are_mapped_by_the_api_too(world, call):
    path = f"accounts/{world.account.number}/identifiers"
    assert call("POST", path, {"scheme": "buyer_reference", "value": "PO-7"}).status_code == 200
    assert call("POST", "documents", ubl(head=reference("po-7"))).json()["account"] == world.account.number
    assert call("DELETE", f"{path}/buyer_reference/PO-7").status_code == 204
    assert call("GET", path).json()["items"] == []


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "documents"),
        ("GET", "waiting-documents"),
        ("POST", "waiting-documents/abc/assign"),
        ("POST", "waiting-documents/abc/dismiss"),
    ],
)
def test_a_persons_token_may_not(program, call, world, method, path):
    body = {"account": world.account.number, "reason": "x"}
    sent = {k: body[k] for k in {"assign": ("account",), "dismiss": ("reason",)}.get(path.rpartition("/")[2], ())}
    answer = call(method, path, sent or ubl(), secret=program("full").secret)
    assert (answer.status_code, answer.json()["code"]) == (403, "operator_only")


def test_a_document_beyond_the_largest_is_refused_unread(call, settings):
    answer = call("POST", "documents", b" " * 25_000_001)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (413, "too_large")


def test_a_document_in_chunks_is_asked_for_its_length_and_not_taken_for_nothing(call):
    answer = call("POST", "documents", b"", Transfer_Encoding="chunked")
    assert (answer.status_code, answer.json()["code"]) == (411, "length_required")
