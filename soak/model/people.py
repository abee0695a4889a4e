"""Members, groups and custom roles in the model."""

from datetime import datetime
from typing import Any

from bursar.access.permissions import Permission
from soak.model.rights import Access, access, require_to_assign, require_to_bring_under
from soak.model.state import Account, World
from soak.model.things import NOT_FOUND, Group, Member, No, Role

P = Permission
MAX_DEPTH = 6


class Op:
    """A command as it was called: who, where, with what, when; and the ids of what it made."""

    def __init__(self, record: dict[str, Any], world: World) -> None:
        self.by: int = record["by"]
        self.args: dict[str, Any] = record["args"]
        self.now = datetime.fromisoformat(record["at"])
        self.ticket: int = record["ticket"]
        self.ended: int = record["ended"]
        self.made: dict[str, Any] = record.get("made") or {}
        self.world = world
        self.account: Account = world.accounts.get(record.get("account") or 0, Account(0))

    def access(self, to: Permission | None = None) -> Access:
        """The actor's access, or the refusal."""
        return access(self.world, self.account, self.by, self.now, to)

    def naming(self) -> Access:
        """The access of somebody who names, changes or removes billing administrators, where that is done."""
        found = self.access(P.BILLING_ADMIN_MANAGE)
        if self.account.by_role:
            raise No("portal_goes_by_role")
        return found

    def member(self, person: int) -> Member:
        """A member of the account."""
        if person not in self.account.members:
            raise No(NOT_FOUND)
        return self.account.members[person]

    def group(self, group: int) -> Group:
        """A group of the account."""
        if group not in self.account.groups:
            raise No(NOT_FOUND)
        return self.account.groups[group]

    def role(self, role: int | None) -> Role:
        """A custom role of the account."""
        if role not in self.account.roles:
            raise No(NOT_FOUND)
        return self.account.roles[role or 0]

    def close_ticks(self, kind: str, id: int) -> None:
        """Ticks end by another road than Save: drafts drawn before are stale."""
        kept = {tick for tick in self.account.ticks if tick[:2] != (kind, id)}
        self.account.page += kept != self.account.ticks
        self.account.ticks = kept

    def end_membership(self, person: int) -> None:
        """Out of the account and of all its groups."""
        del self.account.members[person]
        self.account.inside = {pair for pair in self.account.inside if pair[1] != person}


def _manage(found: Access, row: Member) -> None:
    if not found.may(P.MEMBER_MANAGE if row.role == "member" else P.ADMIN_MANAGE):
        raise No("not_yours_to_manage")


def _super_admin_stays(op: Op, person: int, row: Member) -> None:
    others = (
        other
        for who, other in op.account.members.items()
        if who != person and other.role == "super_admin" and not other.is_suspended and op.world.people[who].is_active
    )
    if row.role == "super_admin" and next(others, None) is None:
        raise No("last_super_admin")


def _to_end(op: Op, found: Access, person: int, row: Member) -> None:
    _manage(found, row)
    _super_admin_stays(op, person, row)
    if person == op.by:
        raise No("oneself")


def change_role(op: Op) -> None:
    """Another role for a member."""
    found, person, role, custom = op.access(P.MEMBER_MANAGE), op.args["person"], op.args["role"], op.args["custom"]
    row = op.member(person)
    if role == "custom":
        op.role(custom)
    _manage(found, row)
    if (row.role, row.custom) == (role, custom):
        return
    require_to_assign(found, role, custom)
    _super_admin_stays(op, person, row)
    row.role, row.custom = role, custom


def suspend_member(op: Op) -> None:
    """For the time being."""
    found, row = op.access(P.MEMBER_MANAGE), op.member(op.args["person"])
    if not row.is_suspended:
        _to_end(op, found, op.args["person"], row)
        row.is_suspended = True


def resume_member(op: Op) -> None:
    """And again."""
    found, row = op.access(P.MEMBER_MANAGE), op.member(op.args["person"])
    if row.is_suspended:
        _manage(found, row)
        require_to_assign(found, row.role, row.custom)
        row.is_suspended = False


def remove_member(op: Op) -> None:
    """Membership, groups and ticks end; a level stays."""
    found, person = op.access(P.MEMBER_MANAGE), op.args["person"]
    _to_end(op, found, person, op.member(person))
    op.close_ticks("person", person)
    op.end_membership(person)


def leave_account(op: Op) -> None:
    """The same by oneself."""
    row = op.member(op.by)
    if not row.is_suspended:
        _super_admin_stays(op, op.by, row)
    op.end_membership(op.by)
    op.close_ticks("person", op.by)


def bring_under(op: Op, found: Access, groups: list[int]) -> None:
    """In the order in which the command looks at them: by name."""
    require_to_bring_under(found, sorted(groups, key=lambda g: op.account.groups[g].name))
