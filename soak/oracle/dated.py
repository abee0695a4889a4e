"""The rows as roads with the dates of each of their facts, whatever became of them (dated.cedarschema)."""

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from soak.oracle.cedar import Entity, ref, things, uid
from soak.oracle.rows import Active, Given, Inside, Member, Nesting, Portal, Row

_NEVER = 2**63 - 1
R = TypeVar("R", bound=Row)


class Roads:
    """Every way to join the rows from a person to a role or a grant: joined by their keys alone, judging nothing."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows = tuple(rows)
        self.of: dict[tuple[int, int], list[str]] = {}  # the names of the roads of a person in an account
        self.made: list[Entity] = []
        for active in self._all(Active):
            for account in {portal.account for portal in self._all(Portal)} | {1, 2}:
                for parts in self._roads(active.person, account):
                    self._add(active, account, parts)

    def entities(self, accounts: Iterable[int]) -> list[Entity]:
        """Everything that Cedar has to know of these accounts."""
        return [*things(accounts), *self.made]

    def _add(self, active: Active, account: int, parts: dict[str, Any]) -> None:
        name = f"{len(self.made)}"
        self.of.setdefault((active.person, account), []).append(name)
        attributes = {"person": ref("Person", active.person), "book": ref("Book", account), "active": _span(active)}
        self.made.append({"uid": uid("Way", name), "attrs": attributes | parts, "parents": []})

    def _roads(self, person: int, account: int) -> Iterator[dict[str, Any]]:
        """By a role, with the portal or without; by a grant of one's own; by one of a group."""
        members = [_member(m) for m in self._all(Member) if (m.account, m.person) == (account, person)]
        portals = [_portal(p) for p in self._all(Portal) if p.account == account]
        grants = [g for g in self._all(Given) if g.account == account]
        for member in members:
            yield from ({**member, **portal} for portal in (*portals, {}))
        for grant in grants:
            if grant.person == person and grant.source == "billing":
                yield from ({**_given(grant), **portal} for portal in portals or [{}])
            elif grant.person == person:
                yield from ({**_given(grant), **member} for member in members or [{}])
        for path, group in self._paths(person, account):
            for grant in grants:
                if grant.group == group:
                    yield from ({**_given(grant), **path, **member} for member in members or [{}])

    def _paths(self, person: int, account: int) -> Iterator[tuple[dict[str, Any], int]]:
        nestings = [n for n in self._all(Nesting) if n.account == account]
        for entry in self._all(Inside):
            if (entry.account, entry.person) == (account, person):
                yield from _climb(nestings, entry.group, {"entry": _span(entry)}, (entry.group,))

    def _all(self, kind: type[R]) -> Iterator[R]:
        return (row for row in self.rows if isinstance(row, kind))


def _climb(
    nestings: list[Nesting], group: int, path: dict[str, Any], seen: tuple[int, ...]
) -> Iterator[tuple[dict[str, Any], int]]:
    yield path, group
    for nesting in nestings:
        if nesting.child == group and nesting.parent not in seen:
            longer = {**path, f"up{len(seen)}": _span(nesting)}
            yield from _climb(nestings, nesting.parent, longer, (*seen, nesting.parent))


def _span(row: Row) -> dict[str, int]:
    return {"from": row.start, "until": _NEVER if row.end is None else row.end}


def _portal(row: Portal) -> dict[str, Any]:
    return {"portal": {"kind": row.kind, "span": _span(row)}}


def _member(row: Member) -> dict[str, Any]:
    made = {"role": row.role, "custom": sorted(row.custom), "suspended": row.is_suspended, "span": _span(row)}
    return {"member": made}


def _given(row: Given) -> dict[str, Any]:
    made = {"source": row.source, "name": row.name, "rights": sorted(row.rights), "span": _span(row)}
    return {"grant": made}
