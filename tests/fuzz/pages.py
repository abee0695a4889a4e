"""Reads every form of a page with all that could be chosen in it, and fills it in as a person might."""

from dataclasses import dataclass, field
from datetime import timedelta
from html.parser import HTMLParser
from random import Random

from bursar.core import clock
from tests.golden.forms import VALUES
from tests.personas import PASSWORD

Pairs = list[tuple[str, str]]
Attributes = dict[str, str | None]


@dataclass
class Field:
    """One control: its kind, its value, what else could be chosen, and whether it is ticked."""

    name: str
    kind: str
    value: str = ""
    options: list[str] = field(default_factory=list)
    is_ticked: bool = False


@dataclass
class Form:
    """A form of a page: how and where it is sent, its controls and its buttons."""

    method: str
    action: str
    fields: list[Field] = field(default_factory=list)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)  # name, value, where it sends to instead


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._by_id: dict[str, Form] = {}
        self._form: Form | None = None
        self._select: Field | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found: Attributes = dict(attrs)
        if tag == "form":
            self._form = Form((found.get("method") or "get").lower(), found.get("action") or "")
            self.forms.append(self._form)
            self._by_id[found.get("id") or ""] = self._form
        owner = self._by_id.get(found.get("form") or "", self._form) if found.get("form") else self._form
        if owner is not None:
            self._control(owner, tag, found)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None

    def _control(self, form: Form, tag: str, found: Attributes) -> None:
        name, value = found.get("name") or "", found.get("value") or ""
        if tag == "button" and (found.get("type") or "submit") == "submit":
            form.buttons.append((name, value, found.get("formaction") or ""))
        elif tag == "option" and self._select is not None:
            self._select.options.append(value)
            if "selected" in found:
                self._select.value = value
        elif tag in {"input", "textarea", "select"} and name:
            kind = tag if tag != "input" else (found.get("type") or "text")
            is_choice = kind in {"checkbox", "radio"}
            made = Field(name, kind, value or ("on" if is_choice else ""), is_ticked="checked" in found)
            form.fields.append(made)
            self._select = made if tag == "select" else self._select


def forms_of(page: str) -> list[Form]:
    """All forms of a page."""
    reader = _Reader()
    reader.feed(page)
    return reader.forms


def filled(form: Form, rng: Random, addresses: list[str]) -> Pairs:
    """What somebody who means it would send: mostly what stands there, now and then another choice."""
    pairs: Pairs = []
    radios = {f.name for f in form.fields if f.kind == "radio"}
    for name in sorted(radios):
        group = [f for f in form.fields if f.name == name]
        ticked = [f for f in group if f.is_ticked]
        pairs.append((name, rng.choice(ticked if ticked and rng.random() < 0.3 else group).value))
    for each in form.fields:
        if each.kind == "checkbox":
            if each.is_ticked if rng.random() < 0.7 else rng.random() < 0.6:
                pairs.append((each.name, each.value))
        elif each.kind != "radio" and each.name != "csrfmiddlewaretoken":
            pairs.append((each.name, _typed(each, rng, addresses)))
    return pairs


def _typed(each: Field, rng: Random, addresses: list[str]) -> str:
    if each.kind == "hidden" or (each.value and each.kind != "select" and rng.random() < 0.8):
        return each.value
    if each.kind == "password":
        return PASSWORD
    if each.kind == "select":
        return rng.choice(each.options or [each.value])
    if each.kind == "email" or each.name == "email":
        return rng.choice([*addresses, f"new{rng.randrange(10**9)}@example.com", ""])
    if each.kind == "date":
        return "" if rng.random() < 0.6 else (clock.today() + timedelta(days=rng.randrange(-3, 90))).isoformat()
    if each.kind == "number":
        return str(rng.randrange(1, 100))
    return VALUES.get(each.name, "") or f"Some words {rng.randrange(1000)}"
