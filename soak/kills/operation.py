"""What is killed, and what is looked at afterwards; and how often the moments fell where."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

Say = Callable[[str], None]


@dataclass(frozen=True)
class Operation:
    """One operation. A round is prepared, opened and done by the victim, who says what the site has answered.

    `written` says how much of it is in the database ("nothing", "part" of several commits, "all"), `again` does it once
    more as the person would, and `judge` says what is wrong in the end, after what was said.
    """

    name: str
    setting: Callable[[int], Any]  # made once, for so many rounds
    prepare: Callable[[Any, int], Any]
    opened: Callable[[Any], Any]
    act: Callable[[Any, Say], None]
    written: Callable[[Any], str]
    again: Callable[[Any], None]
    judge: Callable[[Any, Sequence[str]], Sequence[str]]
    is_warmed: bool = True  # done once in the parent, as a site has done everything before; not what leaves threads


@dataclass
class Report:
    """What the moments of one operation came to."""

    rounds: int = 0
    milliseconds: float = 0.0  # how long it takes when nobody is killed
    fell: Counter[str] = field(default_factory=Counter)
    doubled: int = 0  # mails that came twice: a kill between SMTP's 250 and our mark
    problems: list[str] = field(default_factory=list)
