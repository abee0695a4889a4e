"""Which entry of the activity tells of a fact that began or ended: the one that names it."""

from collections.abc import Iterable
from typing import Any

from bursar.access.facts import Fact, Grant, InGroup, Nested


def entry_of(entries: Iterable[Any], causes: Iterable[Fact]) -> Any | None:
    """The first of these entries that names one of the facts, else the first that there is."""
    listed, wanted = list(entries), list(causes)
    naming = (entry for entry in listed if any(_names(entry, fact) for fact in wanted))
    return next(naming, listed[0] if listed else None)


def _names(entry: Any, fact: Fact) -> bool:
    values = [each for each in (entry.old, entry.new) if isinstance(each, dict)]
    if isinstance(fact, Grant):
        return any(fact.id in _grants(each) for each in values)
    on = {("person", getattr(fact, "person", None))}
    if isinstance(fact, InGroup):
        on.add(("group", fact.group))
    if isinstance(fact, Nested):
        on |= {("group", fact.child), ("group", fact.parent)}
    return (entry.on_type, entry.on_id) in on


def _grants(values: dict[str, Any]) -> set[Any]:
    """The grants that an entry says were opened or closed."""
    ticks = (tick.get("grant") if isinstance(tick, dict) else tick for tick in values.get("opened", ()))
    return {values.get("grant"), *ticks, *values.get("closed", ())} - {None}
