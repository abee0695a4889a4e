"""Somebody with a keyboard and no mouse: moves by Tab, types into what has the focus, and looks where it is."""

import re
from pathlib import Path
from typing import Self

from playwright.sync_api import Locator, Page, expect

from bursar.demo.cast import PASSWORD
from tests.journeys.people import Human
from tests.journeys.words import Words

EYES = (Path(__file__).parent / "eyes.js").read_text()
MOST_STOPS = 150


class Keys:
    """A tab of a browser under ten fingers. Texts are given in English and translated."""

    def __init__(self, page: Page, say: Words) -> None:
        self.page = page
        self.say = say
        self.stops: list[str] = []
        page.emulate_media(reduced_motion="reduce")  # the focus is looked at when it has come
        page.add_init_script(EYES)

    def opens(self, address: str) -> Self:
        """Type an address."""
        self.page.goto(address)
        return self

    # --- moving ------------------------------------------------------------------------------------------------
    def tabs_to(self, wanted: Locator, key: str = "Tab", most: int = MOST_STOPS) -> Self:
        """Press Tab until the focus is there. Each stop must be seen; the same one twice in a row is a trap."""
        expect(wanted.first).to_be_visible()
        self.page.wait_for_load_state()
        elements = wanted.element_handles()
        for _ in range(most):
            self.page.keyboard.press(key)
            stop = self.page.evaluate("wanted => eyes.focus(wanted)", elements)
            self.stops.append(stop["where"])
            assert not stop["fault"], f"{stop['fault']}: {self.page.url}"
            if stop["found"]:
                return self
            assert not stop["stays"], f"trapped at {stop['where']}: {self.page.url}"
        raise AssertionError(f"no way to {wanted} at {self.page.url} in {self.stops[-most:]}")

    def skips(self) -> Self:
        """The first stop of a page is the link over its bars; take it. After a form sent from `#main` one is there."""
        if self.page.url.endswith("#main"):
            return self
        self.tabs_to(self.page.get_by_role("link", name=self.say("Skip to the content")), most=1).hits("Enter")
        expect(self.page.get_by_role("main")).to_be_focused()
        return self

    def hits(self, *keys: str) -> Self:
        """Press keys."""
        for key in keys:
            self.page.keyboard.press(key)
        return self

    # --- using -------------------------------------------------------------------------------------------------
    def follows(self, english: str, /, **values: object) -> Self:
        """Tab to a link, and follow it."""
        return self.tabs_to(self.named("link", english, **values)).hits("Enter")

    def presses(self, english: str, /, key: str = "Enter", **values: object) -> Self:
        """Tab to a button, and press it."""
        return self.tabs_to(self.named("button", english, **values)).hits(key)

    def types(self, english: str, /, value: str) -> Self:
        """Tab to a field, and type over what is in it."""
        field = self.page.get_by_label(self.say.pattern(self.say(english))).filter(visible=True)
        self.tabs_to(field).hits("ControlOrMeta+a")
        self.page.keyboard.type(value)
        return self

    def chooses(self, english: str, /) -> Self:
        """Tab into a group of radio buttons, and go by the arrows to one of them."""
        wanted = self.named("radio", english)
        self.tabs_to(self.page.get_by_role("radio").filter(visible=True))
        self.hits("Space")
        for _ in range(12):
            if wanted.is_checked():
                return self
            self.hits("ArrowDown")
        raise AssertionError(f"no way to {english} by the arrows at {self.page.url}")

    def ticks(self, english: str, /, **values: object) -> Self:
        """Tab to a box, and tick it or take its tick away."""
        return self.tabs_to(self.named("checkbox", english, **values)).hits("Space")

    def opens_menu(self, name: str) -> Self:
        """Tab to a menu, and open it."""
        return self.tabs_to(self.page.locator("summary").filter(has_text=name).filter(visible=True)).hits("Enter")

    def signs_in(self, human: Human, password: str = PASSWORD) -> Self:
        """At a sign-in page: address, Tab, password, Enter."""
        return self.types("E-mail address", human.email).types("Password", password).hits("Enter")

    def goes_on(self, human: Human) -> Self:
        """At the sign-in page of a portal, as somebody who is signed in already."""
        return self.presses("Continue as %(name)s", name=human.name)

    def into_new_tab(self) -> "Keys":
        """Press Enter on the link that has the focus; the same hands at the tab that it opens."""
        with self.page.context.expect_page() as opened:
            self.hits("Enter")
        opened.value.wait_for_load_state()
        tab = Keys(opened.value, self.say)
        tab.page.evaluate(EYES)
        return tab

    # --- seeing ------------------------------------------------------------------------------------------------
    def named(self, role: str, english: str, /, **values: object) -> Locator:
        """Whatever has this role and these words."""
        name = self.say.pattern(self.say(english, **values))
        return self.page.get_by_role(role, name=name).filter(visible=True)  # type: ignore[arg-type]

    def sees_heading(self, english: str, /, **values: object) -> Self:
        """The page has this heading."""
        heading = self.page.get_by_role("heading", level=1)
        expect(heading).to_have_text(self.say.pattern(self.say(english, **values)))
        return self

    def is_told(self, english: str, /, **values: object) -> Self:
        """A message is read out: its words come into the live region that was there before them."""
        expect(self.page.locator("[data-announcer]")).to_contain_text(self.say(english, **values))
        return self

    def is_at(self, address: str) -> Self:
        """The address of the page, as a pattern of its path."""
        expect(self.page).to_have_url(re.compile(rf"^https?://[^/]+{address}"))
        return self
