"""A world with somebody of each kind, and a program that asks about them."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from bursar.access.actor import Actor
from bursar.access.scopes import Service
from bursar.accounts.models import Operator
from bursar.lifecycle.commands.tokens import make_installation_token
from tests.invoices.making import make_invoice
from tests.personas import World

Ask = Callable[..., Any]


@pytest.fixture
def fixture_world(world: World) -> World:
    """A payer, a viewer, a payer by a group of a group, a member with nothing; and an invoice."""
    for persona in ("full", "payer", "viewer", "pbx_payer", "member"):
        world.person(persona)
    return world


@pytest.fixture
def invoice(fixture_world: World) -> str:
    """The public id of an invoice of that world."""
    return make_invoice(fixture_world.account, "F-1").uid


@pytest.fixture
def secret(db: None) -> str:
    """A token of the installation that may ask and search."""
    by = Actor.operator(Operator.objects.create(name="Ada").pk)
    return make_installation_token(by, name="Telephone system", scopes=list(Service)[:2], days=90).secret


@pytest.fixture
def send(secret: str) -> Ask:
    """`send("evaluation", body)`: the response."""

    def post(
        path: str, body: Any, *, token: str = secret, content_type: str = "application/json", **headers: str
    ) -> Any:
        raw = body if isinstance(body, bytes | str) else json.dumps(body)
        headers = {"Authorization": f"Bearer {token}", **{k.replace("_", "-"): v for k, v in headers.items()}}
        return Client().post(f"/access/v1/{path}", raw, content_type=content_type, headers=headers)

    return post


@pytest.fixture
def ask(send: Ask) -> Ask:
    """`ask("evaluation", body)`: the answer, which has to be one."""

    def answer(path: str, body: Any, **more: Any) -> Any:
        response = send(path, body, **more)
        assert (response.status_code, response["Content-Type"]) == (200, "application/json"), response.content
        return response.json()

    return answer


@pytest.fixture
def about(fixture_world: World, invoice: str) -> Callable[..., dict[str, Any]]:
    """`about("payer", "invoice:pay")`: the body of an evaluation about the invoice."""

    def body(persona: str, right: str, **more: Any) -> dict[str, Any]:
        return {
            "subject": {"type": "person", "id": fixture_world.person(persona).email},
            "action": {"name": right},
            "resource": {"type": "invoice", "id": invoice},
            **more,
        }

    return body
