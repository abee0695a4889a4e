"""Fixtures of the journeys: the site, and browsers in English and in French."""

import fcntl
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from xdist.remote import Producer
from xdist.scheduler.loadscope import LoadScopeScheduling

from scripts import debian
from tests.journeys.keys import Keys
from tests.journeys.matrix import Matrix
from tests.journeys.people import CAMILLE, Human
from tests.journeys.served import Site
from tests.journeys.visitor import Visitor
from tests.journeys.words import Words

CHROMIUM = debian.browser()
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
LOCALES = {"en": "en-GB", "fr": "fr-FR"}


class ByFileAndLanguage(LoadScopeScheduling):  # type: ignore[misc]  # it ships no types
    """What is in one file and one language shares a site, so a process.

    Not `--dist loadgroup`: pytest-xdist 3.8 forgets its groups under pytest 9.2, and says nothing (its issue 1386).
    """

    def _split_scope(self, nodeid: str) -> str:
        file, _, test = nodeid.partition("::")
        return f"{file}-{'french' if '[french' in test else 'english'}"


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByFileAndLanguage:
    """The longest come first, as they were collected, so that no process ends up alone with one."""
    config.option.loadscopereorder = False
    return ByFileAndLanguage(config, log)


def pytest_itemcollected(item: pytest.Item) -> None:
    """Everything in this folder is a journey."""
    if "journeys" in str(item.path):
        item.add_marker(pytest.mark.journey)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first."""
    items.sort(key=lambda item: "accessibility" not in item.path.stem)


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


@pytest.fixture(scope="module")
def new_browser(chromium: Browser, site: Site, language: str) -> Callable[..., BrowserContext]:
    """Opens a browser in the journey's language, with options of its own; whoever opens it closes it."""

    def open_one(**options: Any) -> BrowserContext:
        given = {"locale": LOCALES[language], "viewport": {"width": 1280, "height": 900}, **options}
        context = chromium.new_context(base_url=site.url, **given)
        context.set_default_timeout(10_000)
        return context

    return open_one


@pytest.fixture(scope="module")
def spare(new_browser: Callable[..., BrowserContext]) -> Iterator[list[BrowserContext]]:
    """Browsers of people who went, with the style sheets they have loaded and nothing else in them."""
    contexts: list[BrowserContext] = []
    yield contexts
    for context in contexts:
        context.close()


@pytest.fixture
def browser(
    new_browser: Callable[..., BrowserContext], spare: list[BrowserContext]
) -> Iterator[Callable[[], BrowserContext]]:
    """`browser()` is a new person's browser, without cookies and tabs."""
    opened: list[BrowserContext] = []

    def open_one() -> BrowserContext:
        opened.append(spare.pop() if spare else new_browser())
        return opened[-1]

    yield open_one
    for context in opened:
        for tab in context.pages:
            tab.close()
        context.clear_cookies()
    spare += opened


@pytest.fixture
def page(browser: Callable[[], BrowserContext]) -> Page:
    """A tab of a new browser."""
    return browser().new_page()


@pytest.fixture
def visitor(browser: Callable[[], BrowserContext], say: Words) -> Callable[[], Visitor]:
    """`visitor()` is somebody at a browser of their own."""
    return lambda: Visitor(browser().new_page(), say)


@pytest.fixture
def keys(page: Page, say: Words) -> Keys:
    """One person at one browser, who uses the keyboard alone."""
    return Keys(page, say)


@pytest.fixture
def hands(site: Site, visitor: Callable[[], Visitor], say: Words) -> Callable[[str, Human], Keys]:
    """`hands(address, human)` is somebody who is signed in there and uses the keyboard alone."""

    def at(address: str, human: Human) -> Keys:
        arrived = visitor().arrives(site, address, human)
        return Keys(arrived.page, say).opens(address)

    return at


@pytest.fixture
def somebody(visitor: Callable[[], Visitor]) -> Visitor:
    """One person at one browser."""
    return visitor()


@pytest.fixture
def matrix(site: Site, somebody: Visitor) -> Matrix:
    """Camille, who holds everything, before the permissions page of Lumière & Fils."""
    return Matrix(somebody, site, CAMILLE)
