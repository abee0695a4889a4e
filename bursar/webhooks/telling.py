"""Events, written in the transaction of what they tell: by the activity's entries, and by whoever knows of a look."""

from collections.abc import Callable, Iterable
from typing import Any

from bursar.audit.models import Entry
from bursar.core import clock
from bursar.webhooks.kinds import TYPE_OF_ENTRY, EventType
from bursar.webhooks.models import Delivery, Endpoint, Event

# What an entry is about, in public words: `type` -> from its id.
Describe = Callable[[int], dict[str, Any] | None]
_describers: dict[str, Describe] = {}


def describes(what: str) -> Callable[[Describe], Describe]:
    """Register how something that entries are about is described to programs. Raises ValueError for a second one."""

    def register(describe: Describe) -> Describe:
        if what in _describers:
            raise ValueError(f"described twice: {what}")
        _describers[what] = describe
        return describe

    return register


def entry_written(entries: Iterable[Entry]) -> None:
    """Tell of those that programs can be told of. An entry's values are ids, words and dates; so is what is told."""
    for entry in entries:
        event = TYPE_OF_ENTRY.get(entry.kind)
        if event is None:
            continue
        describe = _describers.get(entry.on_type)
        about = describe(entry.on_id) if describe and entry.on_id is not None else None
        data = {"kind": entry.kind, entry.on_type or "about": about, "old": entry.old, "new": entry.new}
        tell(event, entry.account_id, {name: value for name, value in data.items() if value is not None})


def tell(event: EventType, account: int | None, data: dict[str, Any]) -> None:
    """Write an event, in the caller's transaction, for the endpoints that ask for it; none when nobody does."""
    asked = [each for each in _listening() if event in each.types and each.account_id in (None, account)]
    if asked:
        describe = _describers.get("account")
        said = {"account": describe(account) if describe and account is not None else None, **data}
        _write(event, account, said, asked)


def is_asked_for(event: EventType) -> bool:
    """Whether any endpoint wants to be told of such events."""
    return any(event in each.types for each in _listening())


def ping(endpoint: Endpoint) -> Event:
    """An event that says nothing but that the endpoint is reached, for it alone."""
    return _write(EventType.PING, None, {"endpoint": endpoint.uid}, [endpoint])


def _write(event: EventType, account: int | None, data: dict[str, Any], to: list[Endpoint]) -> Event:
    row = Event.objects.create(account_id=account, type=event.value, data=data, at=clock.now())
    now = clock.now()
    Delivery.objects.bulk_create(Delivery(endpoint=each, event=row, account_id=account, due_at=now) for each in to)
    return row


def _listening() -> list[Endpoint]:
    """Disabled ones, too: what happens meanwhile is kept for them."""
    return list(Endpoint.objects.filter(removed_at=None))
