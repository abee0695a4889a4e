"""What stood in an account at some point, made again from the activity alone: members, groups, roles, grants, the kind.

Compared with what is read as of that instant: both have to tell the same (invariant 12).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from bursar.access import facts as f
from bursar.access.permissions import Permission, role_billing, role_permissions
from bursar.access.permissions import Role as BuiltIn
from bursar.audit.models import Entry
from bursar.cli.data import _Reader
from bursar.grants import replay

Told = dict[str, Any]
Standing = dict[str, set[Any]]


@dataclass
class Account:
    """One account, as its entries tell it."""

    members: dict[int, list[Any]] = field(default_factory=dict)  # role, custom role, is suspended
    inside: set[tuple[int, int]] = field(default_factory=set)  # group, person
    parents: dict[int, int] = field(default_factory=dict)
    contents: dict[int, list[str]] = field(default_factory=dict)
    kind: str = "assigned"
    grants: dict[int, str] = field(default_factory=dict)  # to whom: "person:1", "group:2"
    deleted: set[int] = field(default_factory=set)

    def standing(self) -> Standing:
        """In the words of facts, which tell of groups only where somebody is in them or below them."""
        reached = {above for group, _person in self.inside for above in self._upwards(group)}
        told = {f"group:{group}" for group in reached}
        return {
            "members": {(person, *self._contains(row)) for person, row in self.members.items()},
            "inside": {(person, group) for group, person in self.inside},
            "parents": {(child, parent) for child, parent in self.parents.items() if child in reached},
            "kind": {self.kind},
            "grants": {pk for pk, to in self.grants.items() if to.startswith("person:") or to in told},
        }

    def end(self, person: int) -> None:
        """The membership with all that hangs on it."""
        self.members.pop(person, None)
        self.inside = {(group, inside) for group, inside in self.inside if inside != person}

    def _upwards(self, group: int) -> list[int]:
        return [group, *(self._upwards(self.parents[group]) if group in self.parents else ())]

    def _contains(self, row: list[Any]) -> tuple[Any, ...]:
        role, custom, is_suspended = row
        own = [Permission(each) for each in self.contents.get(custom, ())]
        return role_permissions(BuiltIn(role), own), role_billing(BuiltIn(role), own), is_suspended


Play = Callable[[Account, int, Told, Told], None]


def _joined(account: Account, person: int, _old: Told, new: Told) -> None:
    account.members[person] = [new.get("role", "member"), new.get("custom_role"), False]
    account.inside |= {(group, person) for group in new.get("groups", ()) if group not in account.deleted}


def _founded(account: Account, person: int, _old: Told, _new: Told) -> None:
    account.members[person] = ["super_admin", None, False]


def _role_changed(account: Account, person: int, _old: Told, new: Told) -> None:
    account.members[person][:2] = [new["role"], new.get("custom_role")]


def _suspended(account: Account, person: int, _old: Told, new: Told) -> None:
    account.members[person][2] = new["is_suspended"]


def _ended(account: Account, person: int, _old: Told, _new: Told) -> None:
    account.end(person)


def _group_placed(account: Account, group: int, _old: Told, new: Told) -> None:
    account.parents.pop(group, None)
    if new.get("parent"):
        account.parents[group] = new["parent"]


def _group_deleted(account: Account, group: int, old: Told, _new: Told) -> None:
    above = account.parents.pop(group, None)
    for child in old["nested"]:
        account.parents.pop(child)
        account.parents |= {child: above} if above else {}
    account.inside = {(each, person) for each, person in account.inside if each != group}
    account.deleted.add(group)


def _put_in(account: Account, group: int, _old: Told, new: Told) -> None:
    account.inside |= {(group, person) for person in new["people"]}


def _taken_out(account: Account, group: int, old: Told, _new: Told) -> None:
    account.inside -= {(group, person) for person in old["people"]}


def _groups_changed(account: Account, person: int, old: Told, new: Told) -> None:
    account.inside -= {(group, person) for group in old["groups"]}
    account.inside |= {(group, person) for group in new["groups"]}


def _contained(account: Account, role: int, _old: Told, new: Told) -> None:
    account.contents[role] = new["permissions"]


def _kind_changed(account: Account, _on: int, _old: Told, new: Told) -> None:
    account.kind = new["portal_kind"]


PLAYS: dict[str, Play] = {
    "member.joined": _joined,
    "billing.first_admin.made": _founded,
    "member.role.changed": _role_changed,
    "member.suspended": _suspended,
    "member.resumed": _suspended,
    "member.removed": _ended,
    "member.left": _ended,
    "person.access.ended": _ended,
    "group.created": _group_placed,
    "group.moved": _group_placed,
    "group.deleted": _group_deleted,
    "group.members.added": _put_in,
    "group.member.removed": _taken_out,
    "member.groups.changed": _groups_changed,
    "role.created": _contained,
    "role.changed": _contained,
    "billing.portal.kind.changed": _kind_changed,
}


def replayed(accounts: Iterable[int], last: int) -> dict[int, Standing]:
    """These accounts after the entry with this id."""
    found = {pk: Account() for pk in accounts}
    entries = Entry.objects.filter(account_id__in=found, kind__in=PLAYS, pk__lte=last).order_by("pk")
    for kind, account, on, old, new in entries.values_list("kind", "account_id", "on_id", "old", "new"):
        PLAYS[kind](found[account or 0], on or 0, old or {}, new or {})
    for step in replay.steps(_Reader()):
        if step.entry <= last and step.account in found:
            held = found[step.account].grants
            held |= {pk: content[1] for pk, content in step.opened.items()}
            for pk in step.closed:
                held.pop(pk)
    return {pk: account.standing() for pk, account in found.items()}


def as_read(known: f.Facts, accounts: Iterable[int]) -> dict[int, Standing]:
    """The same from facts."""
    return {
        pk: {
            "members": {
                (m.person, m.permissions, m.billing, m.is_suspended) for m in known.memberships if m.account == pk
            },
            "inside": {(i.person, i.group) for i in known.in_groups if i.account == pk},
            "parents": {(n.child, n.parent) for n in known.nestings if n.account == pk},
            "kind": {str(p.kind) for p in known.portals if p.account == pk},
            "grants": {g.id for g in known.grants if g.account == pk},
        }
        for pk in accounts
    }
