"""What must hold in every state of the small world."""

from collections.abc import Iterator
from datetime import timedelta

from bursar.access.facts import Facts
from bursar.access.permissions import Permission
from bursar.access.policy import Chain, decide, held, where, who
from bursar.access.resources import Resource
from soak.small import rights as r
from soak.small import state as s
from soak.small.facts import ACCOUNTS, THEN, alone, facts, instant
from soak.small.state import PEOPLE

_MUCH_LATER = THEN + timedelta(days=999)
_RIGHTS = {right: r.BIT[right] for right in Permission}


def breaches_in(state: int) -> Iterator[str]:
    """What is wrong with the decisions about a state, by the numbers of the invariants; nothing, one hopes."""
    known, at = facts(state), instant(state)
    for account, number in enumerate(ACCOUNTS):
        apart = facts(state, (account,))
        for person in PEOPLE:
            expected = r.held(state, account, person)
            had = _bits(held(known, person, number, at))
            if had != expected:
                yield f"17: person {person} holds {r.listed(had)} in account {account}, not {r.listed(expected)}"
            if _bits(held(apart, person, number, at)) != had:
                yield f"7: the other account changes what person {person} holds in account {account}"
            if had & r.PAY and not had & r.VIEW:
                yield f"6: person {person} holds Pay without View"
            if had and not s.ACTIVE[person].of(state):
                yield f"18: person {person} is deactivated"
            for right in _looked_at(state):
                yield from _decision(known, person, right, account, expected, state)
        yield from _searches(known, state, account)
        yield from _administered(known, state, account)


def _looked_at(state: int) -> tuple[Permission, ...]:
    """Pay, and one of the others, in turn by the state."""
    return (Permission.INVOICE_PAY, r.NAMES[state * 2654435761 % 4294967296 % len(r.NAMES)])


def _decision(known: Facts, person: int, right: Permission, account: int, expected: int, state: int) -> Iterator[str]:
    at, about = instant(state), Resource.of(ACCOUNTS[account])
    decision = decide(known, person, right, about, at)
    if decision.is_allowed != bool(expected & _RIGHTS[right]):
        yield f"17: {right} of person {person} in account {account} is {decision.is_allowed}"
    if decision.is_allowed == (decision.denial is not None):
        yield f"1: {right} of person {person} is neither shown nor denied"
    for chain in decision.chains:
        if not decide(_alone(chain), person, right, about, at).is_allowed:
            yield f"1: {right} of person {person} does not follow from its chain alone"


def _alone(chain: Chain) -> Facts:
    """Nothing but the facts of a chain, and of one chain of what it needs."""
    shown = {*chain.way.facts, *(fact for need in chain.needs[:1] for fact in need.way.facts)}
    return alone(shown)


def _searches(known: Facts, state: int, account: int) -> Iterator[str]:
    at, number = instant(state), ACCOUNTS[account]
    for right in _looked_at(state):
        allowed = [person for person in PEOPLE if r.held(state, account, person) & _RIGHTS[right]]
        if list(who(known, right, number, at)) != allowed:
            yield f"11: who may {right} in account {account} is not {allowed}"
        if [person for person in PEOPLE if number in where(known, person, right, at)] != allowed:
            yield f"11: where one may {right} is not as who may in account {account}"


def _administered(known: Facts, state: int, account: int) -> Iterator[str]:
    """Somebody holds everything without an end, or the deactivation of a person took it."""
    everybody = [_bits(held(known, person, ACCOUNTS[account], _MUCH_LATER)) for person in PEOPLE]
    if not any(had & r.FULL == r.FULL for had in everybody) and all(s.ACTIVE[p].of(state) for p in PEOPLE):
        yield f"5: account {account} is without a Full administrator"


def _bits(rights: frozenset[Permission]) -> int:
    return sum(_RIGHTS[right] for right in rights)
