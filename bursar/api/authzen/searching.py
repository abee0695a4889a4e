"""Who may, where may they, what may they: exactly what evaluation would allow, at one revision."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from bursar.access.actor import Actor
from bursar.access.permissions import Permission
from bursar.access.policy import decide, held, where
from bursar.access.resources import ACTIONS, Resource, ResourceType
from bursar.accounts.queries.identified import addresses_by_id
from bursar.api.authzen import paging
from bursar.api.authzen.asking import Search
from bursar.api.authzen.body import Json
from bursar.api.authzen.caller import Sight, sight
from bursar.api.authzen.evaluating import PERSON, Known, known_of
from bursar.grants.queries import candidates, facts, facts_of_pairs, one_revision
from bursar.grants.queries.reading import accounts_and_facts
from bursar.invoices.queries.identified import invoices_of

AT_ONCE = 500  # people whose facts are read together
NOWHERE = 0  # the id of no account


@dataclass(frozen=True, slots=True)
class Found:
    """One result, and the number by which results are in order."""

    order: int
    result: dict[str, Any]


def searched(actor: Actor, asked: Search, given: Json, wanted: str) -> Json:
    """A page of results; a `page` is always there, with an empty token at the end."""
    walk = paging.walk(asked, given, wanted, caller=actor.id or 0)
    with one_revision():
        found = list(islice(_SEARCHES[wanted](actor, asked, walk.after), walk.limit + 1))
        shown = found[: walk.limit]
        results = _addressed(shown) if wanted == "subject" else [each.result for each in shown]
    token = walk.token_after(shown[-1].order if shown else walk.after) if len(found) > walk.limit else ""
    return {"page": {"next_token": token, "count": len(results)}, "results": results}


def _subjects(actor: Actor, asked: Search, after: int) -> Iterator[Found]:
    known = known_of(actor, [(None, asked.resource)])
    resource = known.resource(asked.resource)
    if asked.subject.type != PERSON or resource is None or asked.action not in ACTIONS[resource.type]:
        return
    seen = sight(actor, resource.account, known.facts, known.at)
    for some in _pieces([person for person in _people(seen, resource, Permission(asked.action)) if person > after]):
        about = facts(person_ids=some, account_ids=[resource.account])
        allowed = (p for p in some if decide(about, p, asked.action, resource, known.at).is_allowed)
        yield from (Found(p, {}) for p in allowed if seen.covers(p, resource.account, about, known.at))


def _people(seen: Sight, resource: Resource, right: Permission) -> list[int]:
    """Of whom the right is conceivable and whom the caller might see, by id."""
    if seen.is_of_others:
        return sorted(each.id for each in candidates(resource.account, [right]))
    return [seen.own] if seen.own is not None else []


def _pieces(people: list[int]) -> Iterator[list[int]]:
    return (people[start : start + AT_ONCE] for start in range(0, len(people), AT_ONCE))


def _resources(actor: Actor, asked: Search, after: int) -> Iterator[Found]:
    known = known_of(actor, [(asked.subject, None)])
    if asked.resource.type not in tuple(ResourceType):
        return
    kind = ResourceType(asked.resource.type)
    if asked.action not in ACTIONS[kind]:
        return
    shown = _accounts(known, known.person(asked.subject), Permission(asked.action))
    if kind is ResourceType.INVOICE:
        yield from _invoices(shown, after)
    else:
        yield from (Found(pk, {"type": kind, "id": shown[pk]}) for pk in sorted(shown) if pk > after)


def _accounts(known: Known, person: int, right: Permission) -> dict[int, str]:
    """Where the person holds the right and the caller may know: numbers of accounts by id.

    A person's token that asks about somebody else looks nowhere but where its person sees others.
    """
    actor, own = known.actor, known.actor.person_id
    accounts, about = accounts_and_facts(person if own is None else own)
    seen = {a.pk: sight(actor, a.pk, about, known.at) for a in accounts if actor.reaches(a.pk)}
    if own not in (None, person):
        about = facts_of_pairs([(person, pk) for pk, each in seen.items() if each.is_of_others] or [(person, NOWHERE)])
    allowed = {pk for pk in where(about, person, right, known.at) if pk in seen}
    return {a.pk: a.number for a in accounts if a.pk in allowed and seen[a.pk].covers(person, a.pk, about, known.at)}


def _invoices(accounts: dict[int, str], after: int) -> Iterator[Found]:
    while accounts and (some := invoices_of(accounts, after, AT_ONCE)):
        yield from (Found(pk, {"type": ResourceType.INVOICE, "id": uid}) for pk, uid in some)
        after = some[-1][0]


def _actions(actor: Actor, asked: Search, after: int) -> Iterator[Found]:
    known = known_of(actor, [(asked.subject, asked.resource)])
    person, resource = known.person(asked.subject), known.resource(asked.resource)
    if resource is None:
        return
    seen = sight(actor, resource.account, known.facts, known.at)
    if not seen.covers(person, resource.account, known.facts, known.at):
        return
    rights = held(known.facts, person, resource.account, known.at) & ACTIONS[resource.type]
    numbered = enumerate(Permission, 1)
    yield from (Found(n, {"name": p}) for n, p in numbered if p in rights and n > after)


def _addressed(found: list[Found]) -> list[dict[str, Any]]:
    addresses = addresses_by_id(each.order for each in found)
    return [{"type": PERSON, "id": addresses[each.order]} for each in found]


_SEARCHES = {"subject": _subjects, "resource": _resources, "action": _actions}
