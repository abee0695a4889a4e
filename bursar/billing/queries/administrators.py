"""Reads on the billing administrators of an account: who they are, on what terms, by whose hand."""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from bursar.access.facts import Source
from bursar.access.permissions import Level, Permission
from bursar.accounts.models import Account, Person
from bursar.accounts.named import Named, full_name
from bursar.accounts.queries.directory import people_matching as members_matching
from bursar.billing.models import BillingPortal, PortalState
from bursar.billing.queries import listed
from bursar.billing.rules import may_touch, require_may_touch
from bursar.billing.terms import Terms
from bursar.billing.words import how_label, level_label, rights_labels
from bursar.core import clock
from bursar.core.errors import NotKnown
from bursar.core.ids import token_hash
from bursar.core.moments import day_of
from bursar.core.windows import START, Place, Window, seen
from bursar.grants.models import Grant
from bursar.grants.periods import Period
from bursar.grants.queries import Access

SOON = timedelta(days=30)  # an end date this near is pointed at


@dataclass(frozen=True, slots=True)
class Administrator:
    """A billing administrator as the list shows them."""

    person: Named
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
    is_member: bool


def administrators(access: Access, place: Place = START) -> Window[Administrator]:
    """A window on everybody who holds a billing level, expired and sleeping ones too, by name."""
    now = clock.now()
    found = seen(place, lambda place, limit: listed.levels(access.account, place, limit), lambda row: str(row[1]))
    return found.each(lambda row: _shown(access, row, now))


def administrator(access: Access, uid: str) -> Administrator:
    """The billing administrator with this person's uid. Raises NotKnown, and Forbidden when he holds more."""
    row = listed.level_of_uid(access.account, uid)
    if row is None:
        raise NotKnown
    shown = _shown(access, row, clock.now())
    require_may_touch(access, shown.terms.permissions)
    return shown


def own_level(access: Access) -> Administrator | None:
    """The actor's own level in the portal, or None when other roads lead him there."""
    row = listed.level_of_id(access.account, access.actor.person_id or 0)
    return _shown(access, row, clock.now()) if row else None


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


def _shown(access: Access, row: listed.Row, now: datetime) -> Administrator:
    person, zone = Named(*row[:5]), access.account.time_zone
    gone, confirmed, pk, level, rights, reason, how, start, end, since, given_at, *giver, operator, is_member = row[5:]
    period = Period(clock.read(start), clock.read(end) if end else None)
    chosen = frozenset(Permission(right) for right in json.loads(rights))
    terms = Terms(Level(level), chosen, period.valid_from, period.valid_until, reason)
    return Administrator(
        person=person,
        level=level_label(level),
        rights=rights_labels(terms.permissions),
        terms=terms,
        since=day_of(clock.read(since), zone),
        given_by=full_name(*giver) if giver[2] else operator or "",
        given_on=day_of(clock.read(given_at), zone),
        how=how_label(how),
        status="deactivated" if gone else _status(period, now) if confirmed else "unconfirmed",
        revision=revision("grant", pk),
        is_self=person.pk == access.actor.person_id,
        is_touchable=may_touch(access, terms.permissions),
        is_member=bool(is_member),
    )


def _status(period: Period, now: datetime) -> str:
    if period.valid_from and period.valid_from > now:
        return "sleeping"
    if period.valid_until is None:
        return "effective"
    if period.valid_until <= now:
        return "expired"
    return "ending" if period.valid_until - now <= SOON else "effective"
