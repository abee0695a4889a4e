"""An account's own number with another account's things, at every address: there is no such thing (invariant 7)."""

from functools import partial

import pytest
from django.test import Client
from django.urls import reverse

from bursar.access.scopes import PERSONAL
from bursar.invoices.models import Document
from bursar.lifecycle.commands.tokens import make_token
from tests.golden import matrix, samples
from tests.golden.forms import filled
from tests.personas import MAKERS, World

OBJECTS = {"uid", "person_uid", "person", "place", "token"}
PUBLIC = ("public", "sandbox")  # what a secret in the address opens is whoever's has it


@pytest.fixture
def routes() -> list[matrix.Route]:
    """Every address with the number of an account and something of it."""
    found = [each for each in matrix.routes() if "number" in each.parameters and OBJECTS & {*each.parameters}]
    return [each for each in found if not each.name.startswith(PUBLIC)]


def test_another_accounts_things_are_not_found_at_any_address(world: World, other_world: World, routes, settings):
    theirs = samples.build(other_world, world)
    world.people["insider"] = MAKERS["founder"](world, "insider")
    insider = samples.browser(world, other_world, "insider")
    author = samples.browser(other_world, world, "founder")
    pages = [each for each in routes if not each.name.startswith("rest:")]
    assert len(pages) > 40
    found: dict[tuple[str, str], int] = {}
    own = 0
    for route in pages:
        values = theirs(route.name)
        page = matrix.undone(partial(author.get, _address(route, values)))
        is_form = page.status_code == 200 and page.headers["Content-Type"].startswith("text/html")
        own += page.status_code in (200, 302)
        body = filled(page.content.decode(), _address(route, values)) if is_form else {}
        sample = matrix.Sample({**values, "number": world.account.number}, body)
        found |= {(route.name, method): matrix.status(insider, route, sample, method) for method in matrix.METHODS}
    assert own > 30  # where they are, they are found
    assert {name: status for name, status in found.items() if status not in (404, 405)} == {}


def test_nor_by_the_api(world: World, other_world: World, routes):
    samples.build(other_world, world)
    world.people["insider"] = MAKERS["founder"](world, "insider")
    secret = make_token(world.actor("insider"), name="all", scopes=list(PERSONAL), days=1).secret
    headers = {"Authorization": f"Bearer {secret}", "If-Match": "*"}
    things = _things(other_world)
    found = {}
    for route in (each for each in routes if each.name.startswith("rest:")):
        for thing in things:
            values = {**dict.fromkeys(route.parameters, thing), "number": world.account.number}
            for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
                address = reverse(route.name, kwargs=values)
                answer = Client().generic(method, address, "{}", content_type="application/json", headers=headers)
                found[route.name, method, thing] = answer.status_code
    assert len(found) > 100
    assert {name: status for name, status in found.items() if status < 400 or status >= 500} == {}


def _address(route: matrix.Route, values: dict[str, str]) -> str:
    return reverse(route.name, kwargs={name: values[name] for name in route.parameters})


def _things(other: World) -> list[str]:
    """The names of a document, a person, a group and an administrator of another account."""
    document = Document.objects.filter(account=other.account).first()
    return [document.uid, other.person("member").uid, other.account.groups.first().uid]
