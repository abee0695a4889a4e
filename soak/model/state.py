"""What the model knows: people, accounts and all that is in them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from soak.model.things import Group, Invitation, Invoice, Level, Member, Payment, Person, Request, Role


@dataclass
class Account:
    """An account with its people, groups, rights and bills."""

    id: int
    is_waiting: bool = False
    by_role: bool = False
    has_founder: bool = False
    page: int = 1
    settings: tuple[str, str, str] = ("", "", "")
    members: dict[int, Member] = field(default_factory=dict)
    groups: dict[int, Group] = field(default_factory=dict)
    inside: set[tuple[int, int]] = field(default_factory=set)  # (group, person)
    roles: dict[int, Role] = field(default_factory=dict)
    ticks: set[tuple[str, int, str]] = field(default_factory=set)  # (person or group, id, PBX permission)
    levels: dict[int, Level] = field(default_factory=dict)
    requests: dict[int, Request] = field(default_factory=dict)
    messages: list[tuple[int, datetime]] = field(default_factory=list)
    recipients: dict[int, tuple[str, bool, bool]] = field(default_factory=dict)
    invoices: dict[int, Invoice] = field(default_factory=dict)
    payments: dict[int, Payment] = field(default_factory=dict)
    methods: dict[int, bool] = field(default_factory=dict)  # those kept -> whether it is the default
    setups: dict[int, str] = field(default_factory=dict)

    def above(self, group: int) -> list[int]:
        """The group and those it is inside of, upwards."""
        return [group, *(self.above(self.groups[group].parent or 0) if self.groups[group].parent else [])]

    def below(self, group: int) -> list[int]:
        """Every group inside this one."""
        return [found for g in self.groups.values() if g.parent == group for found in (g.id, *self.below(g.id))]


@dataclass
class World:
    """Everything."""

    people: dict[int, Person] = field(default_factory=dict)
    accounts: dict[int, Account] = field(default_factory=dict)
    invitations: dict[int, Invitation] = field(default_factory=dict)
    sign_ups: dict[int, list[Any]] = field(default_factory=dict)  # email, organisation, is completed, account, when

    def by_email(self, email: str) -> Person | None:
        """Who signs in with this address."""
        return next((person for person in self.people.values() if person.email == email), None)

    def offers(self, account: int, purpose: str) -> Iterator[Invitation]:
        """Invitations of an account that are not answered, expired ones too."""
        return (i for i in self.invitations.values() if (i.account, i.purpose, i.state) == (account, purpose, "open"))
