"""Reads on the billing side of an account."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from bursar.access.permissions import Level
from bursar.accounts.models import Account, Person
from bursar.billing.models import AccessRequest
from bursar.grants.models import Grant
from bursar.grants.queries import counting


def full_administrators(account: Account) -> QuerySet[Grant]:
    """The grants of the effective Full administrators without an end date: active people, confirmed addresses."""
    return Grant.objects.filter(
        counting(),
        account=account,
        source="billing",
        name=Level.FULL,
        valid_until__isnull=True,
        person__deactivated_at__isnull=True,
        person__confirmed_at__isnull=False,
    ).select_related("person")


@dataclass(frozen=True)
class OwnRequest:
    """A person's request as My account shows it."""

    uid: str
    account_name: str
    number: str
    state: str  # open | granted | declined | withdrawn
    asked_at: datetime
    decided_at: datetime | None
    answer: str


def requests_of(person: Person) -> list[OwnRequest]:
    """Every request a person made, newest first, for My account."""
    rows = AccessRequest.objects.filter(person=person).select_related("portal__account").order_by("-created_at", "-pk")
    return [
        OwnRequest(r.uid, r.portal.account.name, r.portal.account.number, r.state, r.created_at, r.decided_at, r.answer)
        for r in rows
    ]
