"""Giving and taking: the only writes on the table of grants, inside the caller's transaction."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from bursar.access.actor import Actor, ActorKind
from bursar.access.facts import Source
from bursar.access.permissions import Level, PbxPermission, Permission
from bursar.accounts.models import Account, Group, Person
from bursar.accounts.steps import hold
from bursar.core import clock
from bursar.core.errors import Refused
from bursar.grants.ending import notices
from bursar.grants.models import EndNotice, Grant


def give_level(
    actor: Actor,
    account: Account,
    person: Person,
    level: Level,
    *,
    how: Grant.How,
    rights: Iterable[Permission] = (),
    valid_from: datetime | None = None,
    valid_until: datetime | None = None,
    reason: str = "",
    held_since: datetime | None = None,
    at: datetime | None = None,
) -> Grant:
    """Make the person a billing administrator at `level`; `rights` counts for the level Custom only. NotKnown: the
    person is deactivated. `at` is the instant of the change, where several rows are part of one.
    """
    hold(person.pk)
    now = at or clock.now()
    return _opened(
        account=account,
        person=person,
        source=Source.BILLING,
        name=level,
        rights=sorted(rights) if level is Level.CUSTOM else [],
        how=how,
        reason=reason,
        granted_at=now,
        valid_from=valid_from or now,
        valid_until=valid_until,
        held_since=held_since or now,
        **_giver(actor),
    )


def give_pbx(
    actor: Actor,
    account: Account,
    permission: PbxPermission,
    *,
    person: Person | None = None,
    group: Group | None = None,
    valid_from: datetime | None = None,
    valid_until: datetime | None = None,
    held_since: datetime | None = None,
    at: datetime | None = None,
) -> Grant:
    """Tick a PBX permission for a person or a group; `at` as in `give_level`."""
    now = at or clock.now()
    start = valid_from or now
    return _opened(
        account=account,
        person=person,
        group=group,
        source=Source.PBX,
        name=permission,
        how=Grant.How.PBX_PAGE,
        granted_at=now,
        valid_from=start,
        valid_until=valid_until,
        held_since=held_since or start,
        **_giver(actor),
    )


def close(actor: Actor, grant: Grant, *, at: datetime | None = None) -> None:
    """Take a grant back: the row is closed, never removed. A row closed in between is a refusal."""
    closed = Grant.objects.filter(pk=grant.pk, closed_at__isnull=True).update(
        closed_at=at or clock.now(), closed_by_id=actor.person_id
    )
    if not closed:
        raise Refused("changed_in_between", _("Somebody changed this in the meantime. Reload the page and try again."))


def close_pbx_grants_of(actor: Actor, account: Account, person: Person) -> list[int]:
    """Everything the person holds on the PBX of the account ends; answers the ids of the rows closed."""
    rows = Grant.objects.filter(account=account, person=person, source=Source.PBX, closed_at__isnull=True)
    ids = list(rows.values_list("pk", flat=True))
    Grant.objects.filter(pk__in=ids).update(closed_at=clock.now(), closed_by_id=actor.person_id)
    return ids


def _opened(**values: Any) -> Grant:
    """A new row, with what is to be told of its end."""
    grant = Grant.objects.create(**values)
    EndNotice.objects.bulk_create(notices(grant))
    return grant


def _giver(actor: Actor) -> dict[str, Any]:
    operator = actor.id if actor.kind is ActorKind.OPERATOR else None
    return {"granted_by_id": actor.person_id, "granted_by_operator_id": operator}
