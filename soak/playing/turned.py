"""What is told to have changed between two moments, against what was seen at every step in between."""

from collections.abc import Sequence
from datetime import datetime

from bursar.access.permissions import Permission
from bursar.accounts.models import Account
from bursar.grants.queries.changed import changed
from soak.playing.watch import Standing

Difference = tuple[int, Permission, bool]  # of a person: a right, and whether it was gained


def complaints(seen: Sequence[Standing], account: int) -> list[str]:
    """Who gained and lost what between the first and the last of these, and at which instant at last."""
    found = changed(Account.objects.get(pk=account), list(Permission), seen[0].at, seen[-1].at)
    told = {(each.who.id, each.right, each.is_gained): each.turn for each in found}
    expected = _expected(seen, account)
    lines = [f"changed: {each} is told, and was not" for each in sorted(told.keys() - expected.keys())]
    lines += [f"changed: {each} is not told" for each in sorted(expected.keys() - told.keys())]
    for each in sorted(told.keys() & expected.keys()):
        turn, (after, until) = told[each], expected[each]
        if turn is None or not after < turn.when <= until:
            lines.append(f"changed: {each} between {after} and {until}, told {turn and turn.when}")
    return [f"{line}, in account {account} from {seen[0].at} to {seen[-1].at}" for line in lines]


def _expected(seen: Sequence[Standing], account: int) -> dict[Difference, tuple[datetime, datetime]]:
    """Each difference between the first and the last, with the two moments between which it came about at last."""
    held = [each.held[0] for each in seen]
    people = {person for of, person in (*held[0], *held[-1]) if of == account}
    found = {}
    for person in people:
        had, has = (each.get((account, person), frozenset()) for each in (held[0], held[-1]))
        for right in had ^ has:
            last = max(n for n, each in enumerate(held) if (right in each.get((account, person), ())) != (right in has))
            found[person, right, right in has] = (seen[last].at, seen[last + 1].at)
    return found
