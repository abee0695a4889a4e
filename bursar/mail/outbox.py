"""`enqueue()`: write down, in the caller's transaction, that somebody is to be told something."""

from typing import Any

from bursar.core import clock
from bursar.mail.models import OutboxMail


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
