"""`record()` and `@audited`: a change and its entry stand or fall together."""

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.db import transaction

from bursar.access.actor import Actor
from bursar.audit import calls
from bursar.audit.again import again
from bursar.audit.kinds import Kind
from bursar.audit.models import Entry
from bursar.core import clock
from bursar.core.errors import Refused
from bursar.core.request import request_id

P = ParamSpec("P")
R = TypeVar("R")

Follower = Callable[[list[Entry]], None]
_followers: list[Follower] = []
_recorded: ContextVar[list[str] | None] = ContextVar("bursar_recorded", default=None)


class NothingRecordedError(Exception):
    """A command ended without an entry and without saying `unchanged()`: a bug, so everything is undone."""


def follow(follower: Follower) -> None:
    """Have a room told of every entry, in the transaction that writes it. Once for each follower."""
    if follower not in _followers:
        _followers.append(follower)


def record(
    actor: Actor,
    what: Kind,
    *,
    account: int | None,
    on: tuple[str, int] | None = None,
    old: Any = None,
    new: Any = None,
) -> None:
    """Write the entry of a change, in the caller's transaction. Values are JSON: ids, words and dates, never names."""
    entry = _entry(actor, what, account, on, old, new)
    entry.save(force_insert=True)
    _tell([entry])
    _mark(what.name)


def record_each(actor: Actor, what: Kind, news: Mapping[int, Any], *, on: tuple[str, int]) -> None:
    """Write an entry for each account (by id), with its new value: what one change did in several accounts."""
    _tell(
        Entry.objects.bulk_create([_entry(actor, what, account, on, None, new) for account, new in news.items()], 500)
    )
    if news:
        _mark(what.name)


def _entry(actor: Actor, what: Kind, account: int | None, on: tuple[str, int] | None, old: Any, new: Any) -> Entry:
    return Entry(
        at=clock.now(),
        kind=what.name,
        account_id=account,
        actor_kind=actor.kind,
        actor_id=actor.id,
        door=actor.door,
        address=actor.address,
        on_type=on[0] if on else "",
        on_id=on[1] if on else None,
        old=old,
        new=new,
        request_id=request_id.get(),
    )


def unchanged() -> None:
    """Say that the command found everything as asked already: nothing was written, so nothing is recorded."""
    _mark("unchanged")


def record_refusal(actor: Actor, what: str, refusal: Refused, account: int | None) -> None:
    """Write a refused attempt, in a transaction of its own: the refused one is undone."""
    Entry.objects.create(
        at=clock.now(),
        kind=f"refused.{what}",
        account_id=account,
        actor_kind=actor.kind,
        actor_id=actor.id,
        door=actor.door,
        address=actor.address,
        refusal=refusal.code,
        request_id=request_id.get(),
    )


def audited(command: Callable[Concatenate[Actor, P], R]) -> Callable[Concatenate[Actor, P], R]:
    """Run a command in a durable transaction of its own; undo it if it recorded nothing; record its refusal.

    A transaction lost to another one is run again, so a command changes only rows that it has read itself: what it was
    handed must be the same the second time. Raises BusyError when it was lost too often.
    """

    @wraps(command)
    def run(actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return again(lambda: _once(lambda: command(actor, *args, **kwargs), command.__name__))
        except Refused as refusal:
            record_refusal(actor, command.__name__, refusal, _account_of(kwargs))
            raise

    return run


def _once(act: Callable[[], R], name: str) -> R:
    token = _recorded.set([])
    try:
        with transaction.atomic(durable=True), clock.change():
            calls.before_change()
            answer = act()
            if not _recorded.get():
                raise NothingRecordedError(name)
            calls.after_change()
        return answer
    finally:
        _recorded.reset(token)


def _tell(entries: list[Entry]) -> None:
    for follower in _followers:
        follower(entries)


def _mark(what: str) -> None:
    names = _recorded.get()
    if names is not None:
        names.append(what)


def _account_of(kwargs: dict[str, Any]) -> int | None:
    """The account that a command's arguments speak of: an `account`, or anything that has an `account_id`."""
    for value in (kwargs.get("account"), *kwargs.values()):
        if value is not None and type(value).__name__ == "Account":
            return int(value.pk)
        found = getattr(value, "account_id", None)
        if found is not None:
            return int(found)
    return None
