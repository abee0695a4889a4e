"""Use cases of webhooks: the operator adds endpoints, disables, rotates, removes and tries them, and replays events."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from bursar.access.actor import Actor, ActorKind
from bursar.audit.recording import audited, record
from bursar.core import clock
from bursar.core.errors import Forbidden, NotKnown, Refused
from bursar.webhooks import events, telling
from bursar.webhooks.kinds import CHOICES
from bursar.webhooks.models import Delivery, Endpoint, Event
from bursar.webhooks.reaching import check_url

OVERLAP = timedelta(hours=24)  # in which the secret before still signs


@audited
def add_endpoint(actor: Actor, *, url: str, types: Sequence[str], account_id: int | None) -> Endpoint:
    """Tell a program of events of these types. Refused: unknown_type, and as `reaching.check_url`."""
    _require_operator(actor)
    check_url(url)
    unknown = [each for each in types if each not in CHOICES]
    if unknown or not types:
        raise Refused(
            "unknown_type", _("There are no events “%(name)s”.") % {"name": ", ".join(unknown)}, field="types"
        )
    row = Endpoint.objects.create(url=url, types=sorted(set(types)), account_id=account_id, added_at=clock.now())
    record(actor, events.ENDPOINT_ADDED, account=account_id, on=("webhook", row.pk), new={"types": row.types})
    return row


@audited
def disable_endpoint(actor: Actor, *, uid: str, reason: str) -> Endpoint:
    """Send it nothing for the time being: events go on being kept for it. Refused: already_disabled."""
    row = _locked(actor, uid)
    if row.disabled_at is not None:
        raise Refused("already_disabled", _("It is disabled already."))
    row.disabled_at, row.disabled_why = clock.now(), reason[:300]
    row.save(update_fields=["disabled_at", "disabled_why"])
    return _recorded(actor, events.ENDPOINT_DISABLED, row)


@audited
def enable_endpoint(actor: Actor, *, uid: str) -> Endpoint:
    """Send it again what waits for it. Refused: not_disabled."""
    row = _locked(actor, uid)
    if row.disabled_at is None:
        raise Refused("not_disabled", _("It is not disabled."))
    row.disabled_at, row.disabled_why, row.failing_since = None, "", None
    row.save(update_fields=["disabled_at", "disabled_why", "failing_since"])
    return _recorded(actor, events.ENDPOINT_ENABLED, row)


@audited
def rotate_secret(actor: Actor, *, uid: str) -> Endpoint:
    """Sign with a new secret; with the one before, too, for a day."""
    row = _locked(actor, uid)
    row.secret_version, row.earlier_until = row.secret_version + 1, clock.now() + OVERLAP
    row.save(update_fields=["secret_version", "earlier_until"])
    return _recorded(actor, events.SECRET_ROTATED, row)


@audited
def remove_endpoint(actor: Actor, *, uid: str) -> Endpoint:
    """Send it nothing ever again; what waits is given up."""
    row = _locked(actor, uid)
    row.removed_at = clock.now()
    row.save(update_fields=["removed_at"])
    waiting = Delivery.objects.filter(endpoint=row, state=Delivery.State.WAITING)
    waiting.update(state=Delivery.State.GIVEN_UP, settled_at=clock.now())
    return _recorded(actor, events.ENDPOINT_REMOVED, row)


@audited
def ping_endpoint(actor: Actor, *, uid: str) -> Event:
    """Send it an event that says nothing else."""
    row = _locked(actor, uid)
    event = telling.ping(row)
    _recorded(actor, events.REPLAYED, row)
    return event


@audited
def replay(actor: Actor, *, uid: str, since: datetime | None = None, event: str = "") -> int:
    """Send again what was taken or given up: one event, or all since an instant, in their order; under the same ids, so
    that a program that knows them notices. Answers how many. Refused: nothing_to_replay."""
    row = _locked(actor, uid)
    settled = Delivery.objects.filter(endpoint=row).exclude(state=Delivery.State.WAITING)
    wanted = settled.filter(event__uid=event) if event else settled.filter(event__at__gte=since or clock.now())
    count = wanted.update(state=Delivery.State.WAITING, attempts=0, due_at=clock.now(), settled_at=None)
    if not count:
        raise Refused("nothing_to_replay", _("There is nothing to send again."))
    _recorded(actor, events.REPLAYED, row, deliveries=count)
    return count


def _locked(actor: Actor, uid: str) -> Endpoint:
    _require_operator(actor)
    row = Endpoint.objects.select_for_update().filter(uid=uid, removed_at=None).first()
    if row is None:
        raise NotKnown
    return row


def _recorded(actor: Actor, what: Any, row: Endpoint, **new: Any) -> Endpoint:
    record(actor, what, account=row.account_id, on=("webhook", row.pk), new=new or None)
    return row


def _require_operator(actor: Actor) -> None:
    if actor.kind is not ActorKind.OPERATOR:
        raise Forbidden("operator_only", _("Only the operator does this."))
