"""What everybody may do in the model: derived anew from memberships, groups, ticks and levels, each time."""

from dataclasses import dataclass
from datetime import datetime

from bursar.access.permissions import (
    BILLING,
    GUARDED,
    NEEDS,
    PBX,
    PbxPermission,
    Permission,
    role_billing,
    role_permissions,
)
from bursar.access.permissions import Role as BuiltIn
from soak.model.state import Account, World
from soak.model.things import NOT_FOUND, No, Terms

P = Permission


@dataclass(frozen=True)
class Access:
    """What somebody may do in an account now, and until when."""

    account: Account
    person: int
    held: frozenset[Permission]
    ends: dict[Permission, datetime | None]

    def may(self, permission: Permission) -> bool:
        """Whether it is held."""
        return permission in self.held

    def end(self, permission: Permission) -> datetime | None:
        """When holding it ends, with what it needs; None when it does not."""
        need = NEEDS.get(permission)
        known = [e for e in (self.ends.get(permission), self.end(need) if need else None) if e is not None]
        return min(known, default=None)


def role_contains(account: Account, role: str, custom: int | None) -> frozenset[Permission]:
    """What a role of the account contains."""
    own = account.roles[custom].permissions if custom in account.roles else frozenset()
    content = frozenset(map(Permission, own))
    bills = role_billing(BuiltIn(role), content) if account.by_role else frozenset()
    return role_permissions(BuiltIn(role), content) | bills


def reach(world: World, account: Account, person: int, now: datetime) -> Access:
    """What the person may do; nothing for somebody deactivated."""
    ways: dict[Permission, list[datetime | None]] = {}
    member = account.members.get(person)
    if member and not member.is_suspended:
        for permission in role_contains(account, member.role, member.custom):
            ways.setdefault(permission, []).append(None)
        for permission in ticked(account, person):
            ways.setdefault(permission, []).append(None)
    level = account.levels.get(person)
    if level and level.terms.counts(now) and not account.by_role:
        for permission in level.terms.permissions:
            ways.setdefault(permission, []).append(level.terms.end)
    if not world.people[person].is_active:
        ways = {}
    held = frozenset(p for p in ways if p not in NEEDS or NEEDS[p] in ways)
    ends = {p: None if None in found else max(e for e in found if e) for p, found in ways.items() if p in held}
    return Access(account, person, held, ends)


def ticked(account: Account, person: int) -> set[Permission]:
    """What reaches a person on the PBX: their own ticks, and those of their groups and of the groups above."""
    groups = {above for group, inside in account.inside if inside == person for above in account.above(group)}
    mine = {("person", person), *(("group", group) for group in groups)}
    return {right for kind, id, name in account.ticks if (kind, id) in mine for right in PBX[PbxPermission(name)]}


def access(world: World, account: Account, person: int, now: datetime, to: Permission | None = None) -> Access:
    """As the doors and commands ask for it: without a tie the account does not exist."""
    found = reach(world, account, person, now)
    if not found.held and not _has_tie(world, account, person, now):
        raise No(NOT_FOUND)
    if to is not None and to not in found.held:
        raise No("lacks_permission")
    return found


def require_to_give(found: Access, rights: set[Permission]) -> None:
    """View and Pay are given for good by those who hold them for good."""
    for right in sorted(GUARDED & rights):
        if not found.may(right):
            raise No("gives_unheld")
        if found.end(right) is not None:
            raise No("beyond_own_end")


def require_to_bring_under(found: Access, groups: list[int]) -> None:
    """Who brings somebody under a group gives what it carries."""
    account = found.account
    for group in groups:
        carriers = account.above(group)
        names = [name for kind, id, name in account.ticks if kind == "group" and id in carriers]
        rights = {right for name in names for right in PBX[PbxPermission(name)]}
        require_to_give(found, rights)
        if P.PBX_PERMISSION_MANAGE in rights and not found.may(P.PBX_PERMISSION_MANAGE):
            raise No("gives_unheld")


def require_to_assign(found: Access, role: str, custom: int | None) -> None:
    """Who may give this role."""
    if not found.may(P.MEMBER_MANAGE):
        raise No("lacks_permission")
    if role in ("super_admin", "admin") and not found.may(P.ADMIN_MANAGE):
        raise No("assigns_admins")
    if custom is None or custom not in found.account.roles:
        return
    if not found.may(P.ADMIN_MANAGE) and not found.may(P.ROLE_MANAGE):
        raise No("assigns_roles")
    if unpassable(found, role_contains(found.account, "custom", custom)):
        raise No("assigns_unheld")


def unpassable(found: Access, content: frozenset[Permission]) -> bool:
    """Whether a role of this content is not theirs to give: what they lack, or bills that they hold until a date."""
    return bool(content - found.held) or any(found.end(right) is not None for right in content & set(BILLING))


def giving_refusal(found: Access, terms: Terms) -> str:
    """Why somebody may not give a level; empty when they may."""
    if terms.permissions - found.held:
        return "gives_unheld"
    ends = [end for right in terms.permissions if (end := found.end(right)) is not None]
    if ends and (terms.end is None or terms.end > min(ends)):
        return "beyond_own_end"
    return ""


def full_administrators(world: World, account: Account, now: datetime) -> list[int]:
    """Who keeps the portal administered."""
    return super_admins(world, account) if account.by_role else named_administrators(world, account, now)


def super_admins(world: World, account: Account) -> list[int]:
    """The active ones."""
    rows = account.members.items()
    found = (who for who, row in rows if row.role == "super_admin" and not row.is_suspended)
    return [who for who in found if world.people[who].is_active]


def named_administrators(world: World, account: Account, now: datetime) -> list[int]:
    """Effective, level Full, without an end; asleep or not."""
    return [
        person
        for person, level in account.levels.items()
        if level.terms.level == "full"
        and level.terms.end is None
        and level.terms.counts(now)
        and world.people[person].is_active
    ]


def _has_tie(world: World, account: Account, person: int, now: datetime) -> bool:
    if not world.people[person].is_active:
        return False
    level = account.levels.get(person)
    has_tick = any((kind, id) == ("person", person) for kind, id, _ in account.ticks)
    return person in account.members or has_tick or (level is not None and not level.terms.has_ended(now))
