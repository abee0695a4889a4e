"""Every form that is sent empty tells what is wrong: in a summary that links to its fields, and beside each of them."""

from functools import partial
from html.parser import HTMLParser

import pytest
from django.urls import reverse

from tests.golden import matrix, samples
from tests.personas import World

KEPT = {"hidden", "submit", "button", "checkbox", "radio"}  # a box that is not ticked is not sent at all
VOID = {"input", "img", "br", "hr", "meta", "link", "wbr"}
SUMMARY_OF_ITS_OWN = {"sandbox:pay"}  # another company's page, as far as people can tell


class Page(HTMLParser):
    """The elements of a page with the texts in them, and what each form posts when nothing is filled in."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[dict[str, str]] = []
        self.texts: dict[str, str] = {}
        self.forms: list[tuple[dict[str, str], dict[str, str]]] = []
        self._open: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {"tag": tag, **{key: value or "" for key, value in attrs}}
        found["around"] = " ".join(each for _, each in self._open)
        self.elements.append(found)
        if tag == "form":
            self.forms.append((found, {}))
        elif self.forms and found.get("name") and tag in {"input", "textarea", "select"}:
            kind = found.get("type", "text") if tag == "input" else tag
            if kind not in KEPT or kind == "hidden":
                self.forms[-1][1][found["name"]] = found.get("value", "") if kind == "hidden" else ""
        if tag not in VOID:
            self._open.append((tag, found.get("id", "")))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        for _, each in self._open:
            self.texts[each] = self.texts.get(each, "") + data.strip()

    def faults(self) -> list[str]:
        """What somebody who cannot see the page would miss."""
        ids = {each["id"] for each in self.elements if each.get("id")}
        named = {each["id"]: each for each in self.elements if each.get("id")}
        wrong = [each for each in self.elements if each.get("aria-invalid") == "true"]
        found = [] if wrong else ["no field is marked as wrong"]
        for each in wrong:
            around = " ".join(named.get(one, {}).get("aria-describedby", "") for one in each["around"].split())
            notes = f"{each.get('aria-describedby', '')} {around}".split()
            if not any(
                self.texts.get(note) for note in notes if note.endswith(("errors", "error", "wrong", "error-1"))
            ):
                found.append(f"{each.get('name')}: its error is not tied to it ({notes})")
            found += [f"{each.get('name')}: {note} is nowhere" for note in notes if note not in ids]
        return found

    def summary_faults(self) -> list[str]:
        """The same of the summary above the form."""
        summary = [each for each in self.elements if "data-error-summary" in each]
        if [(each.get("role"), each.get("tabindex")) for each in summary] != [("alert", "-1")]:
            return ["no summary of the errors"]
        ids = {each["id"] for each in self.elements if each.get("id")}
        links = [
            each["href"][1:] for each in self.elements if each["tag"] == "a" and each.get("href", "").startswith("#")
        ]
        return [f"a link to #{each}, which is nowhere" for each in links if each not in ids]


@pytest.mark.parametrize("persona", ["anonymous", "member", "founder"])
def test_a_form_that_is_sent_empty_ties_each_error_to_its_field(world: World, other_world: World, settings, persona):
    settings.BURSAR_DEMO = True
    parameters = samples.build(world, other_world)
    browser = samples.browser(world, other_world, persona)
    faults = {}
    for route in matrix.routes():
        address = reverse(route.name, kwargs={name: parameters(route.name)[name] for name in route.parameters})
        for answer in _refusals(browser, address):
            found = answer.faults() + ([] if route.name in SUMMARY_OF_ITS_OWN else answer.summary_faults())
            if found:
                faults[route.name] = found
    assert faults == {}


def _refusals(browser, address: str) -> list[Page]:
    """The pages that answer when the forms at an address are sent empty, those that are refused."""
    shown = matrix.undone(partial(browser.get, address))
    if shown.status_code != 200 or not shown.headers["Content-Type"].startswith("text/html"):
        return []
    found = []
    for form, data in Page(shown.content.decode()).forms:
        if (
            form.get("method") == "post"
            and form.get("action", "") in {"", address}
            and any(not v for v in data.values())
        ):
            answer = matrix.undone(partial(browser.post, address, data))
            if answer.status_code in (200, 422):
                found.append(Page(answer.content.decode()))
    return found
