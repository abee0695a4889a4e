"""Reading the demo's mailbox."""

from django.db.models import QuerySet

from bursar.core.errors import NotKnown
from bursar.mail.models import DeliveredMail


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
