"""The registry of audit kinds: dotted, past tense, declared by each room's `events.py`, no duplicates."""

import re
from dataclasses import dataclass
from enum import StrEnum

_GRAMMAR = re.compile(r"^[a-z_]+(\.[a-z_]+){1,3}$")


class Area(StrEnum):
    """Whose activity page shows it."""

    ADMIN = "admin"  # admin portal and PBX: `activity:view`
    BILLING = "billing"  # billing portal: `billing_activity:view`
    OPERATOR = "operator"


@dataclass(frozen=True)
class Kind:
    """What can happen: its name and the words for it (lazy translations)."""

    name: str
    label: object
    area: Area


_kinds: dict[str, Kind] = {}


def kind(name: str, label: object, area: Area) -> Kind:
    """Declare an audit kind. Raises ValueError for bad grammar or a name taken already."""
    if not _GRAMMAR.match(name):
        raise ValueError(f"not an audit kind: {name}")
    if name in _kinds:
        raise ValueError(f"audit kind declared twice: {name}")
    _kinds[name] = Kind(name, label, area)
    return _kinds[name]


def all_kinds() -> dict[str, Kind]:
    """Every declared kind by name."""
    return dict(_kinds)
