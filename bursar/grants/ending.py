"""Ends that come near: what is to be told of them and when, and taking a notice that is due, exactly once."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import QuerySet

from bursar.access.facts import Source
from bursar.accounts.models import Account
from bursar.audit.again import again
from bursar.core import clock
from bursar.grants.models import EndNotice, Grant

DAYS = (7, 1)  # before an end
SOON = timedelta(days=DAYS[0])
Tell = Callable[[list[Grant]], None]


def notices(grant: Grant) -> Iterator[EndNotice]:
    """What is to be told of the end of a grant: nothing at an instant at which it does not count yet."""
    if grant.valid_until is None:
        return
    for days in DAYS:
        due = grant.valid_until - timedelta(days=days)
        if due > grant.valid_from:
            yield EndNotice(grant=grant, days=days, due_at=due)


def settle_due(source: Source, tell: Tell, limit: int = 100) -> int:
    """Take the notices of a source that are due, oldest first, and `tell` of those that still mean something.

    Each is settled in the transaction in which `tell` enqueues its mails: after a kill it is either both or neither,
    and a second worker finds nothing left. Grants of one holder with one end are told of together. Answers how many
    were settled.
    """
    due = _waiting(source).filter(due_at__lte=clock.now()).order_by("due_at", "pk")
    return sum(again(partial(_settle, pk, tell)) for pk in list(due.values_list("pk", flat=True)[:limit]))


def ending_soon(account: Account, source: Source) -> QuerySet[Grant]:
    """The grants of an account that count, or will, and end within a week; the next end first."""
    now = clock.now()
    rows = Grant.objects.filter(account=account, source=source, closed_at__isnull=True)
    found = rows.filter(valid_until__gt=now, valid_until__lte=now + SOON)
    return found.select_related("person", "group").order_by("valid_until", "pk")


def _waiting(source: Source) -> QuerySet[EndNotice]:
    return EndNotice.objects.filter(settled_at__isnull=True, grant__source=source)


@transaction.atomic
def _settle(pk: int, tell: Tell) -> int:
    """One notice with those that are told together with it; none when another worker has taken it."""
    first = EndNotice.objects.select_related("grant").get(pk=pk)
    grant = first.grant
    same = {"days": first.days, "grant__account": grant.account_id, "grant__valid_until": grant.valid_until}
    rows = _waiting(Source(grant.source)).filter(**same, grant__person=grant.person_id, grant__group=grant.group_id)
    taken = list(rows.select_for_update(of=("self",)).select_related("grant__account").order_by("pk"))
    now = clock.now()
    EndNotice.objects.filter(pk__in=[notice.pk for notice in taken]).update(settled_at=now)
    told = [notice.grant for notice in taken if _means_something(notice, now)]
    if told:
        tell(told)
    return len(taken)


def _means_something(notice: EndNotice, now: datetime) -> bool:
    """Not when the grant was closed (taken, extended), nor when the next notice, or the end, has come already."""
    grant, later = notice.grant, [days for days in DAYS if days < notice.days]
    if grant.closed_at is not None or grant.valid_until is None:
        return False
    return now < grant.valid_until - timedelta(days=max(later, default=0))
