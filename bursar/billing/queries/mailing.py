"""Who is in To: the confirmed recipients of a topic and a language, and whom a confirmation's link is for."""

from django.core import signing

from bursar.billing.models import Recipient
from bursar.core import clock, ids

_SALT = "bursar.recipient.stop"


def mailed(account_id: int, topic: str, about: dict[str, int | str]) -> list[Recipient]:
    """Those who are sent a topic now, in the language that a mail is about; a mail of before that names one only."""
    rows = Recipient.objects.filter(
        portal__account_id=account_id, removed_at=None, confirmed_at__isnull=False, **{f"wants_{topic}": True}
    )
    one = {"language": about["language"]} if "language" in about else {"pk": about.get("recipient", 0)}
    return list(rows.filter(**one).order_by("id"))


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
