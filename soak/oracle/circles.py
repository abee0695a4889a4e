"""The rows as circles of people, as they stand at one instant (circles.cedarschema)."""

from collections.abc import Iterable
from typing import Any

from soak.oracle.cedar import Entity, ref, things, uid
from soak.oracle.rows import Active, Given, Inside, Member, Nesting, Portal, Row

_LEVELS = {"full": "full", "payer": "payers", "viewer": "viewers"}
_ROLES = {"super_admin": "super_admins", "admin": "admins", "custom": "custom_roles"}
_TICKS = (
    "super_administrator",
    "configure",
    "view_invoices",
    "pay_invoices",
    "view_reports",
    "access_recordings",
)
_BOOK = ("members", "suspended", *_ROLES.values(), *_LEVELS.values(), *_TICKS)


class Circles:
    """Who is in what, added row by row."""

    def __init__(self, rows: Iterable[Row], at: int) -> None:
        self.inside: dict[tuple[str, str], set[str]] = {}  # an entity's circles
        self.kinds: dict[int, str] = {}
        self.chosen: dict[tuple[str, int], set[str]] = {}
        for row in rows:
            if row.start <= at and (row.end is None or at < row.end):
                getattr(self, f"_{type(row).__name__.lower()}")(row)
        self._flatten()

    def entities(self, accounts: Iterable[int]) -> list[Entity]:
        """Everything that Cedar has to know of these accounts."""
        made = things(accounts)
        for account in accounts:
            made += self._book(account)
        for (kind, name), circles in self.inside.items():
            made.append({"uid": uid(kind, name), "attrs": {}, "parents": [uid("Circle", c) for c in sorted(circles)]})
        return made

    def _book(self, account: int) -> list[Entity]:
        attributes: dict[str, Any] = {name: ref("Circle", f"{account} {name}") for name in _BOOK}
        attributes |= {"portal": self.kinds.get(account, "")}
        attributes |= {kind: ref("Chosen", f"{account} {kind}") for kind in ("levels", "roles")}
        book = {"uid": uid("Book", account), "attrs": attributes, "parents": []}
        return [book, *(self._chosen(account, kind) for kind in ("levels", "roles"))]

    def _chosen(self, account: int, kind: str) -> Entity:
        rights = sorted(self.chosen.get((kind, account), ()))
        tags = {right: ref("Circle", f"{account} {kind} {right}") for right in rights}
        return {"uid": uid("Chosen", f"{account} {kind}"), "attrs": {}, "parents": [], "tags": tags}

    def _flatten(self) -> None:
        """Cedar knows no circle among its parents; where there is one, all of a person's groups are theirs directly."""
        above = {name: circles for (kind, name), circles in self.inside.items() if kind == "Circle"}
        if not any(name in _reached(above, circles) for name, circles in above.items()):
            return
        for (kind, name), circles in list(self.inside.items()):
            self.inside[kind, name] = circles | _reached(above, circles) if kind == "Person" else set()

    def _put(self, kind: str, name: object, circle: str) -> None:
        self.inside.setdefault((kind, str(name)), set()).add(circle)

    def _choose(self, kind: str, account: int, person: int, rights: Iterable[str]) -> None:
        for right in rights:
            self.chosen.setdefault((kind, account), set()).add(right)
            self._put("Person", person, f"{account} {kind} {right}")

    def _active(self, row: Active) -> None:
        self._put("Person", row.person, "active")

    def _portal(self, row: Portal) -> None:
        self.kinds[row.account] = row.kind

    def _member(self, row: Member) -> None:
        self._put("Person", row.person, f"{row.account} members")
        if row.is_suspended:
            self._put("Person", row.person, f"{row.account} suspended")
        if row.role in _ROLES:
            self._put("Person", row.person, f"{row.account} {_ROLES[row.role]}")
        if row.role == "custom":
            self._choose("roles", row.account, row.person, row.custom)

    def _inside(self, row: Inside) -> None:
        self._put("Person", row.person, f"{row.account} group {row.group}")

    def _nesting(self, row: Nesting) -> None:
        self._put("Circle", f"{row.account} group {row.child}", f"{row.account} group {row.parent}")

    def _given(self, row: Given) -> None:
        if row.source == "pbx" and row.name in _TICKS:
            holder = (
                ("Person", str(row.person)) if row.group is None else ("Circle", f"{row.account} group {row.group}")
            )
            self._put(*holder, f"{row.account} {row.name}")
        if row.source == "billing" and row.name in _LEVELS:
            self._put("Person", row.person, f"{row.account} {_LEVELS[row.name]}")
        if row.source == "billing" and row.name == "custom" and row.person is not None:
            self._choose("levels", row.account, row.person, row.rights)


def _reached(above: dict[str, set[str]], circles: Iterable[str]) -> set[str]:
    reached: set[str] = set()
    waiting = list(circles)
    while waiting:
        circle = waiting.pop()
        if circle not in reached:
            reached.add(circle)
            waiting += above.get(circle, ())
    return reached
