"""`enqueue()`: write down, in the caller's transaction, that somebody is to be told something."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from bursar.core import clock
from bursar.mail.models import OutboxMail

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Told:
    """One of many mails of a kind to addresses."""

    account: int
    address: str
    about: dict[str, Any]


def enqueue(
    kind: str,
    *,
    account: int | None,
    about: dict[str, Any],
    person: int | None = None,
    address: str = "",
) -> None:
    """Tell `person` (by id) or `address` about something. `kind` names a builder registered in `mail.builders`;
    `about` holds ids and words, never a secret."""
    if (person is None) == (address == ""):
        raise ValueError("a mail goes to a person or to an address")
    OutboxMail.objects.create(
        kind=kind,
        account_id=account,
        to_person_id=person,
        to_address=address,
        about=about,
        created_at=clock.now(),
        due_at=clock.now(),
    )


def enqueue_all(kind: str, told: Iterable[Told]) -> None:
    """The same for many at once, to addresses."""
    now = clock.now()
    rows = (
        OutboxMail(kind=kind, account_id=t.account, to_address=t.address, about=t.about, created_at=now, due_at=now)
        for t in told
    )
    while piece := list(islice(rows, _AT_ONCE)):
        OutboxMail.objects.bulk_create(piece)
