"""Reads on webhooks, for the operator: endpoints, deliveries with their attempts, how many wait."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from bursar.core.errors import NotKnown
from bursar.webhooks.models import Attempt, Delivery, Endpoint


@dataclass(frozen=True)
class Backlog:
    """How many deliveries wait, and how many endpoints are disabled."""

    waiting: int
    disabled: int


def endpoints() -> QuerySet[Endpoint]:
    """Those that are not removed, oldest first, each with `waiting`."""
    waiting = Count("deliveries", filter=Q(deliveries__state=Delivery.State.WAITING))
    return Endpoint.objects.filter(removed_at=None).annotate(waiting=waiting).order_by("pk")


def endpoint(uid: str) -> Endpoint:
    """One of them. Raises NotKnown."""
    row = Endpoint.objects.filter(uid=uid, removed_at=None).first()
    if row is None:
        raise NotKnown
    return row


def deliveries(uid: str, *, state: str = "", limit: int = 100) -> list[Delivery]:
    """An endpoint's deliveries, newest first, with their events and attempts. Raises NotKnown."""
    rows = Delivery.objects.filter(endpoint=endpoint(uid)).select_related("event").prefetch_related("tries")
    if state:
        rows = rows.filter(state=state)
    return list(rows.order_by("-event_id")[:limit])


def last_try(delivery: Delivery) -> Attempt | None:
    """The latest attempt of a delivery that `deliveries` read."""
    return max(delivery.tries.all(), key=lambda each: each.pk, default=None)


def backlog() -> Backlog:
    """For the installation's counters."""
    waiting = Delivery.objects.filter(state=Delivery.State.WAITING).count()
    return Backlog(waiting, Endpoint.objects.filter(removed_at=None, disabled_at__isnull=False).count())
