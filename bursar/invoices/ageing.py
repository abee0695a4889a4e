"""How old what is due has grown: sums by the days since it was due. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

EDGES = (30, 60, 90)  # days late; behind the last one everything is alike


@dataclass(frozen=True)
class Age:
    """What is due of one age: how many invoices, and how much of them in minor units."""

    count: int
    minor: int


def horizon(today: date) -> date:
    """The first of the month in which the last edge lies: what was due before it is over the last edge."""
    return (today - timedelta(days=EDGES[-1])).replace(day=1)


def edges(today: date) -> list[date]:
    """The days at which an age ends, youngest first: due from the first on is not late, due before the last is old."""
    return [today, *(today - timedelta(days=each) for each in EDGES)]


def ages(owed: Age, late: Iterable[tuple[int, Age]]) -> tuple[Age, ...]:
    """Not due, up to 30 days late, 31 to 60, 61 to 90, over 90: `owed` is all of it, `late` what is late by age (1 to
    4), in any order and as often as there are sums of it."""
    counts, sums = [0] * 5, [0] * 5
    for age, each in late:
        counts[age] += each.count
        sums[age] += each.minor
    counts[0], sums[0] = owed.count - sum(counts), owed.minor - sum(sums)
    return tuple(Age(count, minor) for count, minor in zip(counts, sums, strict=True))
