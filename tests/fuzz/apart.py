"""Two accounts side by side: whatever is done in the first, the second is answered the same everywhere.

Each request of a crawl is undone, at one moment of a clock that stands, so that crawling itself leaves nothing behind.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from random import Random
from typing import Any

from django.test import Client

from bursar.core import clock
from tests.fuzz import odd, pages
from tests.fuzz.filling import SHARED
from tests.fuzz.site import Site, browser
from tests.golden.matrix import undone

# What is new with every answer: secrets against forgery, nonces, keys of payments, ids of rows just made.
MASKS = (
    (re.compile(r'(name="csrfmiddlewaretoken" value=")[^"]+'), r"\1…"),
    (re.compile(r"('nonce-|nonce=\")[^'\"]+"), r"\1…"),
    (re.compile(r'(name="key" value=")[^"]+'), r"\1…"),
    (re.compile(r'("X-CSRFToken": ")[^"]+'), r"\1…"),
    (re.compile(r"\bbur_[0-9a-f]{64}\b"), "bur_…"),
)
HEADERS = ("Content-Type", "Content-Disposition", "Cache-Control", "Vary", "Allow", "Content-Language")
UID = re.compile(r"\b[0-9bcdfghjkmnpqrstvwxyz]{12}\b")
QUERIES = ("", "?q={word}", "?page=2", "?state=suspended&sort=-name&tab=paid&year=2026")
Answers = dict[str, tuple[str, str]]  # by who asked for what: a digest, and the text itself


@dataclass
class Crawl:
    """Everything that people of the second account are answered, and what they ask with: words and ids of the first."""

    site: Site
    at: datetime
    words: list[str]
    own: dict[str, list[str]]
    of_each: int  # things of a kind that are looked at

    @classmethod
    def of(cls, site: Site, at: datetime, of_each: int = 1) -> "Crawl":
        """The crawl of the second account as it is now; `at` lies after everything that will be done."""
        first, second = (world.account.number for world in site.worlds)
        people = [person.email for name, person in site.people.items() if name.endswith(" 0")]
        foreign = [uid for uids in site.own[first].values() for uid in uids]
        words = [first, *people, *foreign, "Direction 2", "Auditor", "Northwind"]
        return cls(site, at, words, site.own[second], of_each)

    def answers(self, personas: list[str]) -> Answers:
        """One answer for each page, search and form of each persona."""
        with clock.at(self.at):
            return {name: answer for persona in personas for name, answer in self._of(persona)}

    def _of(self, persona: str) -> Iterator[tuple[str, tuple[str, str]]]:
        number = self.site.worlds[1].account.number
        client = browser(self.site.people[persona], [number])
        for address in self._addresses(persona, number):
            page = undone(partial(client.get, address))
            yield f"{persona} GET {address}", self._masked(page)
            for sent in self._forms(page, address):
                yield f"{persona} {sent.method} {sent.address} {sent.body!r}", self._masked(_sent(client, sent))

    def _addresses(self, persona: str, number: str) -> Iterator[str]:
        rng = Random(f"{number} {persona}")
        for route in self.site.pages:
            is_own = route.name.startswith("me:")
            is_about = "number" in route.parameters and not route.name.startswith("demo:")
            # My account is about every account one is in, so for somebody who is in both it is rightly not the same.
            if (is_own and persona == SHARED) or not (is_own or is_about):
                continue
            found = {self.site.address(route, number, rng, self.own) for _ in range(self.of_each)}
            for address in sorted(found):
                shown = QUERIES if address.endswith(("/people/", "/invoices/", "/payments/", "/candidates/")) else ("",)
                yield from (address + query.format(word=rng.choice(self.words)) for query in shown)

    def _forms(self, page: Any, address: str) -> Iterator[odd.Request]:
        """The page's forms as they are and with what belongs to the other account, sent nowhere else."""
        if page.status_code != 200 or not page.headers["Content-Type"].startswith("text/html"):
            return
        for form in pages.forms_of(page.content.decode()):
            action = form.action or address
            if form.method != "post" or re.search(r"/(language|sign-out|switch|leave|password|address)/$", action):
                continue
            for foreign in (False, True):
                rng = Random(f"{address}{foreign}")
                pairs = pages.filled(form, rng, self.words)
                pairs = [(name, "") if name == "key" else (name, value) for name, value in pairs]
                pairs = odd.spoiled(pairs, rng, self.words) if foreign else pairs
                yield odd.Request("POST", action, odd.encoded(pairs))

    def _masked(self, answer: Any) -> tuple[str, str]:
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        said = [str(answer.status_code), *(f"{name}: {answer.headers.get(name)}" for name in (*HEADERS, "Location"))]
        if answer.headers.get("Content-Type", "").startswith("application/pdf"):
            return hashlib.sha256(body).hexdigest(), f"{len(body)} bytes"
        text = "\n".join([*said, body.decode()])
        for mask, instead in MASKS:
            text = mask.sub(instead, text)
        known = {uid for uids in self.own.values() for uid in uids} | set(self.words)
        text = UID.sub(lambda found: found[0] if found[0] in known else "<new>", text)
        return hashlib.sha256(text.encode()).hexdigest(), text


def _sent(client: Client, sent: odd.Request) -> Any:
    return undone(partial(client.generic, "POST", sent.address, sent.body, sent.content_type))


def differences(before: Answers, after: Answers) -> list[str]:
    """What is answered otherwise now, with the first lines that differ."""
    found = [f"{name}: no longer asked" for name in before.keys() ^ after.keys()]
    for name in before.keys() & after.keys():
        if before[name][0] != after[name][0]:
            pairs = zip(before[name][1].splitlines(), after[name][1].splitlines(), strict=False)
            found.append(f"{name}: {next((pair for pair in pairs if pair[0] != pair[1]), 'longer or shorter')}")
    return found
