"""A billing portal with very many administrators: its list has pages, its refusal names some (rules 3 and 4)."""

import html
import re

import pytest
from django.test import Client

from bursar.access.permissions import Level, Permission
from bursar.billing.queries import turned_to
from bursar.core import windows
from tests.billing.conftest import days, give
from tests.personas import World

P = Permission
NAMES = re.compile(r'class="person__name">(.*?)</span>')


@pytest.fixture
def listed(world: World, signed_in, monkeypatch):
    """`listed("?after=")`: the names on a page of four, and the ways on and back."""
    monkeypatch.setattr(windows, "PAGE", 4)
    browser: Client = signed_in("full", entered="billing")

    def asked(query: str = "") -> tuple[list[str], dict[str, str]]:
        text = browser.get(f"/billing/{world.account.number}/administrators/{query}").content.decode()
        ways = dict(re.findall(r'rel="(next|prev)" href="([^"]*)"', text))
        return NAMES.findall(text), {rel: html.unescape(url) for rel, url in ways.items()}

    return asked


def test_pages_of_administrators_neither_drop_nor_repeat(world: World, listed):
    for number in range(9):
        give(world, f"a{number}", Level.VIEWER)
    (first, on), found = listed(), []
    found += first
    while "next" in on:
        names, on = listed(on["next"])
        found += names
    assert found == [*(f"A{number} Example" for number in range(9)), "Full Example"]
    assert listed("?before=")[0] == found[-4:]
    assert listed(listed("?before=")[1]["prev"])[0] == found[2:6]
    assert listed("?after=gone")[0] == first


def test_one_who_alone_keeps_the_portal_is_named_from_any_page(world: World, listed, signed_in):
    for number in range(9):
        give(world, f"a{number}", Level.FULL, valid_until=days(9))
    text = signed_in("full", entered="billing").get(f"/billing/{world.account.number}/administrators/").content.decode()
    assert "Full Example is the only one at level Full" in html.unescape(text)
    assert "Full Example" not in listed()[0]


def test_a_refusal_names_ten_first_those_who_decide(world: World, signed_in):
    for number in range(12):
        give(world, f"a{number:02}", Level.VIEWER)
    give(world, "zoe", Level.CUSTOM, P.BILLING_ADMIN_MANAGE)
    world.person("full")
    text = signed_in("member").get(f"/billing/{world.account.number}/").content.decode()
    names = NAMES.findall(text)[1:]  # the first one is the reader
    assert (names[:3], len(names)) == (["Full Example", "Zoe Example", "A00 Example"], 10)
    assert "and 4 more" in text


def test_where_only_such_are_left_who_do_not_decide_nobody_can_be_asked(world: World):
    give(world, "viewer_only", Level.VIEWER)
    give(world, "sleeper", Level.FULL, valid_from=days(3))
    found = turned_to(world.account, by_role=False)
    assert ([person.first_name for person, _level, _decides in found.people], found.can_decide) == (
        ["Viewer_Only"],
        False,
    )
