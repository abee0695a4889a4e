"""Plays what was written down against the model, in the order of the tickets: every answer has to be the model's."""

from collections.abc import Iterable
from typing import Any

from soak.model.commands import DONE, play
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
    for record in sorted(records, key=lambda each: each["ticket"]):
        if record["result"] == BUSY:
            continue
        if complaint := _out_of_turn(record, last):
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
    return world, []


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


def _was_seen_earlier(world: World, record: Record) -> bool:
    if record["result"] not in EARLIER_LOOK.get(record["do"], set()):
        return False
    if record["do"] == "appoint_billing_admin":
        person = world.by_email(record["args"]["email"])
        return person is not None and not person.is_active
    offer = world.invitations.get(record["args"]["invitation"])
    return offer is None or offer.touched >= record["began"] or offer.state != "open" or not record["is_locked"]
