"""Somebody at a browser: reads the words on screen in their language, and clicks, types and ticks by them."""

import re
from typing import Self

from playwright.sync_api import Locator, Page, expect

from bursar.demo.cast import PASSWORD
from tests.journeys.people import Human
from tests.journeys.served import Site
from tests.journeys.words import Words


class Visitor:
    """A tab of a browser, or a part of its page (`within`). Texts are given in English and translated."""

    def __init__(self, page: Page, say: Words, area: Locator | None = None) -> None:
        self.page = page
        self.say = say
        self.area: Page | Locator = area or page

    # --- where one looks ---------------------------------------------------------------------------------------
    def within(self, area: Locator) -> "Visitor":
        """The same person, looking at a part of the page."""
        return Visitor(self.page, self.say, area)

    def at_row(self, text: str) -> "Visitor":
        """The same person, looking at the row of a table that begins with a text (a name, a number)."""
        head = self.page.locator("th", has_text=text)
        return self.within(self.area.locator("tr").filter(has=head).filter(visible=True))

    def at_navigation(self) -> "Visitor":
        """The same person, looking at the left navigation."""
        return self.within(self.page.locator("nav.sidenav"))

    def at_main(self) -> "Visitor":
        """The same person, looking at the page without the bars around it."""
        return self.within(self.page.get_by_role("main"))

    def beside(self) -> "Visitor":
        """The same person with another tab of the same browser."""
        return Visitor(self.page.context.new_page(), self.say)

    # --- what there is -----------------------------------------------------------------------------------------
    def link(self, english: str, /, **values: object) -> Locator:
        """A link by its words."""
        return self._by_role("link", english, values)

    def button(self, english: str, /, **values: object) -> Locator:
        """A button by its words."""
        return self._by_role("button", english, values)

    def tick_box(self, english: str, /, **values: object) -> Locator:
        """A tick box by its words."""
        return self._by_role("checkbox", english, values)

    def field(self, english: str, /) -> Locator:
        """A field by its label."""
        return self.area.get_by_label(self.say.pattern(self.say(english))).filter(visible=True)

    def select_boxes(self) -> Locator:
        """The boxes that choose invoices to pay (whoever only views has some for downloading)."""
        return self.page.locator("form[action$='/invoices/pay/'] input[name=invoice][type=checkbox]")

    def text(self, text: str) -> Locator:
        """A text anywhere, as it stands there."""
        words = r"\s+".join(re.escape(word) for word in text.split())
        return self.area.get_by_text(re.compile(words)).filter(visible=True).first

    # --- what one sees -----------------------------------------------------------------------------------------
    def sees(self, english: str, /, **values: object) -> Self:
        """A text of ours is on the screen."""
        return self.reads(self.say(english, **values))

    def reads(self, text: str) -> Self:
        """A text that needs no translation (a name, an amount) is on the screen."""
        expect(self.text(text)).to_be_visible()
        return self

    def misses(self, text: str) -> Self:
        """A text is not on the screen."""
        expect(self.text(text)).to_have_count(0)
        return self

    def sees_heading(self, english: str, /, **values: object) -> Self:
        """The page has this heading."""
        heading = self.page.get_by_role("heading", level=1)
        expect(heading).to_have_text(self.say.pattern(self.say(english, **values)))
        return self

    def is_at(self, address: str) -> Self:
        """The address of the page, as a pattern of its path."""
        expect(self.page).to_have_url(re.compile(rf"^https?://[^/]+{address}"))
        return self

    # --- what one does -----------------------------------------------------------------------------------------
    def opens(self, address: str) -> Self:
        """Type an address, or follow a link of a mail."""
        self.page.goto(address)
        return self

    def follows(self, english: str, /, **values: object) -> Self:
        """Click a link."""
        self.link(english, **values).click()
        return self

    def follows_name(self, name: str) -> Self:
        """Click a link that is a name or a number, the same in all languages."""
        self.area.get_by_role("link", name=name, exact=True).click()
        return self

    def follows_into_new_tab(self, english: str, /, **values: object) -> "Visitor":
        """Click a link that opens a tab of its own; the person with that tab."""
        with self.page.context.expect_page() as opened:
            self.link(english, **values).click()
        opened.value.wait_for_load_state()
        return Visitor(opened.value, self.say)

    def presses(self, english: str, /, **values: object) -> Self:
        """Click a button."""
        self.button(english, **values).click()
        return self

    def types(self, english: str, /, value: str) -> Self:
        """Fill a field with this label."""
        self.field(english).fill(value)
        return self

    def chooses(self, english: str, /) -> Self:
        """Choose one of several."""
        self._by_role("radio", english, {}).check()
        return self

    def ticks(self, english: str, /, **values: object) -> Self:
        """Tick a box."""
        self.tick_box(english, **values).check()
        return self

    def unticks(self, english: str, /, **values: object) -> Self:
        """Take a tick away."""
        self.tick_box(english, **values).uncheck()
        return self

    # --- ways that every journey walks ---------------------------------------------------------------------------
    def signs_in(self, human: Human, password: str = PASSWORD) -> Self:
        """At a sign-in page: address, password, Sign in."""
        self.types("E-mail address", human.email).types("Password", password)
        self.at_main().presses("Sign in")
        return self

    def enters(self, address: str, human: Human) -> Self:
        """Go to a page of a portal as somebody who is not signed in yet, through its sign-in page."""
        self.opens(address).signs_in(human)
        return self.is_at(re.escape(address))

    def arrives(self, site: Site, address: str, human: Human) -> Self:
        """Be on a page of a portal as somebody who signed in at its door: there the first time, then remembered."""
        if not site.sessions.begin(self.page.context, human, address):
            self.enters(address, human)
            site.sessions.keep(self.page.context, human, address)
            return self
        return self.opens(address).is_at(re.escape(address))

    def goes_on(self, human: Human) -> Self:
        """At the sign-in page of a portal, as somebody who is signed in already."""
        self.sees_heading("Continue as %(name)s?", name=human.name)
        return self.presses("Continue as %(name)s", name=human.name)

    def opens_app_switcher(self) -> "Visitor":
        """Open the switcher in the top bar, and look at it."""
        label = self.say("App switcher")
        self.page.locator("summary").filter(has_text=label).click()
        return self.within(self.page.get_by_role("navigation", name=label, exact=True))

    def chooses_from_menu(self, human: Human, english: str) -> Self:
        """Open one's own menu in the top bar and press one of its buttons."""
        self.page.locator("summary").filter(has_text=human.name).click()
        return self.presses(english)

    def _by_role(self, role: str, english: str, values: dict[str, object]) -> Locator:
        name = self.say.pattern(self.say(english, **values))
        return self.area.get_by_role(role, name=name)  # type: ignore[arg-type]
