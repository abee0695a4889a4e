"""What a crowd has done, in figures, and what went wrong."""

import resource
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

PAGE = resource.getpagesize()


def resident() -> int:
    """Bytes of memory that this process has at the moment."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE


@dataclass
class Report:
    """Counts of requests by method and status, of addresses reached, of rows made; and the failures."""

    asked: Counter[tuple[str, int]] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)  # rows made or altered, by table
    posted: dict[str, Counter[int]] = field(default_factory=dict)  # statuses of POSTs by the name of the address
    taken: Counter[str] = field(default_factory=Counter)  # POSTs answered by a page or a way on (to sign in apart)
    writing: int = 0  # requests after which a watched table was not as before
    failures: list[str] = field(default_factory=list)

    @property
    def posts(self) -> int:
        """How many forms were posted."""
        return sum(count for (method, _), count in self.asked.items() if method == "POST")

    @property
    def requests(self) -> int:
        """How many requests there were in all."""
        return sum(self.asked.values())

    def note(self, name: str, method: str, status: int, leads_to: str) -> None:
        """One more answer."""
        self.taken[name] += method == "POST" and status < 400 and "sign-in" not in leads_to
        self.asked[method or "(none)", status] += 1
        if method == "POST":
            self.posted.setdefault(name, Counter())[status] += 1

    def lines(self) -> list[str]:
        """The table."""
        methods = sorted({method for method, _ in self.asked})
        by = [
            f"{method:<10} " + "  ".join(f"{s}: {n}" for (m, s), n in sorted(self.asked.items()) if m == method)
            for method in methods
        ]
        reached = sum(1 for statuses in self.posted.values() if any(s not in {404, 405} for s in statuses))
        taken = self.taken.total()
        never = sorted(name for name, statuses in self.posted.items() if not self.taken[name] and set(statuses) - {405})
        return [
            f"{self.requests} requests, {self.posts} of them forms: {taken} accepted, {self.posts - taken} refused",
            f"{self.writing} of them changed something; {reached} of {len(self.posted)} addresses took forms",
            f"takes forms, but accepted none: {', '.join(never) or 'none'}",
            *by,
            "rows made or changed: " + ", ".join(f"{name} {n}" for name, n in sorted(self.changed.items())),
        ]
