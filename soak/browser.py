"""A browser of one person: real pages, real forms with their hidden fields and tokens, real sessions."""

import time
from html.parser import HTMLParser
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.test import Client

from bursar.core import clock
from bursar.portals.sessions import SessionStore

Fields = dict[str, list[str]]


def session_for(person: Any, *entered: str) -> str:
    """A session of this person who has just given the password and entered these portals, such as `billing:C-1-2`."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session["entered"] = {door: clock.now().isoformat() for door in entered}
    session.create()
    return str(session.session_key)


class Browser:
    """Follows nothing by itself; an error of the site is an answer, not an exception."""

    def __init__(self, session: str = "") -> None:
        self.client = Client(enforce_csrf_checks=True, raise_request_exception=False)
        if session:
            self.client.cookies[settings.SESSION_COOKIE_NAME] = session

    def form(self, path: str, action: str = "") -> Fields:
        """The fields of the first form that posts to an address that ends with `action` (any when empty)."""
        answer = self.client.get(path)
        if answer.status_code != 200:
            raise LookupError(f"{path} answered {answer.status_code}")
        return form_in(answer, action or path)

    def post(self, path: str, fields: Fields) -> Any:
        """Send a form."""
        return self.client.post(path, fields)


Page = tuple[Browser, str, Fields]  # a page that is open in a browser: where its form goes, and what is in it


def form_in(answer: Any, action: str) -> Fields:
    """The fields of the first form of a page that posts to `action`, or to the page itself."""
    reader = _Forms()
    reader.feed(answer.content.decode())
    for target, fields in reader.forms:
        if target.endswith(action) or not target:
            return fields
    raise LookupError(f"no form for {action}: {[target for target, _ in reader.forms]}")


def click(page: Page) -> str:
    """Send the form of a page that is open; how it came out."""
    browser, path, fields = page
    return came_out(browser.post(path, fields))


def came_out(answer: Any) -> str:
    """The status of an answer; with the error's words where it is ours."""
    if answer.status_code >= 500 and getattr(answer, "exc_info", None):
        return f"{answer.status_code} {answer.exc_info[0].__name__}: {answer.exc_info[1]}"
    return str(answer.status_code)


class _Forms(HTMLParser):
    """Collects forms that post, with what a browser would send of them."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, Fields]] = []
        self._is_within = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Forms and their inputs; radios and boxes only when they are chosen."""
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._is_within = found.get("method", "").lower() == "post"
            if self._is_within:
                self.forms.append((found.get("action", ""), {}))
        elif tag == "input" and self._is_within and found.get("name"):
            is_choice = found.get("type") in ("radio", "checkbox")
            if not is_choice or "checked" in found:
                self.forms[-1][1].setdefault(found["name"], []).append(found.get("value", "on" if is_choice else ""))

    def handle_endtag(self, tag: str) -> None:
        """A form ends."""
        if tag == "form":
            self._is_within = False
