"""Every link and form of every page leads to a page that there is."""

import re
from html.parser import HTMLParser

import pytest

from tests.fuzz.filling import build
from tests.fuzz.site import Site, browser

AWAY = re.compile(r"sign-out|/static/")
ID = re.compile(r"\b[0-9bcdfghjkmnpqrstvwxyz]{12}\b|\d+")
OF_A_KIND = 2  # addresses that differ in their ids alone are followed so often


class Leads(HTMLParser):
    """Where a page leads: its links, and where its forms are sent."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        found = [given.get(name) or "" for name in ("href", "action", "formaction")]
        self.found += [lead for lead in found if lead.startswith("/")]


@pytest.fixture
def site(db: None) -> Site:
    """Two accounts full of data."""
    return build("links")


@pytest.mark.parametrize("persona", ["founder 0", "pbx_super 0", "super_admin 0", "shared"])
def test_no_page_leads_to_one_that_there_is_not(site: Site, persona):
    client = browser(site.people[persona], site.known["number"])
    number = site.worlds[0].account.number
    waiting = [(f"/{door}/{number}/", "") for door in ("billing", "admin", "pbx")] + [("/me/", "")]
    seen, nowhere = set(), []
    kinds: dict[str, int] = {}
    while waiting:
        address, page = waiting.pop()
        path = address.partition("#")[0]
        kind = ID.sub("#", path.partition("?")[0])
        if path in seen or AWAY.search(path) or kinds.get(kind, 0) >= OF_A_KIND:
            continue
        seen.add(path)
        kinds[kind] = kinds.get(kind, 0) + 1
        answer = client.get(path)
        if answer.status_code in {404, 410, 500}:
            nowhere.append(f"{answer.status_code}: {path} on {page}")
        if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
            leads = Leads()
            leads.feed(answer.content.decode())
            waiting += [(lead, path) for lead in leads.found]
    assert nowhere == []
    assert len(seen) > 25
