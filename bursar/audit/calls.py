"""Calls of programs that must not count twice: what a key was used for, and what was answered.

The mark that a call's change was committed is written in the change's own transaction. Killed before it, the call may
be made again; killed after it, the answer is lost but nothing is done twice.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from bursar.audit.models import Call
from bursar.core import clock
from bursar.core.errors import Conflict, Refused

__all__ = ["Call", "after_change", "answered", "before_change", "begin", "forget", "forget_old_calls", "within"]

KEPT = timedelta(hours=24)
ABANDONED = timedelta(seconds=60)  # a call that has not answered by then was killed: no request takes so long


@dataclass(frozen=True)
class _Within:
    call: int | None = None
    expected: Callable[[], None] | None = None


_within: ContextVar[_Within | None] = ContextVar("bursar_call", default=None)


@contextmanager
def within(*, call: int | None = None, expected: Callable[[], None] | None = None) -> Iterator[None]:
    """Run commands as part of a call, and only if `expected` finds nothing against it, in their own transaction."""
    around = _within.get() or _Within()
    token = _within.set(_Within(call or around.call, expected or around.expected))
    try:
        yield
    finally:
        _within.reset(token)


def before_change() -> None:
    """At the beginning of a command's transaction. What is expected may refuse it."""
    found = _within.get()
    if found and found.expected:
        found.expected()


def after_change() -> None:
    """At its end: the call has had its effect, if this is committed."""
    found = _within.get()
    if found and found.call:
        Call.objects.filter(pk=found.call).update(done_at=clock.now())


def begin(token: int, key: str, asked: str) -> Call:
    """A call by this token under this key; `asked` is a hash of all that was asked.

    Answers the call to be made (without a status) or the one that was answered. Raises Refused when the key stands for
    something else, Conflict when it is being answered at this moment, or when its answer was lost after its effect.
    """
    try:
        with transaction.atomic():
            return Call.objects.create(token_id=token, key=key, asked=asked)
    except IntegrityError:
        call = Call.objects.get(token_id=token, key=key)
    if call.asked != asked:
        raise Refused("key_reused", _("This Idempotency-Key was used for another request."))
    if call.status is not None:
        return call
    if call.done_at is not None:
        raise Conflict("answer_lost", _("This was done, but its answer was lost. Read what there is now."))
    now = clock.now()
    abandoned = Q(started_at__lte=now - ABANDONED, status__isnull=True, done_at__isnull=True)
    if not Call.objects.filter(abandoned, pk=call.pk).update(started_at=now):
        raise Conflict("in_progress", _("This request is being answered at this moment."))
    return call


def answered(call: Call, status: int, headers: dict[str, str], body: str) -> None:
    """Keep what was answered, for whoever asks again."""
    Call.objects.filter(pk=call.pk).update(status=status, headers=headers, body=body)


def forget(call: Call) -> None:
    """Nothing came of it: the key may be used again."""
    Call.objects.filter(pk=call.pk, done_at__isnull=True).delete()


def forget_old_calls() -> int:
    """Those that nobody makes again: a job of the worker; answers how many."""
    return Call.objects.filter(started_at__lte=clock.now() - KEPT).delete()[0]
