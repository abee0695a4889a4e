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
from bursar.api.authzen.caller import sees
from bursar.api.authzen.evaluating import PERSON, Known, known_of
from bursar.grants.queries import candidates, facts, one_revision
from bursar.grants.queries.reading import accounts_and_facts
from bursar.invoices.queries.identified import invoices_of

AT_ONCE = 500  # people whose facts are read together


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
    people = _people(known, resource, Permission(asked.action))
    for some in _pieces([person for person in people if person > after]):
        about = facts(person_ids=some, account_ids=[resource.account])
        allowed = (p for p in some if decide(about, p, asked.action, resource, known.at).is_allowed)
        yield from (Found(person, {}) for person in allowed)


def _people(known: Known, resource: Resource, right: Permission) -> list[int]:
    """Of whom the right is conceivable and whom the caller may see, by id."""
    own = known.actor.person_id
    if sees(known.actor, None, resource.account, known.facts, known.at):
        return sorted(each.id for each in candidates(resource.account, [right]))
    return [own] if own is not None else []


def _pieces(people: list[int]) -> Iterator[list[int]]:
    return (people[start : start + AT_ONCE] for start in range(0, len(people), AT_ONCE))


def _resources(actor: Actor, asked: Search, after: int) -> Iterator[Found]:
    known = known_of(actor, [(asked.subject, None)])
    person = known.person(asked.subject)
    if person is None or asked.resource.type not in tuple(ResourceType):
        return
    kind = ResourceType(asked.resource.type)
    if asked.action not in ACTIONS[kind]:
        return
    accounts, about = accounts_and_facts(person)
    allowed = where(about, person, Permission(asked.action), known.at)
    own = about if actor.person_id in (None, person) else accounts_and_facts(actor.person_id or 0)[1]
    numbers = {a.pk: a.number for a in accounts if a.pk in allowed and actor.reaches(a.pk)}
    shown = {pk: number for pk, number in numbers.items() if sees(actor, person, pk, own, known.at)}
    if kind is ResourceType.INVOICE:
        yield from _invoices(shown, after)
    else:
        yield from (Found(pk, {"type": kind, "id": shown[pk]}) for pk in sorted(shown) if pk > after)


def _invoices(accounts: dict[int, str], after: int) -> Iterator[Found]:
    while accounts and (some := invoices_of(accounts, after, AT_ONCE)):
        yield from (Found(pk, {"type": ResourceType.INVOICE, "id": uid}) for pk, uid in some)
        after = some[-1][0]


def _actions(actor: Actor, asked: Search, after: int) -> Iterator[Found]:
    known = known_of(actor, [(asked.subject, asked.resource)])
    person, resource = known.person(asked.subject), known.resource(asked.resource)
    if person is None or resource is None or not sees(actor, person, resource.account, known.facts, known.at):
        return
    rights = held(known.facts, person, resource.account, known.at) & ACTIONS[resource.type]
    numbered = enumerate(Permission, 1)
    yield from (Found(n, {"name": p}) for n, p in numbered if p in rights and n > after)


def _addressed(found: list[Found]) -> list[dict[str, Any]]:
    addresses = addresses_by_id(each.order for each in found)
    return [{"type": PERSON, "id": addresses[each.order]} for each in found]


_SEARCHES = {"subject": _subjects, "resource": _resources, "action": _actions}
