"""`enqueue()`: write down, in the caller's transaction, that somebody is to be told something."""

from collections.abc import Sequence
from typing import Any

from django.db import connection

from bursar.core import clock
from bursar.mail.models import OutboxMail

_SELECTED = """
INSERT INTO mail_outboxmail (kind, is_bulk, created_at, due_at, attempts, last_error, account_id, to_address, about)
SELECT %s, %s, %s, %s, 0, '', waiting.* FROM ({select}) AS waiting
"""


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


def enqueue_selected(kind: str, select: str, params: Sequence[Any]) -> None:
    """The same for as many addresses as a query finds, in one statement; they wait until no other mail is due.

    `select` is SQL of our own; its rows are (account's id, address, about as JSON), in the order to be sent in.
    """
    now = connection.ops.adapt_datetimefield_value(clock.now())
    with connection.cursor() as cursor:
        cursor.execute(_SELECTED.format(select=select), [kind, True, now, now, *params])
