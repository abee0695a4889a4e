"""Eight tabs of one browser that enter portals at the same instant: one session, written by all of them."""

from collections.abc import Sequence
from typing import Any

from soak.browser import Browser, Page, click, session_for
from soak.people import founded
from soak.races.race import Race

PORTALS = ("admin", "billing", "pbx")


def _prepare(_number: int) -> dict[str, Any]:
    account, person = founded()
    return {"number": account.number, "session": session_for(person)}


def _open_entry(each: dict[str, Any], entrant: int) -> Page:
    browser, path = Browser(each["session"]), f"/{PORTALS[entrant % 3]}/{each['number']}/sign-in/"
    return browser, path, browser.form(path)


def _all_entered(_each: dict[str, Any], outcomes: Sequence[str]) -> list[str]:
    return [] if set(outcomes) == {"302"} else [f"somebody was not let in: {outcomes}"]


RACES = [Race("8 tabs of one browser enter portals", 8, 300, _prepare, _open_entry, click, _all_entered)]
