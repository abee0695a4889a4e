"""What a race is, and how many rounds of it are held and judged."""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from bursar.audit.models import Entry
from soak import crew

AT_A_TIME = 50  # rounds that are prepared together


@dataclass(frozen=True)
class Race:
    """`prepare` makes a round, `opened` is what each entrant has before the signal, `act` is the click.

    `judge` says what is wrong when all have come out: nothing when the round held.
    """

    name: str
    entrants: int
    rounds: int  # at full size
    prepare: Callable[[int], Any]
    opened: crew.Open
    act: crew.Act
    judge: Callable[[Any, Sequence[str]], Sequence[str]]
    least: int = 1  # rounds, however small the scale
    spread: float = 0.003  # seconds by which entrants miss one another at most
    command: str = ""  # whose refusals are counted: those who got as far as the lock together


@dataclass
class Report:
    """What came out of a race."""

    rounds: int = 0
    lost_tries: int = 0
    met: int = 0  # refused under the lock, not before it
    outcomes: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)


def hold(race: Race, scale: float, seed: int, minutes: float) -> Report:
    """Hold the race as often as the scale says, or until the minutes are over."""
    report, wanted = Report(), max(race.least, round(race.rounds * scale))
    over = time.monotonic() + 60 * minutes
    while report.rounds < wanted and len(report.problems) < 20 and time.monotonic() < over:
        numbers = range(report.rounds, min(wanted, report.rounds + AT_A_TIME))
        rounds = [race.prepare(number) for number in numbers]
        outcomes, lost = crew.run(rounds, race.entrants, race.opened, race.act, race.spread, seed + report.rounds)
        for each, came_out in zip(rounds, outcomes, strict=True):
            report.outcomes.update(words[:60].split("\n")[0] for words in came_out)
            report.problems += [f"{race.name}: {words}" for words in came_out if _is_ours(words)]
            report.problems += [f"{race.name}: {words}" for words in race.judge(each, came_out)]
        report.lost_tries += lost
        report.rounds = numbers.stop
    report.met = Entry.objects.filter(kind=f"refused.{race.command}").count()
    return report


def _is_ours(words: str) -> bool:
    """An error of the site, or that it had no time: nobody is to see one in any race."""
    return words.startswith(("error", "5"))
