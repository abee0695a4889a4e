"""Fixtures of the journeys: the site, and browsers in English and in French."""

import fcntl
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.journeys.matrix import Matrix
from tests.journeys.people import CAMILLE
from tests.journeys.served import Site
from tests.journeys.visitor import Visitor
from tests.journeys.words import Words

CHROMIUM = "/usr/bin/chromium"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
LOCALES = {"en": "en-GB", "fr": "fr-FR"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a journey."""
    for item in items:
        if "journeys" in str(item.path):
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The demo installation, made once for all test processes; sites begin with a copy of it."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "demo"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "made").exists():
            _make_demo(folder)
    return folder


def _make_demo(folder: Path) -> None:
    site = Site(folder)
    site.bursar("migrate")
    site.bursar("demo")
    (folder / "made").write_text(site.bursar("account", "list", "--json"))
    site.stop()


@pytest.fixture(params=["en", "fr"], ids=["english", "french"], scope="module")
def language(request: pytest.FixtureRequest) -> str:
    """Each journey runs in both languages (S13)."""
    return str(request.param)


@pytest.fixture(scope="module")
def say(language: str) -> Words:
    """The words on screen."""
    return Words(language)


@pytest.fixture(scope="module")
def site(template: Path, tmp_path_factory: pytest.TempPathFactory, language: str) -> Iterator[Site]:
    """A served copy of the demo whose people all read the journey's language. The tests of a file share it."""
    served = Site(tmp_path_factory.mktemp("site"), template)
    _let_everybody_read(language, served.folder / "bursar.sqlite3")
    served.start()
    yield served
    try:
        served.bursar("check", "--data")  # whatever people did here, the invariants hold
    finally:
        served.stop()


def _let_everybody_read(language: str, database: Path) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE accounts_person SET language = ?", (language,))
    connection.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser program for all journeys."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def browser(chromium: Browser, site: Site, language: str) -> Iterator[Callable[[], BrowserContext]]:
    """`browser()` is a new person's browser, with nothing in it, in the journey's language."""
    opened: list[BrowserContext] = []

    def open_one() -> BrowserContext:
        context = chromium.new_context(
            base_url=site.url, locale=LOCALES[language], viewport={"width": 1280, "height": 900}
        )
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


@pytest.fixture
def visitor(browser: Callable[[], BrowserContext], say: Words) -> Callable[[], Visitor]:
    """`visitor()` is somebody at a browser of their own."""
    return lambda: Visitor(browser().new_page(), say)


@pytest.fixture
def somebody(visitor: Callable[[], Visitor]) -> Visitor:
    """One person at one browser."""
    return visitor()


@pytest.fixture
def matrix(site: Site, somebody: Visitor) -> Matrix:
    """Camille, who holds everything, before the permissions page of Lumière & Fils."""
    return Matrix(somebody, site, CAMILLE)
