"""What must hold of every change in the small world: who gives what, and what it never does to the other side."""

from collections.abc import Iterator

from bursar.access.permissions import Permission
from bursar.access.policy import decide, givers
from bursar.access.resources import Resource
from soak.small import rights as r
from soak.small import state as s
from soak.small.change import OPERATOR, Change, Moment
from soak.small.facts import ACCOUNTS, facts, instant
from soak.small.state import PEOPLE

SELDOM = 7  # of so many changes, one is asked who could have made it
_OF_OFFICE = ("join", "role", "leave", "remove", "suspend", "resume", "role contents")
_OF_BILLING = ("level", "withdraw", "accept", "invite", "revoke", "appoint")


def breaches_of(now: Moment, change: Change) -> Iterator[str]:
    """What is wrong with a change, by the numbers of the invariants; nothing, one hopes."""
    after = Moment(change.after)
    for account in (0, 1):
        for person in PEOPLE:
            yield from _crossed(now, after, change, account, person)
            yield from _given(now, after, change, account, person)
    yield from _unnamed(now, change, after)


def _crossed(now: Moment, after: Moment, change: Change, account: int, person: int) -> Iterator[str]:
    """What reaches the other account, or goes from a role to the bills or back."""
    changed = after.held[account][person] ^ now.held[account][person]
    if change.account != account and change.by != (OPERATOR,) and changed:
        yield f"7: {change.name} in account {change.account} changes {r.listed(changed)} in the other"
    if change.name in _OF_OFFICE and not s.KIND[account].of(now.state) and changed & r.FULL & ~r.GUARDED:
        yield f"3: {change.name} changes the level of person {person}"
    if change.name in _OF_BILLING and changed & ~r.FULL:
        yield f"3: {change.name} changes what person {person} may in the admin portal"


def _given(now: Moment, after: Moment, change: Change, account: int, person: int) -> Iterator[str]:
    """What the one who gives it does not hold, or holds for a shorter time. Every PBX permission opens the PBX."""
    gained = after.held[account][person] & ~now.held[account][person] & ~r.PBX_ENTER
    lasting = after.lasting[account][person] & ~now.lasting[account][person] & ~r.PBX_ENTER
    if change.name == "resume":  # ticks that count again were given by somebody else; the role is given anew
        gained, lasting = (
            rights & r.contained(now.state, 0, s.ROLE[0][person].of(now.state)) for rights in (gained, lasting)
        )
    for giver in change.by if change.giver is None else (change.giver,):
        if giver != OPERATOR and gained & ~now.held[account][giver]:
            yield f"8: {change.name} by person {giver} gives person {person} {r.listed(gained)}"
        if giver != OPERATOR and lasting & ~now.lasting[account][giver]:
            yield f"8: {change.name} by person {giver} gives {r.listed(lasting)} beyond his own end"


def _unnamed(now: Moment, change: Change, after: Moment) -> Iterator[str]:
    """Whoever gives a right by a level, a tick or a role was named to the one who lacked it as somebody who could."""
    if change.name not in ("level", "tick", "role") or change.person is None or change.after % SELDOM:
        return
    known, at, number = facts(now.state), instant(now.state), ACCOUNTS[change.account]
    gained = after.held[change.account][change.person] & ~now.held[change.account][change.person]
    for right in (right for right, bit in r.BIT.items() if gained & bit):
        denial = decide(known, change.person, Permission(right), Resource.of(number), at).denial
        if denial is None or not {*change.by} <= {*givers(known, denial, number, at)}:
            yield f"why: who could give person {change.person} {right} is not named"
