"""Reads on access requests: those that wait in a portal, and those of a person."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from bursar.access import policy
from bursar.access.permissions import Permission
from bursar.accounts.models import Account, Person
from bursar.accounts.queries.windows import Order, window
from bursar.billing.models import AccessRequest, AdministratorMessage
from bursar.core import clock
from bursar.core.errors import NotKnown
from bursar.core.windows import Place, Window
from bursar.grants.queries import Access

A_DAY = timedelta(days=1)
MESSAGES_A_DAY = 3
REQUESTS_A_DAY = 3
_OWN = """
SELECT r.uid, r.state, r.created_at, r.decided_at, r.answer FROM billing_accessrequest r
JOIN billing_billingportal p ON p.id = r.portal_id WHERE p.account_id = %s AND r.person_id = %s
ORDER BY r.created_at DESC, r.id DESC LIMIT 1
"""


@dataclass(frozen=True)
class OwnRequest:
    """A person's request as My account and the refusal page show it."""

    uid: str
    account_name: str
    number: str
    state: str  # open | granted | declined | withdrawn
    asked_at: datetime
    decided_at: datetime | None
    answer: str


def open_requests(access: Access) -> list[AccessRequest]:
    """The requests that wait for a decision, oldest first."""
    rows = AccessRequest.objects.filter(portal__account=access.account, state=AccessRequest.State.OPEN)
    return list(rows.select_related("person").order_by("created_at", "pk"))


def open_requests_from(access: Access, place: Place) -> Window[AccessRequest]:
    """A window on them, for programs; a request that was decided meanwhile still marks a place."""
    every = AccessRequest.objects.filter(portal__account=access.account)
    waiting = every.filter(state=AccessRequest.State.OPEN).select_related("person")

    def here(uid: str) -> QuerySet[AccessRequest, Any]:
        return every.filter(uid=uid).values_list("created_at", "pk")

    return window(waiting, Order(("created_at", "id")), place, here, lambda row: row.uid)


def access_request(access: Access, uid: str) -> AccessRequest:
    """A request of this portal, decided or not. Raises NotKnown."""
    row = AccessRequest.objects.filter(portal__account=access.account, uid=uid)
    found = row.select_related("person", "portal__account").first()
    if found is None:
        raise NotKnown
    return found


def requests_of(person: Person) -> list[OwnRequest]:
    """Every request a person made, newest first, for My account."""
    rows = AccessRequest.objects.filter(person=person).select_related("portal__account").order_by("-created_at", "-pk")
    return [_own(row) for row in rows]


def own_request(access: Access) -> OwnRequest | None:
    """The actor's newest request in this account."""
    account = access.account
    with connection.cursor() as cursor:
        cursor.execute(_OWN, [account.pk, access.actor.person_id])
        row = cursor.fetchone()
    if row is None:
        return None
    uid, state, asked, decided, answer = row
    decided_at = clock.read(decided) if decided else None
    return OwnRequest(uid, account.name, account.number, state, clock.read(asked), decided_at, answer)


def may_ask(access: Access) -> bool:
    """Whether the actor may ask for access or write to the administrators: a member, not suspended, without it."""
    person = access.actor.person_id
    if person is None or Permission.BILLING_PORTAL_ENTER in policy.held(
        access.facts, person, access.account.pk, access.at
    ):
        return False  # held by the person: a token that was not given it asks for nothing more
    mine = (m for m in access.facts.memberships if m.person == person and m.span.covers(access.at))
    return any(m.account == access.account.pk and not m.is_suspended for m in mine)


def requests_today(account: Account, person: Person) -> int:
    """How many requests the person made within a day."""
    rows = AccessRequest.objects.filter(portal__account=account, person=person)
    return rows.filter(created_at__gt=clock.now() - A_DAY).count()


def messages_today(account: Account, person: Person) -> int:
    """How many messages the person sent within a day."""
    rows = AdministratorMessage.objects.filter(portal__account=account, person=person)
    return rows.filter(sent_at__gt=clock.now() - A_DAY).count()


def _own(row: AccessRequest) -> OwnRequest:
    account = row.portal.account
    return OwnRequest(row.uid, account.name, account.number, row.state, row.created_at, row.decided_at, row.answer)
