"""A page that waits for the provider, in a browser without scripts: it looks again by itself, and then no more."""

from dataclasses import dataclass

from django.http import HttpRequest

SECONDS = (1, 2, 4)  # until each look; afterwards the button is left, so that nothing moves for good


@dataclass(frozen=True)
class Look:
    """The next look: the how manieth it is, and in how many seconds."""

    number: int
    seconds: int


def next_look(request: HttpRequest) -> Look | None:
    """The look to come after those that the address has counted; None when there were enough."""
    said = request.GET.get("looked", "0")
    looked = int(said) if said.isdecimal() and len(said) < 3 else len(SECONDS)
    return Look(looked + 1, SECONDS[looked]) if looked < len(SECONDS) else None
