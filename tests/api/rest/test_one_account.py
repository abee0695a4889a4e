"""A vendor's token for one account: of every other account, and of what is of none, it knows nothing."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from bursar.accounts.steps import operator_named
from bursar.invoices.models import AccountIdentifier, Document, WaitingDocument
from bursar.lifecycle.commands.tokens import make_installation_token
from tests.invoices.standards.ubl_files import reference, ubl
from tests.personas import World

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def call(world: World) -> Callable[..., Any]:
    """A call by a program whose token is for the world's account; `whole=True`: by one for all."""
    ada, scopes = operator_named("Ada"), ["invoice:take_in"]
    mine, whole = (
        make_installation_token(ada, name="Engine", scopes=scopes, days=1, account=account).secret
        for account in (world.account, None)
    )

    def send(method: str, path: str, body: Any = b"", *, is_whole: bool = False) -> Any:
        kind, raw = ("application/xml", body) if isinstance(body, bytes) else ("application/json", json.dumps(body))
        headers = {"Authorization": f"Bearer {whole if is_whole else mine}"}
        return Client().generic(method, f"/api/v1/{path}", raw, content_type=kind, headers=headers)

    return send


def test_it_takes_in_for_its_account(world: World, call):
    assert call("POST", "documents", ubl(head=reference(world.account.number))).status_code == 201
    assert call("POST", f"documents?account={world.account.number}", ubl("S-2")).status_code == 201


def test_it_takes_in_for_no_other_and_lets_nothing_wait(other_world: World, call):
    number = other_world.account.number
    for path, content in (
        ("documents", ubl(head=reference(number))),
        (f"documents?account={number}", ubl()),
        ("documents", ubl()),
    ):
        assert call("POST", path, content).status_code == 404
    assert not Document.objects.exists()
    assert not WaitingDocument.objects.exists()


def test_it_is_not_told_what_another_account_has_under_the_number(world: World, other_world: World, call):
    content = ubl(head=reference(other_world.account.number))
    call("POST", "documents", content, is_whole=True)
    for sent in (content, ubl(due="2026-12-24")):
        assert call("POST", f"documents?account={world.account.number}", sent).status_code == 404


def test_it_sees_and_decides_nothing_that_waits(world: World, call):
    uid = call("POST", "documents", ubl(), is_whole=True).json()["uid"]
    assert call("GET", "waiting-documents").status_code == 404
    assign, dismiss = {"account": world.account.number}, {"reason": "Mine"}
    assert call("POST", f"waiting-documents/{uid}/assign", assign).status_code == 404
    assert call("POST", f"waiting-documents/{uid}/dismiss", dismiss).status_code == 404


def test_it_maps_identifiers_of_its_account_alone(world: World, other_world: World, call):
    body = {"scheme": "buyer_reference", "value": "PO-7"}
    there, here = (f"accounts/{each.account.number}/identifiers" for each in (other_world, world))
    call("POST", there, body, is_whole=True)
    assert call("GET", there).status_code == 404
    assert call("POST", there, {**body, "value": "PO-8"}).status_code == 404
    assert call("DELETE", f"{there}/buyer_reference/PO-7").status_code == 404
    taken = call("POST", here, body)
    assert (taken.status_code, other_world.account.number in taken.content.decode()) == (422, False)
    assert call("POST", here, {**body, "value": "PO-9"}).status_code == 200
    assert sorted(AccountIdentifier.objects.values_list("value", flat=True)) == ["PO-7", "PO-9"]
