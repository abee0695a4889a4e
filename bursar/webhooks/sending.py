"""Delivers what waits: to each endpoint in the order of an account's events, again with back-off, for three days."""

import json
import logging
import random
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef

from bursar.core import clock
from bursar.core.errors import Refused
from bursar.webhooks import signing
from bursar.webhooks.models import Attempt, Delivery, Endpoint
from bursar.webhooks.reaching import Answer, Resolve, UnreachableError, post, resolved

log = logging.getLogger("bursar.webhooks")

# Until the next try; each up to a fifth longer, so that not everything comes back at once. About three days in all.
BACK_OFF = tuple(timedelta(seconds=s) for s in (5, 30, 120, 600, 1800, 3600, 7200, *(14400,) * 4, *(28800,) * 5))
QUIET = timedelta(minutes=1)  # an endpoint without an answer is left alone: others wait behind it
CLAIM = timedelta(minutes=1)  # a sender that was killed: another goes on after that
GIVEN_UP_AFTER = timedelta(days=5)  # of failures without one success: the endpoint is disabled
_GONE = 410  # the program wants no more


def deliver_due(limit: int = 50, resolve: Resolve = resolved) -> int:
    """A job of the worker: send what is due; answers how many were taken. Never raises for an endpoint out of reach."""
    earlier = Delivery.objects.filter(
        endpoint=OuterRef("endpoint"), account_id=OuterRef("account_id"), state=Delivery.State.WAITING,
        event__lt=OuterRef("event"),
    )  # fmt: skip
    due = Delivery.objects.filter(state=Delivery.State.WAITING, due_at__lte=clock.now(), endpoint__disabled_at=None)
    first = due.filter(~Exists(earlier), endpoint__removed_at=None).order_by("due_at", "pk")
    return sum(_deliver(pk, resolve) for pk in list(first.values_list("pk", flat=True)[:limit]))


def body_of(delivery: Delivery) -> bytes:
    """What is sent: type, time and data, as the specification recommends."""
    event = delivery.event
    said = {"type": event.type, "timestamp": event.at.isoformat(), "data": event.data}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def _deliver(pk: int, resolve: Resolve) -> int:
    delivery = _claim(pk)
    if delivery is None:
        return 0
    endpoint, now, body = delivery.endpoint, clock.now(), body_of(delivery)
    signed = signing.headers(endpoint.uid, _versions(endpoint, now), delivery.event.uid, now, body)
    try:
        answer = post(endpoint.url, body, signed, resolve)
    except UnreachableError as error:
        _leave_alone(endpoint)
        return _settle(delivery, None, str(error))
    except Refused as refusal:
        return _settle(delivery, None, refusal.code)
    return _settle(delivery, answer, answer.beginning[:300])


def _claim(pk: int) -> Delivery | None:
    """Take one for this sender: another finds it not due."""
    now = clock.now()
    waiting = Delivery.objects.filter(pk=pk, state=Delivery.State.WAITING, due_at__lte=now)
    if not waiting.update(due_at=now + CLAIM, attempts=F("attempts") + 1):
        return None
    return Delivery.objects.select_related("endpoint", "event").get(pk=pk)


def _leave_alone(endpoint: Endpoint) -> None:
    """What else is due to an endpoint out of reach waits a while, as often tried as before: each try takes seconds."""
    due = Delivery.objects.filter(endpoint=endpoint, state=Delivery.State.WAITING, due_at__lte=clock.now())
    due.update(due_at=clock.now() + QUIET)


def _settle(delivery: Delivery, answer: Answer | None, said: str) -> int:
    now = clock.now()
    is_taken = answer is not None and 200 <= answer.status < 300
    endpoint = Endpoint.objects.filter(pk=delivery.endpoint_id)
    with transaction.atomic():
        Attempt.objects.create(
            delivery=delivery, at=now, status=answer.status if answer else None, said=said,
            milliseconds=answer.milliseconds if answer else 0,
        )  # fmt: skip
        Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.WAITING).update(
            **_next(delivery, now, is_taken=is_taken)
        )
        if is_taken:
            endpoint.filter(failing_since__isnull=False).update(failing_since=None)
        else:
            endpoint.filter(failing_since=None).update(failing_since=now)
    if not is_taken:
        _disable_if_hopeless(endpoint, answer, now)
    return int(is_taken)


def _next(delivery: Delivery, now: datetime, *, is_taken: bool) -> dict[str, Any]:
    if is_taken:
        return {"state": Delivery.State.TAKEN, "settled_at": now}
    if delivery.attempts > len(BACK_OFF):
        return {"state": Delivery.State.GIVEN_UP, "settled_at": now}
    pause = BACK_OFF[delivery.attempts - 1]
    return {"due_at": now + pause * random.uniform(1, 1.2)}  # noqa: S311  # to spread, not to hide


def _disable_if_hopeless(endpoint: Any, answer: Answer | None, now: datetime) -> None:
    why = ""
    if answer is not None and answer.status == _GONE:
        why = "410 Gone"
    elif endpoint.filter(failing_since__lt=now - GIVEN_UP_AFTER).exists():
        why = f"no success for {GIVEN_UP_AFTER.days} days"
    if why and endpoint.filter(disabled_at=None).update(disabled_at=now, disabled_why=why):
        log.error("webhook endpoint disabled: %s", why)


def _versions(endpoint: Endpoint, now: datetime) -> list[int]:
    """Those that sign: the present one, and the one before while programs change over."""
    version = endpoint.secret_version
    is_between = endpoint.earlier_until is not None and now < endpoint.earlier_until
    return [version, version - 1] if is_between else [version]
