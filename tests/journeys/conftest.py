"""Fixtures of the journeys: the site, and browsers in English and in French."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.journeys.served import Site

CHROMIUM = "/usr/bin/chromium"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a journey."""
    for item in items:
        if "journeys" in str(item.path):
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo installation, made once; each journey begins with a copy of it."""
    folder = tmp_path_factory.mktemp("demo")
    site = Site(folder)
    site.bursar("migrate")
    site.bursar("demo")
    site.stop()
    return folder


@pytest.fixture
def site(template: Path, tmp_path: Path) -> Iterator[Site]:
    """A served copy of the demo."""
    served = Site(tmp_path, template)
    served.start()
    yield served
    served.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser program for all journeys."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(params=["en", "fr"])
def language(request: pytest.FixtureRequest) -> str:
    """Each journey runs in both languages (S13)."""
    return str(request.param)


@pytest.fixture
def browser(chromium: Browser, site: Site, language: str) -> Iterator[Callable[[], BrowserContext]]:
    """`browser()` is a new person's browser, with nothing in it, in the journey's language."""
    opened: list[BrowserContext] = []

    def open_one() -> BrowserContext:
        locale = {"en": "en-GB", "fr": "fr-FR"}[language]
        context = chromium.new_context(base_url=site.url, locale=locale, viewport={"width": 1280, "height": 900})
        context.set_default_timeout(10_000)
        opened.append(context)
        return context

    yield open_one
    for context in opened:
        context.close()


@pytest.fixture
def page(browser: Callable[[], BrowserContext]) -> Page:
    """A tab of a new browser."""
    return browser().new_page()
