"""Reads on API tokens: whose they are, and who stands behind one that was shown."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Q, QuerySet

from bursar.accounts.models import ApiToken
from bursar.core import clock, ids
from bursar.core.errors import NotKnown

__all__ = [
    "ApiToken", "installation_tokens", "token_by_uid", "token_ids_of", "token_shown", "tokens_by_id", "tokens_of",
]  # fmt: skip

_SEEN_EVERY = timedelta(minutes=1)


def tokens_of(person_id: int) -> QuerySet[ApiToken]:
    """A person's tokens, newest first; revoked ones are gone from it."""
    mine = ApiToken.objects.filter(person_id=person_id, revoked_at__isnull=True)
    return mine.select_related("account").order_by("-created_at", "-pk")


def installation_tokens() -> QuerySet[ApiToken]:
    """The installation's own, newest first."""
    rows = ApiToken.objects.filter(person__isnull=True, revoked_at__isnull=True)
    return rows.select_related("account", "operator").order_by("-created_at", "-pk")


def token_by_uid(uid: str) -> ApiToken:
    """A token that is not revoked. Raises NotKnown."""
    row = ApiToken.objects.filter(uid=uid, revoked_at__isnull=True).select_related("person").first()
    if row is None:
        raise NotKnown
    return row


def tokens_by_id(pks: Iterable[int]) -> dict[int, ApiToken]:
    """For showing who did something; revoked ones too."""
    return ApiToken.objects.in_bulk(list(pks))


def token_ids_of(people: Iterable[int]) -> list[int]:
    """Of the tokens of these people (by id)."""
    return list(ApiToken.objects.filter(person_id__in=list(people)).values_list("pk", flat=True))


def token_shown(secret: str, address: str) -> ApiToken | None:
    """The token that a program showed, if it is ours and lets anybody in now; when it was last used is noted."""
    now = clock.now()
    rows = ApiToken.objects.filter(Q(person__isnull=True) | Q(person__deactivated_at__isnull=True))
    row = rows.filter(token_hash=ids.token_hash(secret), revoked_at__isnull=True, expires_at__gt=now).first()
    if row is not None and (row.last_used_at is None or row.last_used_at <= now - _SEEN_EVERY):
        ApiToken.objects.filter(pk=row.pk).update(last_used_at=now, last_used_from=address[:64])
    return row
