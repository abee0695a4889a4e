"""Reminding of invoices that are due soon or overdue, by the operator's schedule, at most once for each step.

A step is written down in the transaction that puts its mails into the outbox: after a kill it is both or neither.
"""

from datetime import date, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from bursar.audit.again import again
from bursar.billing.queries.mailing import languages
from bursar.core import clock
from bursar.invoices.models import Standing
from bursar.mail.outbox import enqueue
from bursar.payments import steps
from bursar.payments.models import Reminder

LATE = timedelta(days=3)  # a step that was missed by more, while the worker stood still, is not made up for


def remind_due(limit: int = 100) -> int:
    """A job of the worker: take the steps whose day has come; answers how many. The day is that of the account."""
    return sum(again(partial(_remind, pk, days)) for days in settings.REMINDERS for pk in _due(days)[:limit])


def _due(days: int) -> list[int]:
    """Open invoices whose step has come where their account is, and is not taken yet."""
    latest = clock.today() - timedelta(days=days - 1)  # tomorrow has begun somewhere
    rows = Standing.objects.filter(is_open=True, due_on__lte=latest, due_on__gte=latest - LATE - timedelta(days=2))
    within = rows.exclude(document__reminders__days=days).order_by("document_id")
    found = within.values_list("document_id", "due_on", "account__time_zone")
    return [pk for pk, due_on, zone in found if due_on and _is_day(due_on, days, _today(zone))]


def _is_day(due_on: date, days: int, today: date) -> bool:
    on = due_on + timedelta(days=days)
    return on <= today <= on + LATE


def _today(zone: str) -> date:
    return clock.now().astimezone(ZoneInfo(zone)).date()


@transaction.atomic
def _remind(pk: int, days: int) -> int:
    """Take a step for an invoice, unless a payment of all that is left is under way."""
    row = Standing.objects.get(pk=pk)
    if row.outstanding_minor <= steps.reserved_by_invoice([pk]).get(pk, 0):
        return 0
    _reminder, is_new = Reminder.objects.get_or_create(invoice_id=pk, days=days, defaults={"at": clock.now()})
    if not is_new:
        return 0
    for language, address in languages(row.account_id, "reminders").items():
        about = {"document": pk, "language": language, "days": days}
        enqueue("payments.reminder", account=row.account_id, address=address, about=about)
    return 1
