"""Reads on the billing administrators of an account: who they are, on what terms, by whose hand."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from bursar.access.facts import Source
from bursar.access.permissions import Level, Permission
from bursar.accounts.models import Account, Membership, Person
from bursar.accounts.queries.directory import people_matching as members_matching
from bursar.billing.models import BillingPortal, PortalState
from bursar.billing.rules import may_touch, require_may_touch
from bursar.billing.terms import Terms
from bursar.billing.words import how_label, level_label, rights_labels
from bursar.core import clock
from bursar.core.errors import NotKnown
from bursar.core.ids import token_hash
from bursar.core.moments import day_of
from bursar.grants.models import Grant
from bursar.grants.queries import Access, grant_permissions

SOON = timedelta(days=30)  # an end date this near is pointed at


@dataclass(frozen=True)
class Administrator:
    """A billing administrator as the list shows them."""

    person: Person
    level: str
    rights: list[str]
    terms: Terms
    since: date
    given_by: str
    given_on: date
    how: str
    status: str  # effective | sleeping | ending | expired | deactivated | unconfirmed
    revision: str
    is_self: bool
    is_touchable: bool
    is_last_full: bool
    is_member: bool


def administrators(access: Access, *, waits: bool | None = None) -> list[Administrator]:
    """Everybody who holds a billing level, expired and sleeping ones too, by name; `waits` where that is known."""
    rows = list(_shown_levels(access.account))
    full = [row.person_id for row in rows if _keeps_the_portal(row)]
    if len(full) == 1 and waits is None:
        waits = is_waiting(access.account)
    last = full[0] if len(full) == 1 and not waits else None
    return [_shown(access, row, last) for row in rows]


def administrator(access: Access, uid: str) -> Administrator:
    """The billing administrator with this person's uid. Raises NotKnown, and Forbidden when he holds more."""
    row = level_of(access.account, uid=uid)
    if row is None:
        raise NotKnown
    require_may_touch(access, grant_permissions(row))
    return next(shown for shown in administrators(access) if shown.person.pk == row.person_id)


def own_level(access: Access) -> Administrator | None:
    """The actor's own level in the portal, or None when other roads lead him there."""
    row = _shown_levels(access.account).filter(person=access.actor.person_id).first()
    return _shown(access, row, None) if row else None


def people_matching(account: Account, text: str) -> list[int]:
    """The ids of people who are or were in the account or its billing, and whose name or address contains `text`."""
    holders = Grant.objects.filter(
        account=account, source=Source.BILLING, person__name_folded__contains=text.strip().casefold()
    )
    return sorted({*members_matching(account, text), *(pk for pk in holders.values_list("person_id", flat=True) if pk)})


def is_waiting(account: Account) -> bool:
    """Whether the portal waits for an administrator (`needs_admin`)."""
    return PortalState.objects.filter(
        portal__account=account, ended_at__isnull=True, state=PortalState.State.NEEDS_ADMIN
    ).exists()


def portals_waiting() -> int:
    """How many portals wait for an administrator, for the operator."""
    return PortalState.objects.filter(ended_at__isnull=True, state=PortalState.State.NEEDS_ADMIN).count()


def portal_of(account: Account) -> BillingPortal:
    """The account's billing portal."""
    return BillingPortal.objects.get(account=account)


def level_of(account: Account, *, person: Person | None = None, uid: str = "", email: str = "") -> Grant | None:
    """The open row of a billing administrator, expired or sleeping too, by person, uid or address."""
    found = Q(person=person) if person else Q(person__uid=uid) if uid else Q(person__email=email.strip().lower())
    return open_levels(account).filter(found).first()


def revision(*values: object) -> str:
    """A short mark of what a form was drawn from: another one means that somebody saved in between."""
    return token_hash("\x1f".join(str(value) for value in values))[:16]


def terms_of(row: Grant) -> Terms:
    """The terms of a grant row."""
    rights = frozenset(Permission(right) for right in row.rights)
    return Terms(Level(row.name), rights, row.valid_from, row.valid_until, row.reason)


def open_levels(account: Account) -> QuerySet[Grant]:
    """The open rows of billing administrators, by name."""
    return (
        Grant.objects.filter(account=account, source=Source.BILLING, closed_at__isnull=True)
        .select_related("person", "granted_by", "granted_by_operator")
        .order_by("person__last_name", "person__first_name", "person_id")
    )


def _shown_levels(account: Account) -> QuerySet[Grant]:
    """The same with `is_member`."""
    rows = Membership.objects.filter(account=account, person=OuterRef("person"), ended_at__isnull=True)
    return open_levels(account).annotate(is_member=Exists(rows))


def _keeps_the_portal(row: Grant) -> bool:
    """Effective, level Full, without an end date: what `full_administrators` asks the database."""
    person = row.person
    is_known = person is not None and person.is_active and person.confirmed_at is not None
    return is_known and row.name == Level.FULL and row.valid_until is None and row.valid_from <= clock.now()


def _shown(access: Access, row: Any, last: int | None) -> Administrator:
    person: Person | None = row.person
    if person is None:  # the table's check forbids it: billing levels are people's
        raise NotKnown
    zone = access.account.time_zone
    giver = row.granted_by or row.granted_by_operator
    return Administrator(
        person=person,
        level=level_label(row.name),
        rights=rights_labels(grant_permissions(row)),
        terms=terms_of(row),
        since=day_of(row.held_since, zone),
        given_by=str(giver) if giver else "",
        given_on=day_of(row.granted_at, zone),
        how=how_label(row.how),
        status=_status(row, person),
        revision=revision("grant", row.pk),
        is_self=person.pk == access.actor.person_id,
        is_touchable=may_touch(access, grant_permissions(row)),
        is_last_full=person.pk == last,
        is_member=row.is_member,
    )


def _status(row: Grant, person: Person) -> str:
    now = clock.now()
    if not person.is_active:
        return "deactivated"
    if person.confirmed_at is None:
        return "unconfirmed"
    if row.valid_from > now:
        return "sleeping"
    if row.valid_until is None:
        return "effective"
    if row.valid_until <= now:
        return "expired"
    return "ending" if row.valid_until - now <= SOON else "effective"
