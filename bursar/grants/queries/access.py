"""What an actor may do in an account now: asked at every door, and again in every command under the account's lock."""

from dataclasses import dataclass
from datetime import datetime

from bursar.access import facts as f
from bursar.access import kinds, policy
from bursar.access.actor import Actor
from bursar.access.denial import Denial, Reason
from bursar.access.permissions import NEEDS, Permission, with_needs
from bursar.access.resources import Resource
from bursar.accounts.models import Account
from bursar.core import clock
from bursar.core.errors import Forbidden, NotKnown
from bursar.grants.queries.reading import account_and_facts, accounts_and_facts, facts
from bursar.grants.queries.words import lacks_text, outside_scope_text


@dataclass(frozen=True)
class Access:
    """What an actor may do in an account at this moment, with the facts behind it."""

    actor: Actor
    account: Account
    facts: f.Facts
    held: frozenset[Permission]
    at: datetime

    def may(self, permission: Permission) -> bool:
        """Whether the actor holds `permission`."""
        return permission in self.held

    @property
    def goes_by_role(self) -> bool:
        """Whether roles decide over the account's bills, and not those who were named."""
        return kinds.goes_by_role(self.facts, self.account.pk, self.at)

    def why(self, permission: Permission) -> policy.Decision:
        """The decision with its chains, or with what is missing."""
        for right in (permission, NEEDS.get(permission)):
            if right is not None and not self.actor.has_scope(right):
                return policy.Decision(permission, denial=Denial(Reason.OUTSIDE_SCOPE, right, asked=permission))
        return policy.decide(self.facts, self.actor.person_id or 0, permission, Resource.of(self.account.pk), self.at)


@dataclass(frozen=True)
class Lacking:
    """What a refusal is about: one is told why, when one asks."""

    number: str
    right: Permission


def access(actor: Actor, number: str, to: Permission | None = None) -> Access:
    """The account with this number and what the actor may do there.

    Raises NotKnown (404) when there is no such account or the actor has no tie to it, Forbidden (403) when `to` is
    named and not held.
    """
    if actor.person_id is None:
        raise NotKnown
    account, known = account_and_facts(number, actor.person_id)
    if account is None:
        raise NotKnown
    return _granted(actor, actor.person_id, account, known, to)


def access_to(actor: Actor, account: Account, to: Permission | None = None) -> Access:
    """The same for an account in hand."""
    if actor.person_id is None:
        raise NotKnown
    known = facts(account_ids=[account.pk], person_ids=[actor.person_id])
    return _granted(actor, actor.person_id, account, known, to)


def require(actor: Actor, permission: Permission, account: Account) -> Access:
    """Inside a command, under the account's lock: the actor holds `permission` now, or the command is refused."""
    return access_to(actor, account, permission)


def lacks(account: Account, right: Permission) -> Forbidden:
    """The refusal for somebody who may know of the account but lacks a right there."""
    return Forbidden("lacks_permission", lacks_text(right), why=Lacking(account.number, right))


def has_tie(known: f.Facts, person: int, account: int, at: datetime) -> bool:
    """Whether the person may know that the account exists: a membership (suspended too) or a grant of their own."""
    if not any(active.span.covers(at) for active in known.active_of.get(person, ())):
        return False
    if any(m.span.covers(at) for m in known.memberships_of.get((account, person), ())):
        return True
    return any(g.span.end is None or at < g.span.end for g in known.grants_to.get((account, person, None), ()))


def permissions(person_id: int, account: Account) -> frozenset[Permission]:
    """Every permission that a person has in an account now."""
    known = facts(account_ids=[account.pk], person_ids=[person_id])
    return policy.held(known, person_id, account.pk, clock.now())


def accounts_where(person_id: int, permission: Permission) -> list[Account]:
    """Where the person holds `permission` now, by name."""
    accounts, known = accounts_and_facts(person_id)
    ids = policy.where(known, person_id, permission, clock.now())
    return sorted((account for account in accounts if account.pk in ids), key=lambda account: account.name)


def _granted(actor: Actor, person: int, account: Account, known: f.Facts, to: Permission | None) -> Access:
    now = clock.now()
    held = policy.held(known, person, account.pk, now)
    if not actor.reaches(account.pk) or (not held and not has_tie(known, person, account.pk, now)):
        raise NotKnown
    if actor.scopes is not None:
        within = with_needs(held & actor.scopes)  # a token only takes away, and Pay is nothing without View
        if to in held - within:
            missing = to if not actor.has_scope(to) else NEEDS[to]  # given, but not what it needs
            raise Forbidden("outside_scope", outside_scope_text(missing))
        held = within
    if to is not None and to not in held:
        raise lacks(account, to)
    return Access(actor, account, known, held, now)
