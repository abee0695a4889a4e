"""Steps of automatic payment: ending a mandate, whether its authority holds, when what is charged, who is told."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bursar.access.permissions import Permission
from bursar.accounts.models import Account
from bursar.billing.queries import full_now
from bursar.core import clock
from bursar.grants.queries import permissions
from bursar.invoices.models import Document
from bursar.invoices.queries import today_of
from bursar.payments.models import Mandate, PlannedPayment

CONFIRM_WITHIN = timedelta(days=14)  # after whoever authorised it lost Pay
RETRIES = (timedelta(days=3), timedelta(days=7))  # after the first and the second time that it was declined
LOOK_EVERY = timedelta(hours=1)
NEEDED = frozenset({Permission.INVOICE_PAY, Permission.PAYMENT_METHOD_MANAGE})
UNDER_WAY = (PlannedPayment.State.ANNOUNCED, PlannedPayment.State.ORDERED)


def open_mandate(account: Account) -> Mandate | None:
    """The mandate that holds; the caller holds the account's lock if anything follows from it."""
    return Mandate.objects.filter(account=account, ended_at__isnull=True).select_related("method").first()


def close(mandate: Mandate, because: Mandate.Ended) -> None:
    """It ends now; a paused one that is removed keeps its instant."""
    mandate.ended_at, mandate.ended_because, mandate.look_at = mandate.ended_at or clock.now(), because, None
    mandate.save(update_fields=["ended_at", "ended_because", "look_at"])


def end(mandate: Mandate, because: Mandate.Ended) -> None:
    """The same, and what was announced under it is called off; what was ordered goes its way."""
    close(mandate, because)
    announced = PlannedPayment.objects.filter(mandate=mandate, state=PlannedPayment.State.ANNOUNCED)
    announced.update(state=PlannedPayment.State.CALLED_OFF)


def is_authorised(mandate: Mandate) -> bool:
    """Whether whoever authorised it could still do it by hand."""
    return permissions(mandate.authorised_by_id, mandate.account) >= NEEDED


def may_charge(mandate: Mandate) -> bool:
    """Whether money may move under it now: its authority holds, or others were told and may still confirm it."""
    if mandate.ended_at is not None:
        return False
    if mandate.orphaned_at is None:
        return is_authorised(mandate)
    return mandate.confirm_by is not None and clock.now() < mandate.confirm_by


def readers(account: Account, besides: int | None = None) -> list[int]:
    """The ids of those who are told of it: Full administrators, and whoever authorised it (`besides`)."""
    ids = [person.pk for person in full_now(account)]
    return ids if besides is None or besides in ids else [*ids, besides]


def charge_at(mandate: Mandate, invoice: Document) -> datetime:
    """On the morning of the day it is due, there where the account is, but not before the notice is over."""
    morning = datetime.combine(invoice.due_on or invoice.issued_on, time(9), ZoneInfo(mandate.account.time_zone))
    return max(morning.astimezone(UTC), clock.now() + timedelta(days=mandate.notice_days))


def is_near(mandate: Mandate, invoice: Document) -> bool:
    """Whether it is time to announce it."""
    return (invoice.due_on or invoice.issued_on) <= today_of(mandate.account) + timedelta(days=mandate.notice_days)
