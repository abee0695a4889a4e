"""A crowd of random people with random forms: whatever they send, no error of ours, and only what the policy allows."""

import re
from typing import Any

from tests.fuzz import odd, pages
from tests.fuzz.asking import Asking

STEPS = 4  # how far somebody goes on from one page to the next
# Those who may do something at a door come to it most often; pages that lead out of the portals are seldom visited.
EAGER = {
    "admin": ("founder", "super_admin", "admin"),
    "billing": ("founder", "full", "payer"),
    "pbx": ("founder", "pbx_super", "pbx_payer"),
}
AROUND = re.compile(r"/(language|sign-out|switch|leave)/$")
OFTEN = re.compile(r":(invoice-pay|pay|permission-list|invitation|invitation-answer|sign-up-confirm|address-confirm)$")
OUT = re.compile(r"account_|.*:(leave|switch|account-switch|sign-out|language)$|public:|.*sign-in$")
FOR_PROGRAMS = re.compile(r"rest:|authzen:")  # a browser does nothing there; tokens are tried elsewhere


class Crowd(Asking):
    """What everybody does by chance."""

    def visit(self) -> None:
        """One person opens a page, fills in its form, spoils it perhaps, sends it and goes on from there."""
        rng, numbers = self.rng, self.site.known["number"]
        route = rng.choices(self.site.pages, [_weight(page.name) for page in self.site.pages])[0]
        eager = [f"{name} {at}" for name in EAGER.get(route.name.partition(":")[0], ()) for at in (0, 1)]
        eager = [name for name in eager if name in self.site.people]
        persona = rng.choice(eager if eager and rng.random() < 0.7 else [*self.site.people, "anonymous"])
        own = numbers[int(persona[-1])] if persona[-1].isdigit() else rng.choice(numbers)
        number = own if rng.random() < 0.95 else rng.choice(numbers)
        address = self.site.address(route, number, rng)
        persona = self._reader(address) or persona if rng.random() < 0.6 else persona
        if rng.random() < 0.08:
            address = address.replace(number, rng.choice(["%00", "%ff", "C-0", "..", "%2e%2e%2f", "x" * 3000]))
        if rng.random() < 0.15:
            address += "?" + odd.encoded(odd.spoiled([("page", "2"), ("q", "a")], rng, self.site.ids())).decode()
        answer = self.ask(persona, route.name, odd.Request("GET", address))
        for _ in range(STEPS):
            sent = self._form(answer, address) or (self._made_up(address) if rng.random() < 0.2 else None)
            if sent is None:
                return
            answer = self.ask(persona, route.name, sent)
            if answer.status_code in {302, 303}:
                address = answer.headers["Location"].removeprefix("http://testserver")
                if not address.startswith("/"):
                    return
                answer = self.ask(persona, route.name, odd.Request("GET", address))
            elif answer.status_code not in {200, 409, 422}:
                return

    def _reader(self, address: str) -> str:
        """Whom the link in a mail was meant for."""
        email = next((email for token, email in self.site.meant_for.items() if token in address), "")
        return next((name for name, person in self.site.people.items() if person.email == email), "")

    def _form(self, answer: Any, address: str) -> odd.Request | None:
        """One of the page's forms, mostly one that is posted, seldom one of those around every page."""
        if not answer.headers.get("Content-Type", "").startswith("text/html"):
            return None
        found = pages.forms_of(answer.content.decode())
        about = [form for form in found if not AROUND.search(form.action)]
        posted = [form for form in about if form.method == "post"]
        about = found if self.rng.random() < 0.02 else posted if posted and self.rng.random() < 0.9 else about
        if not about:
            return None
        form = self.rng.choice(about)
        pairs = pages.filled(form, self.rng, self.site.known["email"])
        action = form.action or address
        if form.buttons:
            name, value, elsewhere = self.rng.choice(form.buttons)
            pairs += [(name, value)] if name else []
            action = elsewhere or action
        if form.method == "get":
            return odd.Request("GET", f"{action.partition('?')[0]}?{odd.encoded(pairs).decode()}")
        return self._sent(action, pairs, 0.35)

    def _made_up(self, address: str) -> odd.Request:
        names = self.rng.sample(["email", "name", "uid", "level", "role", "number", "amount", "next", "people"], 3)
        return self._sent(address, [(name, self.rng.choice(self.site.ids())) for name in names], 0.8)

    def _sent(self, address: str, pairs: pages.Pairs, share: float) -> odd.Request:
        """As it is, or (this share) with something wrong in it."""
        is_odd = self.rng.random() < share
        pairs = odd.spoiled(pairs, self.rng, self.site.ids()) if is_odd else pairs
        request = odd.Request("POST", address, odd.encoded(pairs))
        return odd.disguised(request, pairs, self.rng) if is_odd and self.rng.random() < 0.3 else request


def _weight(name: str) -> float:
    if FOR_PROGRAMS.match(name):
        return 0.1
    return 4.0 if OFTEN.search(name) else 0.2 if OUT.match(name) else 1.0
