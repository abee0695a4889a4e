"""Reads the form of a page and fills it in, so that the matrix posts what a browser would post."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

# Values for fields that a page leaves empty, by name.
VALUES = {
    "first_name": "Robin",
    "last_name": "Tester",
    "email": "robin.tester@example.com",
    "name": "Night shift",
    "message": "Please let me in.",
    "text": "Please call me.",
    "answer": "Not this year.",
    "reason": "Because.",
    "level": "viewer",
    "role": "member",
    "organisation": "Robin & Co",
    "login": "robin.tester@example.com",
    "password": "correct horse battery staple",
}


@dataclass
class Form:
    """A form of a page: how and where it is sent, and what is in it."""

    method: str
    action: str
    data: dict[str, Any] = field(default_factory=dict)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {key: value or "" for key, value in attrs}
        if tag == "form":
            self._form = Form(found.get("method", "get").lower(), found.get("action", ""))
            self.forms.append(self._form)
        elif self._form is not None:
            self._field(self._form.data, tag, found, dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = ""

    def _field(self, data: dict[str, Any], tag: str, found: dict[str, str], raw: dict[str, str | None]) -> None:
        name, kind = found.get("name", ""), found.get("type", "text")
        if tag == "select":
            self._select = name
        elif tag == "option" and self._select and ("selected" in raw or self._select not in data):
            data[self._select] = found.get("value", "")
        elif tag == "textarea" and name:
            data.setdefault(name, "")
        elif tag == "input" and name and kind in {"checkbox", "radio"}:
            chosen = data.setdefault(name, [])
            if "checked" in raw:
                chosen.append(found.get("value", "on"))
        elif tag == "input" and name:
            data[name] = found.get("value", "")


def filled(page: str, address: str) -> dict[str, Any]:
    """What a browser posts from `page` to `address`: the page's own values, and ours where it leaves a field empty."""
    reader = _Reader()
    reader.feed(page)
    posted = [form for form in reader.forms if form.method == "post" and form.action in {"", address}]
    if not posted:
        return {}
    data = dict(posted[0].data)
    data.pop("csrfmiddlewaretoken", None)
    for name, value in VALUES.items():
        if name in data and not data[name]:
            data[name] = value
    return data
