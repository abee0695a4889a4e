"""Reading what waits in the outbox, and the demo's mailbox."""

from dataclasses import dataclass

from django.db.models import Count, Min, Q, QuerySet

from bursar.core import clock
from bursar.core.errors import NotKnown
from bursar.mail.models import DeliveredMail, OutboxMail


@dataclass(frozen=True)
class Backlog:
    """How many mails are not sent: waiting (due or later), due, given up; and how late the oldest one is."""

    waiting: int
    due: int
    given_up: int
    seconds_late: float


def backlog() -> Backlog:
    """The outbox at this moment, for the operator."""
    now = clock.now()
    is_due = Q(due_at__lte=now)
    waiting = OutboxMail.objects.filter(sent_at=None, given_up_at=None).aggregate(
        every=Count("pk"), due=Count("pk", filter=is_due), oldest=Min("due_at", filter=is_due)
    )
    late = (now - waiting["oldest"]).total_seconds() if waiting["oldest"] else 0.0
    given_up = OutboxMail.objects.filter(given_up_at__isnull=False).count()
    return Backlog(waiting["every"], waiting["due"], given_up, late)


def delivered(address: str = "") -> QuerySet[DeliveredMail]:
    """What was sent, newest first; to one address when one is given."""
    found = DeliveredMail.objects.order_by("-id")
    return found.filter(to_address__icontains=address) if address else found


def delivered_mail(number: int) -> DeliveredMail:
    """One mail. Raises NotKnown."""
    found = DeliveredMail.objects.filter(pk=number).first()
    if found is None:
        raise NotKnown
    return found
