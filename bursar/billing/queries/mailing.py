"""Who is in To: the confirmed recipients of a topic and a language, and whom a confirmation's link is for."""

from collections.abc import Container, Iterable
from datetime import datetime

from django.core import signing
from django.db.models import QuerySet

from bursar.access.permissions import Permission
from bursar.accounts.models import Person
from bursar.billing.models import Recipient
from bursar.core import clock, ids
from bursar.grants.queries import lost
from bursar.mail.models import OutboxMail

TOPICS = ("invoices", "receipts", "reminders")
_SALT = "bursar.recipient.stop"


def mailed(mail: OutboxMail, account_id: int, topic: str) -> list[Recipient]:
    """Those who are sent a topic now, in the language that a mail is about; a mail of before that names one only."""
    one = {"language": mail.about["language"]} if "language" in mail.about else {"email__iexact": mail.to_address}
    rows = list(_confirmed(account_id, topic).filter(**one).order_by("id"))
    ended = access_ended(account_id, rows)
    return [row for row in rows if row.pk not in ended]


def languages(account_id: int, topic: str) -> dict[str, str]:
    """The languages in which a topic is to be sent, one mail for each, and an address to send it to."""
    rows = _confirmed(account_id, topic).order_by("language", "-id")
    return dict(rows.values_list("language", "email"))


def access_ended(account_id: int, rows: Iterable[Recipient]) -> dict[int, datetime]:
    """Which of an account's recipients are sent nothing because whoever has the address could view the invoices when it
    was confirmed, or later, and no longer can; since when. Confirming anew begins anew. It is read off what is dated
    each time, so that it holds by whatever road the right went; the address of nobody here is nobody's to lose."""
    confirmed = {row.email: row for row in rows if row.confirmed_at is not None}
    if not confirmed:
        return {}
    people = dict(Person.objects.filter(email__in=confirmed).values_list("pk", "email"))
    since = {pk: at for pk, email in people.items() if (at := confirmed[email].confirmed_at) is not None}
    ended = lost(account_id, Permission.INVOICE_VIEW, since)
    return {confirmed[people[pk]].pk: when for pk, when in ended.items()}


def chosen(rows: Iterable[Recipient], ended: Container[int]) -> dict[str, list[str]]:
    """The addresses that are sent each topic now, of these; `ended`: those whose reader lost access."""
    now = [row for row in rows if row.confirmed_at is not None and row.pk not in ended]
    return {name: [row.email for row in now if getattr(row, f"wants_{name}")] for name in TOPICS}


def _confirmed(account_id: int, topic: str) -> QuerySet[Recipient]:
    return Recipient.objects.filter(
        portal__account_id=account_id, removed_at=None, confirmed_at__isnull=False, **{f"wants_{topic}": True}
    )


def by_confirmation(token: str) -> Recipient | None:
    """The recipient whom a link is for, not confirmed yet and not too late."""
    rows = Recipient.objects.filter(
        token_hash=ids.token_hash(token), removed_at=None, confirmed_at=None, token_expires_at__gt=clock.now()
    )
    return rows.select_related("portal__account").first()


def stop_token(rows: list[Recipient]) -> str:
    """What the stop link of a mail to these recipients carries: it can stop one of them, and nothing else."""
    return signing.dumps([row.pk for row in rows], salt=_SALT)


def stoppable(token: str) -> list[Recipient]:
    """The recipients of the mail that a stop link stood in, as far as they are still sent something."""
    try:
        found = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return []
    rows = Recipient.objects.filter(pk__in=found, removed_at=None, confirmed_at__isnull=False)
    return list(rows.select_related("portal__account").order_by("email"))
