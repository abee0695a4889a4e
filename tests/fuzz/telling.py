"""Each way to give an address to Bursar, with one that signs in and one that does not: nothing may tell which it is."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.test import Client

from bursar.access.permissions import Level
from bursar.accounts.steps import invitation_token, link_made
from bursar.billing.terms import Terms
from tests.fuzz.apart import MASKS, UID
from tests.fuzz.filling import invite
from tests.fuzz.site import browser
from tests.golden.matrix import undone
from tests.personas import PASSWORD, World, make_account, make_person

# Of one length and one first letter, so that nothing but knowing them can make a difference.
KNOWN, UNKNOWN = "stranger@example.com", "sometime@example.com"
OFTEN = ("Set-Cookie", "X-Request-ID", "Content-Security-Policy", "Date", "Expires")  # new with every answer
NAMES = {"first_name": "Robin", "last_name": "Tester", "language": "en"}
Answers = list[Any]


@dataclass(frozen=True)
class Way:
    """One way to give an address: as whom (or nobody), and what is sent; answers everything that comes back."""

    name: str
    persona: str
    send: Callable[[Client, str], Answers]


def ways(world: World) -> list[Way]:
    """Every way, in an account whose founder invites; the known address is of somebody with no tie to it."""
    make_person(KNOWN.partition("@")[0])
    number = world.account.number
    elsewhere = World(make_account("Contoso"), {"founder": world.person("founder")})
    links = {email: _invited(elsewhere, email) for email in (KNOWN, UNKNOWN)}
    waiting = invite(world, "billing_administrator", "waiting@example.com", Terms(Level.VIEWER).as_words())
    billing, admin = f"/billing/{number}/administrators", f"/admin/{number}/people"
    organisation = {"organisation": "Robin & Co", "time_zone": "Europe/Paris", "password": PASSWORD}
    wrong = {"password": "not the password at all"}
    return [
        Way("sign up", "", _form("/sign-up/", {**NAMES, **organisation})),
        Way("new password", "", _form("/reset-password/", {})),
        Way("sign in, wrong password", "", _form("/sign-in/", wrong, "login")),
        Way("sign in at the billing portal", "", _form(f"/billing/{number}/sign-in/", wrong, "login")),
        Way("add a billing administrator", "founder", _form(f"{billing}/add/", {**NAMES, "level": "viewer"})),
        Way("correct an invitation", "founder", _corrected(f"{billing}/invitations/{waiting.uid}/edit/")),
        Way("invite a member", "founder", _form(f"{admin}/invite/", {**NAMES, "role": "member"})),
        Way(
            "add a recipient",
            "founder",
            _form(f"/billing/{number}/details/recipients/add/", {"language": "en", "topics": "invoices"}),
        ),
        Way("look at an invitation", "", lambda client, email: [client.get(f"/invitation/{links[email]}/")]),
        Way("accept without signing in", "", lambda client, email: _sent(client, f"/invitation/{links[email]}/", {})),
        Way("sign in with another address", "founder", _form("/me/address/", {"current": PASSWORD})),
    ]


def browser_of(world: World, way: Way) -> Client:
    """The browser of whoever goes this way."""
    return browser(world.person(way.persona) if way.persona else None, [world.account.number])


def asked(way: Way, client: Client, email: str) -> Answers:
    """What comes back, everything that it wrote undone: every try finds the same."""
    answers: Answers = undone(partial(way.send, client, email))
    return answers


def told(answer: Any) -> str:
    """An answer without what is new every time, and without the address that was given."""
    cookies = sorted(answer.cookies)
    headers = sorted(f"{name}: {value}" for name, value in answer.headers.items() if name not in OFTEN)
    text = "\n".join([str(answer.status_code), *cookies, *headers, answer.content.decode()])
    for mask, instead in (*MASKS, (UID, "<uid>"), (re.compile(r"\b[0-9a-f]{64}\b"), "<token>")):
        text = mask.sub(instead, text)
    return text.replace(KNOWN, "<address>").replace(UNKNOWN, "<address>")


def _invited(world: World, email: str) -> str:
    invitation = invite(world, "billing_administrator", email, Terms(Level.VIEWER).as_words())
    link_made(invitation)
    return invitation_token(invitation)


def _form(address: str, data: dict[str, str], field: str = "email") -> Callable[[Client, str], Answers]:
    return lambda client, email: _sent(client, address, {**data, field: email})


def _corrected(address: str) -> Callable[[Client, str], Answers]:
    """The form of an invitation as it stands, with another address."""

    def send(client: Client, email: str) -> Answers:
        seen = re.search(r'name="seen" value="([^"]*)"', client.get(address).content.decode())
        return _sent(client, address, {**NAMES, "level": "viewer", "email": email, "seen": seen[1] if seen else ""})

    return send


def _sent(client: Client, address: str, data: dict[str, str]) -> Answers:
    """The answer to the form, and the page that it leads to."""
    answer = client.post(address, data)
    return [answer, client.get(answer.headers["Location"])] if answer.status_code == 302 else [answer]
