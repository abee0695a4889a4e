"""Going through a list page by page meets every document once, in any order, also among equal values."""

import html
import re
from itertools import chain

import pytest

from bursar.core import windows
from bursar.invoices import queries
from tests.invoices.making import make_credit_note, make_invoice


@pytest.fixture
def pages(world, signed_in, monkeypatch):
    """Asks for a list of three to a page by an address's query; answers its numbers and the next and previous query."""
    monkeypatch.setattr(windows, "PAGE", 3)
    browser, here = signed_in("viewer", entered="billing"), f"/billing/{world.account.number}/invoices/"

    def asked(query: str):
        page = browser.get(f"{here}{query}").content.decode()
        ways = {rel: html.unescape(url) for rel, url in re.findall(r'rel="(next|prev)" href="([^"]*)"', page)}
        return re.findall(r'/">([AFC]-\d+)</a>', page), ways.get("next"), ways.get("prev")

    return asked


def walked(pages, query: str, way: int) -> list[list[str]]:
    """The numbers of all pages from a query on."""
    found = pages(query)
    met = [found[0]]
    while found[way]:
        found = pages(found[way])
        met.append(found[0])
    return met


@pytest.mark.parametrize("sort", [f"{sign}{sort}" for sort in queries.SORTS for sign in ("", "-")])
def test_on_and_back_again_meet_the_same_pages(world, pages, sort):
    for number in range(10, 18):
        make_invoice(world.account, f"F-{number}", gross=12000 if number % 3 else 700, due_in=number // 4)
    there = walked(pages, f"?sort={sort}&q=buy", 1)
    assert sorted(chain(*there)) == [f"F-{number}" for number in range(10, 18)]
    assert [len(page) for page in there] == [3, 3, 2]
    back = walked(pages, f"?sort={sort}&q=buy&before=", 2)[::-1]
    assert list(chain(*back)) == list(chain(*there))


def test_credit_notes_have_pages_too(world, pages):
    for number in range(10, 14):
        make_credit_note(make_invoice(world.account, f"F-{number}"), f"C-{number}", 100)
    met = walked(pages, "?tab=credits&sort=total", 1)
    assert [[each for each in page if each[0] == "C"] for page in met] == [["C-10", "C-11", "C-12"], ["C-13"]]


@pytest.mark.parametrize("mark", ["nowhere", "0", "' OR 1=1 --", "x" * 500])
def test_a_place_that_is_not_known_shows_the_first_page(world, pages, mark):
    make_invoice(world.account, "F-10")
    assert pages(f"?after={mark}")[0] == ["F-10"]


def test_a_document_of_another_account_is_no_place_to_begin_at(world, other_world, pages):
    make_invoice(world.account, "F-10")
    theirs = make_invoice(other_world.account, "F-9")
    assert pages(f"?after={theirs.uid}") == pages("?after=nowhere")


def test_no_internal_id_stands_in_an_address(world, pages):
    bills = [make_invoice(world.account, f"F-{number}") for number in range(10, 14)]
    assert pages("")[1] == f"?tab=open&after={bills[2].uid}"
