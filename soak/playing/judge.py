"""Plays what was written down against the model, in the order of the tickets: every answer has to be the model's.

So has every look in between: what was decided at a version of an account is what the model has at that version, and
nobody sees an earlier version than that of a command of their own (invariant 10).
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from bursar.access.permissions import Permission
from soak.model.commands import DONE, play
from soak.model.rights import reach
from soak.model.state import World

Record = dict[str, Any]
BUSY = "busy"
# What a command may answer from a look that it took before its turn came, where another one came in between.
EARLIER_LOOK = {
    "accept": {"invitation_closed", "wrong_person", "not_found"},
    "decline": {"invitation_closed", "not_found"},
    "accept_with_new_sign_in": {"invitation_closed", "sign_in_first"},
    "appoint_billing_admin": {"not_found"},
}


def judge(world: World, records: Iterable[Record]) -> tuple[World, list[str]]:
    """The world afterwards, and what went otherwise than the model has it; nothing after the first difference."""
    last: dict[str, int] = {}
    records = sorted(records, key=lambda each: each["ticket"])
    looks = _looks(records)
    for record in records:
        if record["result"] == BUSY:
            continue
        if complaint := _out_of_turn(record, last) or _too_early(record):
            return world, [complaint]
        try:
            later, answer = play(world, record)
        except (KeyError, TypeError, ValueError) as error:  # it went on where the program refused, or the reverse
            later, answer = world, f"{DONE}, lacking {error!r}"
        if answer != record["result"]:
            if not _was_seen_earlier(world, record):
                return world, [f"the model answers {answer}: {record}"]
            continue
        world = later
        if complaints := list(_seen_otherwise(world, record, looks)):
            return world, complaints
    return world, []


def _looks(records: list[Record]) -> dict[tuple[int, int], list[Record]]:
    found: dict[tuple[int, int], list[Record]] = {}
    for look in (record["look"] for record in records if "look" in record):
        found.setdefault((look["account"], look["version"]), []).append(look)
    return found


def _seen_otherwise(world: World, record: Record, looks: Mapping[tuple[int, int], list[Record]]) -> Iterator[str]:
    """What was seen at the versions that a command brought about, where it is not what the model has then."""
    if record["result"] == DONE:
        for account, (_, final) in record["versions"].items():
            yield from filter(None, (_otherwise(world, look) for look in looks.get((int(account), final), ())))


def _otherwise(world: World, look: Record) -> str:
    held: list[Permission] = []
    if look["person"] in world.people:  # else they became one in between, in another account
        at = datetime.fromisoformat(look["at"])
        held = sorted(reach(world, world.accounts[look["account"]], look["person"], at).held)
    return "" if held == look["held"] else f"the model has {held} then: {look}"


def _out_of_turn(record: Record, last: dict[str, int]) -> str:
    """Versions count the commands that were committed: under the lock each one sees the next."""
    for account, (first, final) in record["versions"].items():
        if account in last and first != last[account] + 1:
            return f"account {account} was at version {last[account]} before: {record}"
        if record["result"] == DONE:
            last[account] = final
        else:
            last.setdefault(account, first - 1)
    return ""


def _too_early(record: Record) -> str:
    """Whoever looks after a command of their own sees what it did."""
    look = record.get("look")
    if look is None or record["result"] != DONE:
        return ""
    own = record["versions"].get(str(look["account"]), (0, 0))[1]
    return f"decided at version {look['version']} after version {own}: {record}" if look["version"] < own else ""


def _was_seen_earlier(world: World, record: Record) -> bool:
    if record["result"] not in EARLIER_LOOK.get(record["do"], set()):
        return False
    if record["do"] == "appoint_billing_admin":
        person = world.by_email(record["args"]["email"])
        return person is not None and not person.is_active
    offer = world.invitations.get(record["args"]["invitation"])
    return offer is None or offer.touched >= record["began"] or offer.state != "open" or not record["is_locked"]
