"""Nothing is found on any page, light and dark, 320 and 1280 px, English and French, each pair on each page.

Looked at by axe; for the order, size and visibility of what takes the focus; with large, spaced and forced-colour text.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.golden.matrix import routes
from tests.journeys.acts import sends_nothing
from tests.journeys.inventory import NO_PAGES, OTHER_NAMES, PAGES, Shown
from tests.journeys.looking import findings
from tests.journeys.people import CAMILLE, LUCAS
from tests.journeys.setting import Setting
from tests.journeys.visitor import Visitor


class Browsers:
    """A browser for each person, signed in once."""

    def __init__(self, new_browser, site, say):
        self.new_browser, self.site, self.say = new_browser, site, say
        self.contexts: dict[str, BrowserContext] = {}

    def of(self, human) -> Page:
        """The tab of somebody, or of nobody in particular."""
        key = human.first if human else ""
        if key not in self.contexts:
            self.contexts[key] = self.new_browser(reduced_motion="reduce")
            page = self.contexts[key].new_page()
            if human:
                self._sign_in(Visitor(page, self.say), human)
        return self.contexts[key].pages[0]

    def _sign_in(self, visitor, human):
        visitor.opens("/sign-in/").signs_in(human).is_at("/me/")
        for door in ("admin", "billing", "pbx"):
            visitor.opens(f"/{door}/{self.site.lumiere}/")
            if "/sign-in/" in visitor.page.url:
                visitor.goes_on(human).page.wait_for_load_state()

    def close(self):
        """Close them all."""
        for context in self.contexts.values():
            context.close()


@pytest.fixture(scope="module")
def browsers(new_browser, site, say) -> Iterator[Browsers]:
    """Everybody's browsers."""
    opened = Browsers(new_browser, site, say)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def setting(site, say, browsers) -> Setting:
    """One of everything."""
    made = Setting(site)
    made.prepare(*(Visitor(browsers.of(human), say) for human in (None, CAMILLE, LUCAS)))
    return made


def without_refreshing(page: Page) -> None:
    """Keep a page that would go on by itself."""

    def answer(route):
        fetched = route.fetch()
        headers = {name: value for name, value in fetched.headers.items() if name != "refresh"}
        route.fulfill(response=fetched, headers=headers)

    page.route("**/processing/*", answer)


def look_at(browsers: Browsers, setting: Setting, shown: Shown) -> Iterator[str]:
    """Open a page, do what is to be done there first, and look."""
    page = browsers.of(shown.human)
    page.set_viewport_size({"width": 1280, "height": 900})
    answer = page.goto(setting.address(shown.name, shown.parameters) + shown.query.format(number=setting.site.lumiere))
    if answer.status != shown.status:
        yield f"{shown.title}: answered {answer.status} at {page.url}"
        return
    if shown.first:
        shown.first(page)
    found = findings(page, browsers.say.language, is_refused=shown.first is sends_nothing)
    yield from (f"{shown.title} ({each})" for each in found)
    page.goto("about:blank")


@pytest.mark.parametrize("door", PAGES)
def test_nothing_is_found_on_any_page(browsers, setting, door):
    without_refreshing(browsers.of(None))
    found = [line for shown in PAGES[door] for line in look_at(browsers, setting, shown)]
    assert not found, "\n" + "\n".join(found)


def test_every_page_is_in_the_inventory():
    listed = {shown.name for pages in PAGES.values() for shown in pages} | NO_PAGES
    known = {route.name for route in routes() if not route.name.startswith(OTHER_NAMES)}
    assert listed == known
