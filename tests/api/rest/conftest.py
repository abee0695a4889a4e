"""Programs with tokens of people, calling the API."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from bursar.access.scopes import PERSONAL
from bursar.lifecycle.commands.tokens import make_token
from tests.personas import World


@dataclass
class Program:
    """A program that acts for a persona, in one account."""

    number: str
    secret: str

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """The response to a call; `path` without a slash in front is below the account."""
        address = path if path.startswith("/") else f"/api/v1/accounts/{self.number}/{path}".rstrip("/")
        sent = {"Authorization": f"Bearer {self.secret}", **{k.replace("_", "-"): v for k, v in headers.items()}}
        raw = "" if body is None else json.dumps(body)
        return Client().generic(method, address, raw, content_type="application/json", headers=sent)

    def get(self, path: str) -> Any:
        """What a GET answers, which has to be 200."""
        response = self.call("GET", path)
        assert response.status_code == 200, response.content
        return response.json()

    def tag(self, path: str) -> str:
        """The ETag of what is there."""
        return str(self.call("GET", path)["ETag"])


@pytest.fixture
def program(world: World) -> Callable[..., Program]:
    """`program("full")`: with every right that the persona has; `scopes=[…]`: with these alone."""

    def make(persona: str, scopes: list[str] | None = None) -> Program:
        made = make_token(world.actor(persona), name=persona, scopes=scopes or list(PERSONAL), days=1)
        return Program(world.account.number, made.secret)

    return make
