"""The admin portal of the small world: memberships, roles and groups, by rules 2, 6, 7 and 10 of the product."""

from collections.abc import Iterator
from functools import partial

from soak.small import rights as r
from soak.small import state as s
from soak.small.change import Change, Moment
from soak.small.state import PEOPLE, Role


def memberships(now: Moment, account: int) -> Iterator[Change]:
    """Joining, another role, leaving, being removed; in A also suspending and resuming."""
    supers = list(s.super_admins(now.state, account))
    for person in PEOPLE:
        has = s.role(now.state, account, person)
        if has == Role.NONE:
            yield from _joining(now, account, person)
            continue
        yield from _roles(now, account, person, has, supers)
        if supers == [person]:
            continue  # the last active Super admin stays
        without = _without(now.state, account, person)
        yield now.change("leave", account, person, without, person.__eq__)
        yield now.change("remove", account, person, without, partial(_ends, now, account, has, person))
        if account == 0:
            yield from _suspending(now, person, has)


def _joining(now: Moment, account: int, person: int) -> Iterator[Change]:
    """In A as a Member; in B, where there are no others, as a Super admin."""
    if s.ACTIVE[person].of(now.state):
        joined = s.ROLE[account][person].put(now.state, 1)
        new = Role.SUPER_ADMIN if account else Role.MEMBER
        yield now.change("join", account, person, joined, partial(_assigns, now, account, Role.MEMBER, new))


def _roles(now: Moment, account: int, person: int, has: int, supers: list[int]) -> Iterator[Change]:
    if account or supers == [person]:
        return
    for new in tuple(Role)[1:]:
        if new != has:
            after = s.ROLE[0][person].put(now.state, new)
            yield now.change("role", 0, person, after, partial(_assigns, now, 0, has, new))


def _suspending(now: Moment, person: int, has: int) -> Iterator[Change]:
    field = s.IS_SUSPENDED[person]
    if field.of(now.state):
        yield now.change("resume", 0, person, field.put(now.state, 0), partial(_assigns, now, 0, has, has))
    else:
        yield now.change("suspend", 0, person, field.put(now.state, 1), partial(_ends, now, 0, has, person))


def _handles(now: Moment, account: int, has: int, actor: int) -> bool:
    """Plain Members are for whoever manages members, everybody else for Super admins."""
    needed = r.MEMBERS if has == Role.MEMBER else r.MEMBERS | r.ADMINS
    return needed & now.held[account][actor] == needed


def _ends(now: Moment, account: int, has: int, person: int, actor: int) -> bool:
    return actor != person and _handles(now, account, has, actor)


def _assigns(now: Moment, account: int, has: int, new: int, actor: int) -> bool:
    """Nobody assigns a role with permissions that he lacks; Admins and Super admins are made by Super admins."""
    mine = now.held[account][actor]
    needed = {Role.MEMBER: 0, Role.REGISTRAR: r.ROLES_TOO, Role.CLERK: r.ROLES_TOO}.get(Role(new), r.ADMINS)
    lacking = r.contained(now.state, account, new) & ~mine
    return _handles(now, account, has, actor) and needed & mine == needed and not lacking


def _without(state: int, account: int, person: int) -> int:
    """All of it ends with the membership, and nothing comes back later (rule 7); a level stays (rule 10)."""
    after = s.ROLE[account][person].put(state, 0)
    if account == 0:
        for field in (s.IS_SUSPENDED[person], s.TICKS[person], *s.GROUPS[person]):
            after = field.put(after, 0)
    return after


def what_clerks_may(now: Moment) -> Iterator[Change]:
    """The role Clerk with or without Pay: for those who manage roles and hold what it contains, before and after."""
    after = s.CLERKS_PAY.put(now.state, 1 - s.CLERKS_PAY.of(now.state))
    contained = r.contained(now.state, 0, Role.CLERK) | r.contained(after, 0, Role.CLERK)
    needed = contained | r.ROLES_TOO
    yield now.change("role contents", 0, None, after, lambda actor: needed & now.held[0][actor] == needed)


def groups(now: Moment) -> Iterator[Change]:
    """Into a group and out; a group into the other and out. Whoever brings something by it could give it otherwise."""
    for person in PEOPLE:
        if s.role(now.state, 0, person) != Role.NONE:
            for group in (0, 1):
                yield _entering(now, person, group)
    nesting = s.NESTING.of(now.state)
    for value in (1, 2) if nesting == 0 else (0,):  # the other way round takes two changes
        around = r.ticked(s.GROUP_TICKS[value % 2].of(now.state)) if value else 0
        after = s.NESTING.put(now.state, value)
        yield now.change("nest" if value else "unnest", 0, None, after, partial(_arranges, now, around))


def _entering(now: Moment, person: int, group: int) -> Change:
    field = s.GROUPS[person][group]
    if field.of(now.state):
        return now.change("out of a group", 0, person, field.put(now.state, 0), partial(_arranges, now, 0))
    brought = r.carried(now.state, group)
    return now.change("into a group", 0, person, field.put(now.state, 1), partial(_arranges, now, brought))


def _arranges(now: Moment, brought: int, actor: int) -> bool:
    lacking = brought & r.GUARDED & ~now.lasting[0][actor] | brought & r.PBX_MANAGE & ~now.held[0][actor]
    return bool(now.held[0][actor] & r.IN_GROUPS) and not lacking
