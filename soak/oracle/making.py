"""Random worlds and questions, steered to where rules meet: edges of dates, one thing wrong, rights in two parts."""

import random
from collections.abc import Iterator, Sequence
from itertools import pairwise

from soak.oracle.rows import GRID, LONG_AGO, Active, Given, Inside, Member, Nesting, Portal, Question, Row, World

BILLS = ("billing_portal:enter", "invoice:view", "invoice:pay", "payment_method:manage", "billing_details:manage")
OFFICE = ("billing_admin:manage", "billing_activity:view")
ADMIN = ("admin_portal:enter", "member:view", "member:manage", "admin:manage", "group:manage", "role:manage")
MORE = ("account:manage", "activity:view")
PBX = ("pbx:enter", "pbx_permission:manage", "pbx:configure", "pbx_report:view", "pbx_recording:access")
ACTIONS = (*BILLS, *OFFICE, *ADMIN, *MORE, *PBX)
UNKNOWN = ("invoice:burn", "", "INVOICE:PAY", "invoice", "full", "invoice:pay ")
LEVELS = (
    "full",
    "full",
    "payer",
    "payer",
    "viewer",
    "viewer",
    "custom",
    "custom",
    "custom",
    "custom",
    "custom",
    "custom",
    "custom",
)
TICKS = ("super_administrator", "configure", "view_invoices", "pay_invoices", "view_reports", "access_recordings")
CUSTOM = (
    *BILLS[:3],
    *BILLS[:3],
    *BILLS[:3],
    "member:view",
    "member:manage",
    "role:manage",
    "group:manage",
    "activity:view",
)
NEEDY = (*BILLS, *BILLS[2:], *OFFICE, *OFFICE)
KINDS = ("account", "billing_portal", "admin_portal", "pbx", "invoice")
ROADS = (
    "role",
    "role",
    "role",
    "role",
    "level",
    "level",
    "level",
    "level",
    "level",
    "tick",
    "group",
    "group",
    "group",
    "group",
)
# Where to look for a rule at work: what to ask about whoever holds this. Only to aim by; answers are Cedar's.
AIMS = {
    "super_administrator": ("pbx_permission:manage",),
    "configure": ("pbx:configure",),
    "view_invoices": ("invoice:view",),
    "pay_invoices": ("invoice:pay", "invoice:view"),
    "view_reports": ("pbx_report:view",),
    "access_recordings": ("pbx_recording:access",),
    "full": (*BILLS[3:], *OFFICE),
    "payer": BILLS[:4],
    "viewer": BILLS[:2],
    "super_admin": (*ADMIN, "pbx_permission:manage", *BILLS, *OFFICE),
    "admin": (*ADMIN, *MORE),
    "member": (),
}
ACCOUNTS, PEOPLE, GROUPS = (1, 2), (1, 2, 3, 4), (11, 12, 13, 14, 15, 16, 17)
NO_ACCOUNT, NOBODY = 77, 99


