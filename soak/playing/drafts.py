"""A draft of the permissions page beside its Save: looking at it changes nothing, and Save does what it told (9)."""

from dataclasses import dataclass
from typing import Any

from bursar.access.changes import changes
from bursar.access.permissions import Permission
from bursar.core.errors import Refused
from bursar.grants import queries as grants
from bursar.pbx import queries as pbx
from soak.playing.acts import account, actor
from soak.playing.acts_billing import rows_of
from soak.playing.watch import Standing

Record = dict[str, Any]
Turn = dict[str, tuple[frozenset[int], frozenset[int]]]


@dataclass(frozen=True)
class Told:
    """What the page said before Save: the refusals, or who gains and loses what at once."""

    answers: frozenset[str]
    turn: Turn


def told(record: Record) -> Told | None:
    """What would be told to whoever is about to save; nothing to those who may not open the page."""
    try:
        access = grants.require(actor(record), Permission.PBX_PERMISSION_MANAGE, account(record))
        draft = pbx.preview(access, record["args"]["version"], rows_of(record))
    except Refused as refusal:
        return Told(frozenset({refusal.code}), {})
    if draft.is_stale:
        return Told(frozenset({"stale_page"}), {})
    at_once = [effect for effect in draft.effects if effect.period.valid_from is None]
    turn = {str(e.permission): (_ids(e.gained), _ids(e.lost)) for e in at_once}
    return Told(frozenset(refusal.code for refusal in draft.refusals) or frozenset({"done"}), turn)


def complaints(said: Told, was: Standing, now: Standing, record: Record) -> list[str]:
    """Where Save did otherwise."""
    if record["result"] not in said.answers:
        return [f"9: the draft told {sorted(said.answers)}, Save answered {record['result']}: {record}"]
    if record["result"] != "done":
        return []
    found = {change.right: change for change in changes(was.known, now.known, record["account"], now.at)}
    names = {right: str(name) for name, right in pbx.RIGHT.items()}
    turn = {names[right]: (each.gained, each.lost) for right, each in found.items() if right in names}
    return [] if turn == said.turn else [f"9: the draft told {said.turn}, Save did {turn}: {record}"]


def _ids(people: list[Any]) -> frozenset[int]:
    return frozenset(person.pk for person in people)
