"""What a change would give and take, in the reader's words: for the template why/_outlook.html."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bursar.access.permissions import Permission
from bursar.core.errors import Refused
from bursar.grants.queries import permission_label
from bursar.grants.queries.outlook import Outlook

ALONE = "why/_outlook.html"


@dataclass(frozen=True)
class Told:
    """An outlook with its rights named; `names`: whether the reader may see the people, or is told how many only."""

    effects: list[dict[str, Any]]
    is_all: bool
    refusal: Refused | None
    names: bool


def told(found: Outlook, *, names: bool) -> Told:
    """The same in words."""
    effects = [
        {"is_gain": each.is_gain, "people": each.people, "labels": labels(each.rights), "start": each.start}
        for each in found.effects
    ]
    return Told(effects, found.is_all, found.refusal, names)


def labels(rights: Sequence[Permission]) -> list[str]:
    """The rights by name; entering PBX administration goes with each of them and is named when it goes alone."""
    named = [right for right in rights if right is not Permission.PBX_ENTER] or rights
    return [permission_label(right) for right in named]
