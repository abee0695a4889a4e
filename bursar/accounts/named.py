"""People and custom roles as lists name them: plain values, quicker to make than rows of a table with all in it."""

from typing import NamedTuple


class Named(NamedTuple):
    """Who it is."""

    pk: int
    uid: str
    first_name: str
    last_name: str
    email: str

    @property
    def name(self) -> str:
        """First and last name, or the address while we know neither."""
        return full_name(self.first_name, self.last_name, self.email)

    @property
    def initials(self) -> str:
        """Two letters for the round picture."""
        return initials(self.first_name, self.last_name, self.email)


class Titled(NamedTuple):
    """A custom role as lists name it."""

    uid: str
    name: str


def full_name(first: str, last: str, email: str) -> str:
    """First and last name, or the address while we know neither."""
    return f"{first} {last}".strip() or email


def initials(first: str, last: str, email: str) -> str:
    """Their first letters, or the address's."""
    return (first[:1] + last[:1]).upper() or email[:1].upper()
