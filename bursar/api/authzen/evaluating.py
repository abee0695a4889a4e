"""Answers: all that a request asks about is read by one query for each kind of name and one for all the facts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bursar.access.actor import Actor
from bursar.access.facts import Facts
from bursar.access.policy import Decision, decide
from bursar.access.resources import Resource, ResourceType
from bursar.accounts.queries.identified import accounts_numbered, people_called
from bursar.api.authzen.asking import Batch, Entity, Question, Semantic
from bursar.api.authzen.body import BadRequestError
from bursar.api.authzen.caller import NOBODY, sight
from bursar.api.authzen.reasons import explained, unknown
from bursar.core import clock
from bursar.grants.queries import facts_of_pairs, one_revision
from bursar.invoices.queries.identified import accounts_of_invoices

PERSON = "person"
Answer = dict[str, Any]


@dataclass(frozen=True)
class Known:
    """What was found of the subjects and resources that were asked about, and the facts about them at one moment."""

    actor: Actor
    people: dict[str, int]
    accounts: dict[str, int]
    invoices: dict[str, int]
    facts: Facts
    at: datetime

    def person(self, subject: Entity) -> int:
        """The subject's id, or nobody's."""
        return self.people.get(subject.id, NOBODY) if subject.type == PERSON else NOBODY

    def resource(self, entity: Entity) -> Resource | None:
        """The resource, if there is one that the token reaches."""
        if entity.type not in tuple(ResourceType):
            return None
        kind = ResourceType(entity.type)
        account = (self.invoices if kind is ResourceType.INVOICE else self.accounts).get(entity.id)
        return None if account is None or not self.actor.reaches(account) else Resource(kind, account)


def answer(actor: Actor, asked: Question) -> Answer:
    """One decision."""
    with one_revision():
        return _decided(known_of(actor, [(asked.subject, asked.resource)]), asked)


def answers(actor: Actor, asked: Batch) -> list[Answer]:
    """The decisions of a request in their order, as far as its semantic goes."""
    with one_revision():
        understood = (each for each in asked.questions if isinstance(each, Question))
        known = known_of(actor, ((each.subject, each.resource) for each in understood))
    given = []
    for each in _each(known, asked.questions):
        given.append(each)
        if asked.semantic is Semantic.DENY_ON_FIRST_DENY and not each["decision"]:
            break
        if asked.semantic is Semantic.PERMIT_ON_FIRST_PERMIT and each["decision"]:
            break
    return given


def _each(known: Known, asked: Iterable[Question | BadRequestError]) -> Iterator[Answer]:
    for each in asked:
        if isinstance(each, Question):
            yield _decided(known, each)
        else:
            yield {"decision": False, "context": {"error": {"status": 400, "message": str(each)}}}


def known_of(actor: Actor, asked: Iterable[tuple[Entity | None, Entity | None]]) -> Known:
    """What is known of these subjects with these resources, by at most four queries; None is what is searched for.

    The token's own person is among them, as far as it matters for what may be told. Of persons and accounts that are
    asked about, nothing is read of those that no question puts together.
    """
    pairs = list(asked)
    resources = [resource for _subject, resource in pairs if resource is not None]
    invoices = {each.id for each in resources if each.type == ResourceType.INVOICE}
    known = Known(
        actor,
        people_called({subject.id for subject, _resource in pairs if subject is not None and subject.type == PERSON}),
        accounts_numbered({each.id for each in resources if each.type != ResourceType.INVOICE}),
        accounts_of_invoices(invoices),
        Facts(),
        clock.now(),
    )
    both = set(_both_known(known, pairs))
    return replace(known, facts=facts_of_pairs(both), at=clock.now()) if both else known


def _both_known(known: Known, asked: Iterable[tuple[Entity | None, Entity | None]]) -> Iterator[tuple[int, int]]:
    """Each person, or nobody, with the account asked about, and the token's own person with it."""
    for subject, entity in asked:
        resource = known.resource(entity) if entity is not None else None
        person = None if subject is None else known.person(subject)
        if resource is not None:
            yield from ((each, resource.account) for each in (person, known.actor.person_id) if each is not None)


def _decided(known: Known, asked: Question) -> Answer:
    person, resource = known.person(asked.subject), known.resource(asked.resource)
    if resource is None:
        return {"decision": False, "context": unknown()}
    seen = sight(known.actor, resource.account, known.facts, known.at)
    if not seen.covers(person, resource.account, known.facts, known.at):
        return {"decision": False, "context": unknown()}
    decision: Decision = decide(known.facts, person, asked.action, resource, known.at)
    return {"decision": decision.is_allowed, "context": explained(decision, in_full=seen.is_of_others)}
