"""Of whom the calling program may learn anything."""

from datetime import datetime

from bursar.access.actor import Actor
from bursar.access.facts import Facts
from bursar.access.permissions import Permission
from bursar.access.policy import held

# Who manages administrators or sees people may ask about others; it takes the token's scope as well.
_SEES = (Permission.MEMBER_VIEW, Permission.BILLING_ADMIN_MANAGE)


def sees(actor: Actor, person: int | None, account: int, known: Facts, at: datetime) -> bool:
    """Whether anything about the person (None: about everybody) in the account is told to this token.

    One of the installation is told everything; a person's, what concerns that person, and others only as far as they
    may see these themselves. `known` holds the facts about the token's person.
    """
    own = actor.person_id
    if own is None or own == person:
        return True
    return any(p in held(known, own, account, at) for p in _SEES if actor.has_scope(p))