class Maker:
    """One world and its questions, the same for the same seed."""

    def __init__(self, seed: str) -> None:
        self.dice = random.Random(seed)
        self.numbers = iter(range(1, 10**6))

    def world(self) -> World:
        """Two accounts whose groups have the same numbers, so that a fact on the wrong side would show."""
        rows: list[Row] = [Active(*self.span(0.16), person) for person in PEOPLE]
        for account in ACCOUNTS:
            rows += self.portal(account)
            rows += self.groups(account)
            for person in PEOPLE:
                rows += self.tie(account, person)
        return tuple(dict.fromkeys(rows))

    def questions(self, world: World, number: int) -> Iterator[Question]:
        """At a few instants only, each of them at the edge of some date or a microsecond beside it."""
        instants = [self.dice.choice(GRID) + self.dice.choice((-1, 0, 0, 1)) for _ in range(max(1, number // 16))]
        tied = {(row.account, row.person) for row in world if isinstance(row, Member | Inside | Given) and row.person}
        ties = [(person, account) for account, person in sorted(tied)] or [(NOBODY, NO_ACCOUNT)]
        for n in range(number):
            person, account = self.dice.choice(ties)
            action, kind = self.aim(world, person, account), "account"
            odd = self.dice.random()
            if odd < 0.08:
                kind = self.dice.choice((*KINDS, "moon"))
            elif odd < 0.12:
                action = self.dice.choice((*ACTIONS, *UNKNOWN))
            elif odd < 0.14:
                person, account = self.dice.choice(((NOBODY, account), (person, NO_ACCOUNT)))
            yield Question(person, action, kind, account, instants[n % len(instants)])

    def aim(self, world: World, person: int, account: int) -> str:
        """Something to do with one of the roads that this person has there."""
        mine = [row for row in world if (getattr(row, "account", 0), getattr(row, "person", 0)) == (account, person)]
        lowest = min((row.group for row in mine if isinstance(row, Inside)), default=None)
        aims: list[Sequence[str]] = []
        for row in world if lowest else mine:
            if isinstance(row, Member) and row in mine:
                aims += (
                    [(*sorted(row.custom), *sorted(row.custom & set(CUSTOM)), "admin_portal:enter")]
                    if row.custom
                    else [AIMS[row.role]]
                )
            elif isinstance(row, Given) and (
                row in mine or (row.account == account and (row.group or 0) >= (lowest or 99))
            ):
                aims.append(AIMS.get(row.name, sorted(row.rights)))
        return self.dice.choice(self.dice.choice([aim for aim in aims if aim] or [ACTIONS]))

    def span(self, faulty: float = 0.25) -> tuple[int, int | None]:
        """Mostly one that goes on; else one that ends or begins on the grid, sometimes before all questions."""
        if self.dice.random() >= faulty:
            return LONG_AGO, None
        first, last = sorted(self.dice.sample(GRID, 2))
        return self.dice.choice(((LONG_AGO, first), (last, None), (first, last)))

    def portal(self, account: int) -> Iterator[Row]:
        """Of one kind, or switched once or twice; rarely nothing is known."""
        if self.dice.random() < 0.02:
            return
        kinds = self.dice.choice((["assigned", "by_role", "assigned"], ["by_role", "assigned"]))
        edges = sorted(self.dice.sample(GRID, self.dice.choice((0, 0, 1, 1, len(kinds) - 1))))
        starts, ends = [LONG_AGO, *edges], [*edges, None]
        yield from (Portal(start, end, account, kind) for start, end, kind in zip(starts, ends, kinds, strict=False))

    def groups(self, account: int) -> Iterator[Row]:
        """A row of groups each in the next, rarely a circle; and what they carry."""
        for child, parent in pairwise(GROUPS):
            if self.dice.random() < 0.92:
                yield Nesting(*self.span(0.28), account, child, parent)
        if self.dice.random() < 0.1:
            child, parent = self.dice.sample(GROUPS, 2)
            yield Nesting(*self.span(), account, child, parent)
        for group in self.dice.sample((*GROUPS[2:], *GROUPS[3:]), 4):
            yield self.given(account, "pbx", self.dice.choice(TICKS), group=group)

    def tie(self, account: int, person: int) -> Iterator[Row]:
        """What connects a person with an account: a membership mostly, and one to three roads to rights."""
        roads = self.dice.sample(ROADS, self.dice.choice((0, 1, 1, 1, 1, 2, 2, 3)))
        if "role" in roads or self.dice.random() < 0.85:
            yield self.member(account, person, "role" in roads)
        for road in roads:
            if road == "level":
                yield self.given(account, "billing", self.dice.choice(LEVELS), person=person)
            elif road == "tick":
                yield self.given(account, "pbx", self.dice.choice(TICKS), person=person)
            elif road == "group":
                yield Inside(*self.span(0.5), account, person, self.dice.choice((*GROUPS[:3], *GROUPS[:3], *GROUPS)))

    def member(self, account: int, person: int, has_role: bool) -> Row:
        """With a role that gives something, or as a plain Member."""
        role = (
            self.dice.choice(("super_admin", "super_admin", "admin", "custom", "custom", "custom"))
            if has_role
            else "member"
        )
        return Member(*self.span(0.18), account, person, role, self.rights(role, CUSTOM), self.dice.random() < 0.09)

    def given(
        self, account: int, source: str, name: str, *, person: int | None = None, group: int | None = None
    ) -> Row:
        """One grant; sometimes with a name that there is not, or of the other source."""
        if self.dice.random() < 0.02:
            name = self.dice.choice(("ultra", "", "Full", *LEVELS, *TICKS))
        span = self.span(0.12 if group else 0.4)
        return Given(*span, next(self.numbers), account, source, name, self.rights(name, NEEDY), person, group)

    def rights(self, name: str, likely: Sequence[str]) -> frozenset[str]:
        """Of whatever is custom: any, also those that do not belong there and those without what they need."""
        if name != "custom":
            return frozenset()
        among = [*ACTIONS, *likely, *likely, *likely, *likely]
        chosen = {self.dice.choice(among) for _ in range(self.dice.choice((1, 1, 2, 2, 3, 5)))}
        return frozenset(chosen | ({"invoice:burn"} if self.dice.random() < 0.02 else set()))
