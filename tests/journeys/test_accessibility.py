"""axe finds nothing on any page: light and dark, 320 and 1280 px, English and French, each pair on each page."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

from tests.golden.matrix import routes
from tests.journeys.conftest import LOCALES
from tests.journeys.inventory import NO_PAGES, OTHER_NAMES, PAGES, Shown
from tests.journeys.people import CAMILLE, LUCAS
from tests.journeys.setting import Setting
from tests.journeys.visitor import Visitor

# All pairs of appearance, width and language: each page is loaded once in each language and looked at twice there.
LOOKS = {"en": [("light", 320), ("dark", 1280)], "fr": [("light", 1280), ("dark", 320)]}
AXE = Axe().axe_script
# A colour on its way to another is no finding: appearances change at once.
STILL = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("*, *::before, *::after { transition: none !important; animation: none !important; }");
    document.adoptedStyleSheets = [sheet];
}"""
SETTLED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
LOOK = "axe.run(document, {resultTypes: ['violations']}).then(found => found.violations)"


class Browsers:
    """A browser for each person, signed in once."""

    def __init__(self, chromium, site, say):
        self.chromium, self.site, self.say = chromium, site, say
        self.contexts: dict[str, BrowserContext] = {}

    def of(self, human) -> Page:
        """The tab of somebody, or of nobody in particular."""
        key = human.first if human else ""
        if key not in self.contexts:
            locale = LOCALES[self.say.language]
            self.contexts[key] = self.chromium.new_context(
                base_url=self.site.url, locale=locale, reduced_motion="reduce", viewport={"width": 1280, "height": 900}
            )
            page = self.contexts[key].new_page()
            page.set_default_timeout(10_000)
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
def browsers(chromium, site, say) -> Iterator[Browsers]:
    """Everybody's browsers."""
    opened = Browsers(chromium, site, say)
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


def findings(page: Page, shown: Shown, language: str) -> Iterator[str]:
    """What axe finds on a page, in both appearances of the language; and a page wider than a narrow screen."""
    page.evaluate(AXE)
    page.evaluate(STILL)
    for appearance, width in LOOKS[language]:
        page.emulate_media(color_scheme=appearance)
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate(SETTLED)
        where = f"{shown.title} ({language}, {appearance}, {width} px)"
        for rule in page.evaluate(LOOK):
            for node in rule["nodes"]:
                what = f"{node['target'][0]}: {node['html'][:160]}: {' '.join(node['failureSummary'].split())[:200]}"
                yield f"{where}: {rule['id']}: {what}"
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            yield f"{where}: the page is {wide} px wide"


def look_at(browsers: Browsers, setting: Setting, shown: Shown) -> Iterator[str]:
    """Open a page, do what is to be done there first, and look."""
    page = browsers.of(shown.human)
    page.set_viewport_size({"width": 1280, "height": 900})
    answer = page.goto(setting.address(shown.name, shown.parameters) + shown.query)
    if answer.status != shown.status:
        yield f"{shown.title}: answered {answer.status} at {page.url}"
        return
    if shown.first:
        shown.first(page)
    yield from findings(page, shown, browsers.say.language)
    page.goto("about:blank")


@pytest.mark.parametrize("door", PAGES)
def test_axe_finds_nothing(browsers, setting, door):
    without_refreshing(browsers.of(None))
    found = [line for shown in PAGES[door] for line in look_at(browsers, setting, shown)]
    assert not found, "\n" + "\n".join(found)


def test_every_page_is_in_the_inventory():
    listed = {shown.name for pages in PAGES.values() for shown in pages} | NO_PAGES
    known = {route.name for route in routes() if not route.name.startswith(OTHER_NAMES)}
    assert listed == known
