"""What is given in the small world: PBX permissions and levels, also by invitation, by rules 4, 5 and 6."""

from collections.abc import Iterator
from functools import partial

from soak.small import rights as r
from soak.small import state as s
from soak.small.change import NOBODY_ELSE, Change, Moment
from soak.small.state import PEOPLE, Level, Role

_OFFERS = (Level.FULL, Level.PAYER)


def ticks(now: Moment) -> Iterator[Change]:
    """One box ticked or unticked: Pay ticks View, unticking View unticks Pay."""
    for person in PEOPLE:
        if s.role(now.state, 0, person) != Role.NONE:
            yield from _boxes(now, person, s.TICKS[person], may_receive=not s.IS_SUSPENDED[person].of(now.state))
    for group in (0, 1):
        yield from _boxes(now, None, s.GROUP_TICKS[group], may_receive=True)


def _boxes(now: Moment, person: int | None, field: s.Field, *, may_receive: bool) -> Iterator[Change]:
    code = field.of(now.state)
    bills, manages = code % 3, code // 3
    for new in {bills + 3 * (1 - manages), *(other + 3 * manages for other in range(3))} - {code}:
        given = r.ticked(new) & ~r.ticked(code)
        after = field.put(now.state, new)
        takes_last = manages > new // 3 and not any(r.held(after, 0, each) & r.PBX_MANAGE for each in PEOPLE)
        if not takes_last and (may_receive or not given):
            name = "tick" if person is not None else "tick a group"
            yield now.change(name, 0, person, after, partial(_may_tick, now, given & r.GUARDED))


def _may_tick(now: Moment, given: int, actor: int) -> bool:
    """View and Pay are given only by someone who holds them, without an end."""
    return bool(now.held[0][actor] & r.PBX_MANAGE) and not given & ~now.lasting[0][actor]


def levels(now: Moment, account: int) -> Iterator[Change]:
    """Given, changed, taken, laid down; never without an effective Full administrator. None where it goes by role."""
    for person in PEOPLE:
        has, field = s.LEVEL[account][person].of(now.state), s.LEVEL[account][person]
        for new in (0, 1) if account else range(len(Level)):
            if new != has and (new == 0 or s.ACTIVE[person].of(now.state)):
                yield from _level(now, account, person, has, new, field.put(now.state, new))


def _level(now: Moment, account: int, person: int, has: int, new: int, after: int) -> Iterator[Change]:
    is_past = new == Level.FULL_UNTIL and s.IS_LATER.of(now.state)
    if s.has_full(after, account) and not is_past and not s.KIND[account].of(now.state):
        yield now.change("level", account, person, after, partial(_gives, now, account, has, new))
    if s.has_full(after, account) and new == 0:
        yield now.change("withdraw", account, person, after, person.__eq__)
    if new == Level.FULL and not s.has_full(now.state, account):
        yield Change("appoint", account, person, after, NOBODY_ELSE)


def _gives(now: Moment, account: int, has: int, new: int, actor: int) -> bool:
    """Only to those whose rights are all his own, only what he holds, never beyond his own end."""
    mine = now.held[account][actor]
    lasting = mine if new == Level.FULL_UNTIL else now.lasting[account][actor]
    return bool(mine & r.MANAGE_BILLING) and not r.LEVELS[has] & ~mine and not r.LEVELS[new] & ~lasting


def invitations(now: Moment) -> Iterator[Change]:
    """In A, one at a time: sent by one who may give the level, dead when he no longer may; accepted or revoked."""
    state, invited, inviter = now.state, s.INVITED.of(now.state), s.INVITER.of(now.state) - 1
    if s.KIND[0].of(state):
        return
    if invited:
        yield from _answered(now, invited - 1, inviter, _OFFERS[s.OFFERED.of(state)])
        return
    for person in PEOPLE:
        if s.ACTIVE[person].of(state) and s.LEVEL[0][person].of(state) == Level.NONE:
            for offered, level in enumerate(_OFFERS):
                sent = s.OFFERED.put(s.INVITED.put(state, person + 1), offered)
                for actor in PEOPLE:
                    if _gives(now, 0, Level.NONE, level, actor):
                        yield Change("invite", 0, person, s.INVITER.put(sent, actor + 1), (actor,))


def _answered(now: Moment, person: int, inviter: int, level: int) -> Iterator[Change]:
    gone = s.OFFERED.put(s.INVITER.put(s.INVITED.put(now.state, 0), 0), 0)
    yield now.change("revoke", 0, person, gone, lambda actor: bool(now.held[0][actor] & r.MANAGE_BILLING))
    is_free = s.ACTIVE[person].of(now.state) and s.LEVEL[0][person].of(now.state) == Level.NONE
    if is_free and _gives(now, 0, Level.NONE, level, inviter):
        yield Change("accept", 0, person, s.LEVEL[0][person].put(gone, level), (person,), inviter)


def by_the_operator(now: Moment) -> Iterator[Change]:
    """The kind of a portal, back only where a Full administrator wakes; deactivating somebody; and time passes."""
    for account in (0, 1):
        field = s.KIND[account]
        if not field.of(now.state):
            yield Change("by role", account, None, field.put(now.state, 1), NOBODY_ELSE)
        elif s.has_full(now.state, account):
            yield Change("assigned", account, None, field.put(now.state, 0), NOBODY_ELSE)
    for person in PEOPLE:
        if s.ACTIVE[person].of(now.state):
            yield Change("deactivate", 0, person, s.ACTIVE[person].put(now.state, 0), NOBODY_ELSE)
    if not s.IS_LATER.of(now.state):
        yield Change("time passes", 0, None, s.IS_LATER.put(now.state, 1), NOBODY_ELSE)
