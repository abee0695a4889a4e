"""Make and revoke API tokens: a person's own, or the operator's for the installation."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _

from bursar.access.actor import Actor, ActorKind
from bursar.access.scopes import INSTALLATION, PERSONAL
from bursar.accounts.models import Account, ApiToken, Person
from bursar.accounts.queries.tokens import token_by_uid
from bursar.accounts.steps import hold, require_operator
from bursar.audit.recording import audited, record
from bursar.core import clock, ids
from bursar.core.errors import Forbidden, NotKnown, Refused
from bursar.lifecycle import events
from bursar.mail.outbox import enqueue

MOST_DAYS = 365
MOST_TOKENS = 50  # open ones of a person: more are a program that forgets what it made


@dataclass(frozen=True)
class Made:
    """A new token, and the secret that is shown this once."""

    token: ApiToken
    secret: str


@audited
def make_token(actor: Actor, *, name: str, scopes: Iterable[str], days: int, account: Account | None = None) -> Made:
    """A token for a program that acts in one's own name; only a person who is signed in makes one, never a token."""
    if actor.kind is not ActorKind.PERSON:
        raise Forbidden("only_persons", _("Only a person who is signed in makes tokens."))
    person = hold(actor.person_id or 0)
    open_ones = ApiToken.objects.filter(person=person, revoked_at__isnull=True, expires_at__gt=clock.now())
    if open_ones.count() >= MOST_TOKENS:
        text = _("You have %(count)s tokens already. Revoke some first.") % {"count": MOST_TOKENS}
        raise Refused("too_many_tokens", text)
    made = _made(name, scopes, days, account, PERSONAL, person=person)
    record(actor, events.TOKEN_MADE, account=None, on=("api_token", made.token.pk), new=_told(made.token))
    enqueue("person.token_made", account=None, person=person.pk, about={"token": made.token.pk})
    return made


@audited
def make_installation_token(
    actor: Actor, *, name: str, scopes: Iterable[str], days: int, account: Account | None = None
) -> Made:
    """A token for one of the vendor's own programs, which asks who may do what; nobody stands behind it."""
    require_operator(actor)
    made = _made(name, scopes, days, account, INSTALLATION, operator_id=actor.id)
    record(actor, events.TOKEN_MADE, account=None, on=("api_token", made.token.pk), new=_told(made.token))
    return made


@audited
def revoke_token(actor: Actor, *, uid: str) -> ApiToken:
    """From now on it lets nobody in: one's own, or any of them for the operator. Raises NotKnown."""
    token = token_by_uid(uid)
    if actor.kind is not ActorKind.OPERATOR and (actor.person_id is None or token.person_id != actor.person_id):
        raise NotKnown
    if not ApiToken.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=clock.now()):
        raise NotKnown
    record(actor, events.TOKEN_REVOKED, account=None, on=("api_token", token.pk), old=_told(token))
    return token


def _made(
    name: str,
    scopes: Iterable[str],
    days: int,
    account: Account | None,
    allowed: Iterable[str],
    *,
    person: Person | None = None,
    operator_id: int | None = None,
) -> Made:
    wanted = set(scopes)
    if not name.strip():
        raise Refused("name_missing", _("Give the token a name, so that you know later what it is for."), field="name")
    if not wanted or wanted - set(allowed):
        raise Refused("scopes_wrong", _("Choose what the token may be used for."), field="scopes")
    if not 1 <= days <= MOST_DAYS:
        text = _("A token ends after %(most)s days at most.") % {"most": MOST_DAYS}
        raise Refused("days_wrong", text, field="days")
    secret = f"bur_{secrets.token_hex(32)}"
    token = ApiToken.objects.create(
        name=name.strip()[:80],
        prefix=secret[:12],
        token_hash=ids.token_hash(secret),
        person=person,
        operator_id=operator_id,
        account=account,
        scopes=sorted(wanted),
        expires_at=clock.now() + timedelta(days=days),
    )
    return Made(token, secret)


def _told(token: ApiToken) -> dict[str, object]:
    return {"scopes": token.scopes, "valid_until": token.expires_at.isoformat(), "only_in": token.account_id}
