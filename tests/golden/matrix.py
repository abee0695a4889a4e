"""Every address x every persona x method -> status: how the matrix is measured."""

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

# In the order of the columns. "other_full" is the Full billing administrator of another account.
PERSONAS = (
    "anonymous",
    "stranger",
    "member",
    "admin",
    "super_admin",
    "custom_role",
    "viewer",
    "payer",
    "full",
    "pbx_viewer",
    "pbx_payer",
    "pbx_super",
    "other_full",
    "suspended",
)
METHODS = ("GET", "POST")


@dataclass(frozen=True)
class Route:
    """One address of the URLconf by its name, with the names of what stands in it."""

    name: str
    parameters: tuple[str, ...]


@dataclass(frozen=True)
class Sample:
    """What is put into an address, and what is posted to it."""

    parameters: dict[str, str] = field(default_factory=dict)
    body: dict[str, object] = field(default_factory=dict)


def routes() -> list[Route]:
    """Every named address, sorted; one without a name is an error, for nobody could speak of it."""
    found = sorted(set(_walk(get_resolver().url_patterns, "")), key=lambda route: (route.name, route.parameters))
    nameless = [route for route in found if route.name.endswith(":")]
    if nameless:
        raise AssertionError(f"addresses without a name: {nameless}")
    return found


def _walk(patterns: list[URLPattern | URLResolver], prefix: str) -> Iterator[Route]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from _walk(pattern.url_patterns, inner)
        else:
            yield Route(f"{prefix}{pattern.name or ':'}", _parameters(pattern))


def _parameters(pattern: URLPattern) -> tuple[str, ...]:
    """What stands in an address, whether it was written as a route or as an expression."""
    return tuple(pattern.pattern.converters) or tuple(pattern.pattern.regex.groupindex)


def status(client: Client, route: Route, sample: Sample, method: str) -> int:
    """The status of one request, whose writes are undone: every cell starts from the same world."""
    address = reverse(route.name, kwargs={name: sample.parameters[name] for name in route.parameters})
    browser = Client()  # a copy: signing out in one cell must not sign out in the next
    browser.cookies = copy.deepcopy(client.cookies)
    browser.handler = client.handler  # with the middlewares loaded
    answer = undone(lambda: browser.get(address) if method == "GET" else browser.post(address, sample.body))
    return int(answer.status_code)


def undone(request: Callable[[], Any]) -> Any:
    """The answer to a request whose writes are rolled back."""
    block = transaction.atomic()
    block._from_testcase = True  # type: ignore[attr-defined]  # lets commands open their durable transaction inside
    with block:
        answer = request()
        transaction.set_rollback(True)
    return answer


def table(rows: list[tuple[str, str, dict[str, int]]]) -> str:
    """The matrix as text: one line for each address and method, one column for each persona."""
    width = max(len(name) for name, _, _ in rows) + 2
    head = "address".ljust(width) + "method " + " ".join(persona.rjust(11) for persona in PERSONAS)
    lines = [
        name.ljust(width) + method.ljust(7) + " ".join(str(cells[persona]).rjust(11) for persona in PERSONAS)
        for name, method, cells in rows
    ]
    return "\n".join([head, *lines, ""])
