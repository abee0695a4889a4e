"""What was measured as tables, and which goals it meets."""

from collections.abc import Iterator
from dataclasses import dataclass

from bench.databases import POSTGRESQL
from bench.measuring import Cost, Measured

BARE = "bare Django page"
MOST_QUERIES, MOST_TIMES_BARE, MOST_GROWTH = 8, 3.0, 1.20


FULL_PAGE = 50  # rows; fewer are shown where there are fewer


def show(found: Measured) -> None:
    """A line for each page: CPU at each size, and what it is compared with."""
    sizes = list(found.costs[BARE])
    more = f" {'wall':>7} {'server':>7}" if found.kind == POSTGRESQL else ""
    heads = "".join(f"{size:>9,}" for size in sizes)
    print(f"\n{found.kind}: CPU milliseconds of a request, by members and invoices in the account; medians")
    print(f"{'page':<31}{heads} {'x bare':>7} {'growth':>7} {'queries':>8} {'KB':>6} {'rows':>5}{more}")
    for name, by_size in found.costs.items():
        print(_line(found, name, list(by_size.values())))
    steal = f"{min(found.steal, default=0):.0%} to {max(found.steal, default=0):.0%}"
    print(f"{len(found.steal)} rounds, steal {steal}; {found.dropped} rounds dropped for more than 20 %")
    print("x bare: at the dearest size. growth: the largest size to the smallest that shows as many rows,")
    print("with the database's own process (server). KB, rows, wall and server are those of the largest size.")


def _line(found: Measured, name: str, costs: list[Cost]) -> str:
    last = costs[-1]
    milliseconds = "".join(f"{cost.ms:>9.2f}" for cost in costs)
    asked = sorted({cost.queries for cost in costs})
    queries = str(asked[0]) if len(asked) == 1 else f"{asked[0]}-{asked[-1]}"
    state = "" if last.status in (200, 403) else f" status {last.status}!"
    more = f" {last.wall_ms:>7.2f} {last.server_ms:>7.2f}" if found.kind == POSTGRESQL else ""
    return (
        f"{name:<31}{milliseconds} {times_bare(found, name):>7.2f} {growth(costs):>7.2f} {queries:>8} "
        f"{last.bytes / 1024:>6.1f} {last.rows:>5}{more}{state}"
    )


def times_bare(found: Measured, name: str) -> float:
    """How many times the bare page's CPU, at the size where that is most."""
    bare = found.costs[BARE]
    return max(cost.ms / bare[size].ms for size, cost in found.costs[name].items())


def growth(costs: list[Cost]) -> float:
    """CPU at the largest size to the smallest one whose page shows as much: a fuller page costs more at any size.

    With the database's own process, which on SQLite is the serving one.
    """
    last = costs[-1]
    first = next(cost for cost in costs if cost.rows >= min(last.rows, FULL_PAGE))
    return (last.ms + last.server_ms) / (first.ms + first.server_ms)


def summary(all_found: list[Measured]) -> bool:
    """Every goal with the pages that miss it and by what; whether all were met."""
    print("\ngoals")
    missed = [miss for found in all_found for miss in _missed(found)]
    for goal, words in _GOALS.items():
        pages: dict[str, list[str]] = {}
        for miss in missed:
            if miss.goal == goal:
                pages.setdefault(miss.page, []).append(f"{miss.kind} {miss.figure}")
        print(f"{'MISSED' if pages else 'met':<7} {words}")
        for page, figures in pages.items():
            print(f"        {page:<31} {', '.join(figures)}")
    return not missed


@dataclass(frozen=True)
class Miss:
    """A goal that a page missed on a kind of database."""

    goal: str
    kind: str
    page: str
    figure: str


_GOALS = {
    "queries": f"at most {MOST_QUERIES} queries",
    "constant": "as many queries at every size",
    "bare": f"at most {MOST_TIMES_BARE:.0f} times the CPU of the bare page",
    "growth": f"the largest account within {MOST_GROWTH - 1:.0%} of the smallest, the database's own process included",
}


def _missed(found: Measured) -> Iterator[Miss]:
    for name, by_size in found.costs.items():
        costs = list(by_size.values())
        asked = [cost.queries for cost in costs]
        if max(asked) > MOST_QUERIES:
            yield Miss("queries", found.kind, name, str(max(asked)))
        if min(asked) < max(asked):
            yield Miss("constant", found.kind, name, f"{min(asked)} to {max(asked)}")
        if (times := times_bare(found, name)) > MOST_TIMES_BARE:
            yield Miss("bare", found.kind, name, f"{times:.2f}")
        if (grown := growth(costs)) > MOST_GROWTH:
            yield Miss("growth", found.kind, name, f"{grown:.2f}")
