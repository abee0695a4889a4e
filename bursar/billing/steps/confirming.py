"""Confirming a recipient: the link that goes to its address, kept as a hash."""

from datetime import timedelta

from django.conf import settings

from bursar.billing.models import Recipient
from bursar.core import clock, ids
from bursar.mail.outbox import enqueue

LIFETIME = timedelta(days=7)


def ask_to_confirm(row: Recipient) -> None:
    """Forget that the address was confirmed, let older links die, and send it a new one."""
    row.confirmed_at, row.token_hash = None, ""
    row.generation += 1
    row.token_expires_at = clock.now() + LIFETIME
    row.save(update_fields=["confirmed_at", "token_hash", "generation", "token_expires_at"])
    about = {"recipient": row.pk, "generation": row.generation}
    enqueue("billing.recipient.confirm", account=row.portal.account_id, address=row.email, about=about)


def confirmation_made(row: Recipient) -> str:
    """Make the link's secret for the mail and keep its hash; called by the mail's builder only."""
    token = ids.derived_token(settings.SECRET_KEY, "recipient", row.uid, row.generation)
    Recipient.objects.filter(pk=row.pk, generation=row.generation, confirmed_at=None).update(
        token_hash=ids.token_hash(token)
    )
    return token
