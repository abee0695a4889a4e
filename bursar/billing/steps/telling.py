"""Who is told what by mail when billing administrators change: the person concerned and the other Full ones."""

from typing import Any

from bursar.access.actor import Actor
from bursar.accounts.models import Account, Person
from bursar.billing.queries import full_now
from bursar.billing.terms import Terms
from bursar.mail.outbox import enqueue


def tell_person(
    actor: Actor, account: Account, person: Person, change: str, terms: Terms | None = None, **more: Any
) -> None:
    """Tell somebody what became of their own access; who did it themselves knows."""
    if actor.person_id != person.pk:
        enqueue("billing.your_access", account=account.pk, person=person.pk, about=_about(actor, change, terms, more))


def tell_full(actor: Actor, account: Account, change: str, *, terms: Terms | None = None, **about: Any) -> None:
    """Tell the other Full administrators; `about` names the person (`who`) or the invitation by id."""
    for reader in full_now(account):
        if reader.pk not in (actor.person_id, about.get("who")):
            words = _about(actor, change, terms, about)
            enqueue("billing.administrators", account=account.pk, person=reader.pk, about=words)


def _about(actor: Actor, change: str, terms: Terms | None, more: dict[str, Any]) -> dict[str, Any]:
    return {"change": change, "by": actor.person_id, "terms": terms.as_words() if terms else None, **more}
