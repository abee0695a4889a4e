"""Looks at a page as axe does, and as people with a keyboard, large text or strong contrast; tells what is wrong."""

from collections.abc import Iterator
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# All pairs of appearance, width and language: each page is loaded once in each language and looked at twice there.
LOOKS = {"en": [("light", 320), ("dark", 1280)], "fr": [("light", 1280), ("dark", 320)]}
AXE = Axe().axe_script
EYES = (Path(__file__).parent / "eyes.js").read_text()
# A colour on its way to another is no finding: appearances change at once.
STILL = "*, *::before, *::after { transition: none !important; animation: none !important; }"
LARGE = "html { font-size: 200% !important; }"  # WCAG 1.4.4
SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
    p { margin-block-end: 2em !important; }"""  # WCAG 1.4.12
STYLE = """(rules) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(rules);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""
SETTLED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
# An open menu lies over other targets, as menus do; those are measured where it is closed. Sheets and films are not
# fetched ahead (`preload`): the rules that ask for them are about films, and an experiment.
LOOK = """axe.run(document, {resultTypes: ['violations'], preload: false, rules: {'target-size': {
    enabled: !document.querySelector('details[name][open]')}}}).then(found => found.violations)"""
AT_THE_ERRORS = "document.activeElement.matches('[data-error-summary], [aria-invalid=true]')"


def findings(page: Page, language: str, *, is_refused: bool) -> Iterator[str]:
    """What is wrong with the page that is open, each with the look at which it was found."""
    if is_refused and not page.evaluate(AT_THE_ERRORS):
        yield "after a refused form the focus is not at its errors"
    page.evaluate(AXE)
    page.evaluate(EYES)
    yield from page.evaluate("eyes.moving()")
    page.evaluate(STYLE, STILL)
    for appearance, width in LOOKS[language]:
        page.emulate_media(color_scheme=appearance)  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate(SETTLED)
        yield from (f"{language}, {appearance}, {width} px: {found}" for found in _at_a_look(page, width))
    page.keyboard.press("Tab")  # the focus is shown to those who use keys
    yield from (f"{language}, {width} px: {found}" for found in page.evaluate("eyes.everyStop()"))
    if language == "en":
        yield from _in_forced_colours(page)
    yield from (f"{language}: {found}" for found in _changed(page, width, LARGE if width > 1000 else SPACED))


def _at_a_look(page: Page, width: int) -> Iterator[str]:
    for rule in page.evaluate(LOOK):
        for node in rule["nodes"]:
            what = f"{node['target'][0]}: {node['html'][:160]}: {' '.join(node['failureSummary'].split())[:200]}"
            yield f"{rule['id']}: {what}"
    yield from page.evaluate("eyes.disorder()")
    yield from _too_wide(page, width)


def _in_forced_colours(page: Page) -> Iterator[str]:
    page.emulate_media(forced_colors="active")
    yield from (f"in forced colours: {found}" for found in page.evaluate("eyes.everyStop()"))
    page.emulate_media(forced_colors="none")


def _changed(page: Page, width: int, rules: str) -> Iterator[str]:
    """With the text made larger or its lines and letters set apart: nothing is cut off, nothing too wide."""
    before = set(page.evaluate("eyes.cut()"))
    page.evaluate(STYLE, rules)
    what = "with large text" if rules is LARGE else "with spaced text"
    yield from (f"{what}: {found}" for found in page.evaluate("eyes.cut()") if found not in before)
    yield from (f"{what}: {found}" for found in _too_wide(page, width))


def _too_wide(page: Page, width: int) -> Iterator[str]:
    wide = page.evaluate("document.documentElement.scrollWidth")
    if wide > width:
        yield f"the page is {wide} px wide"
