"""A change in the small world: what it is called, what comes of it, and who may do it."""

from collections.abc import Callable
from dataclasses import dataclass

from soak.small import rights
from soak.small.state import PEOPLE

OPERATOR = -1
NOBODY_ELSE = (OPERATOR,)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing done: the state after it, and who of the three (or the operator) may do it.

    `giver`: whose rights it takes, where that is somebody else than who does it (an invitation's sender).
    """

    name: str
    account: int
    person: int | None  # whom it is about
    after: int
    by: tuple[int, ...]
    giver: int | None = None


class Moment:
    """A state with what everybody holds in it, and holds without an end."""

    def __init__(self, state: int) -> None:
        self.state = state
        self.held = [[rights.held(state, account, person) for person in PEOPLE] for account in (0, 1)]
        self.lasting = [[rights.held(state, account, person, endless=True) for person in PEOPLE] for account in (0, 1)]

    def change(self, name: str, account: int, person: int | None, after: int, allowed: Callable[[int], bool]) -> Change:
        """With those of the three for whom `allowed` is true."""
        return Change(name, account, person, after, tuple(actor for actor in PEOPLE if allowed(actor)))
