"""Answers: all that a request asks about is read by three queries, whatever their number, and decided in memory."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bursar.access.actor import Actor
from bursar.access.facts import Facts
from bursar.access.policy import Decision, decide
from bursar.access.resources import Resource, ResourceType
from bursar.accounts.queries.identified import accounts_numbered, people_called
from bursar.api.authzen.asking import Batch, Entity, Question, Semantic
from bursar.api.authzen.body import BadRequestError
from bursar.api.authzen.caller import sees
from bursar.api.authzen.reasons import explained, unknown
from bursar.core import clock
from bursar.grants.queries import facts, one_revision
from bursar.invoices.queries.identified import accounts_of_invoices

PERSON = "person"
Answer = dict[str, Any]


@dataclass
class Known:
    """What was found of the subjects and resources that were asked about, and the facts about them at one moment."""

    actor: Actor
    people: dict[str, int]
    accounts: dict[str, int]
    invoices: dict[str, int]
    facts: Facts
    at: datetime

    def person(self, subject: Entity) -> int | None:
        """The subject's id, if there is one."""
        return self.people.get(subject.id) if subject.type == PERSON else None

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
        return _decided(_known(actor, [asked]), asked)


def answers(actor: Actor, asked: Batch) -> list[Answer]:
    """The decisions of a request in their order, as far as its semantic goes."""
    with one_revision():
        known = _known(actor, [each for each in asked.questions if isinstance(each, Question)])
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


def known_of(actor: Actor, subjects: set[str], *resources: Entity | None) -> Known:
    """What is known of these, and of the token's own person among them, by at most four queries."""
    people = people_called(subjects)
    invoices = {each.id for each in resources if each is not None and each.type == ResourceType.INVOICE}
    others = {each.id for each in resources if each is not None and each.type != ResourceType.INVOICE}
    accounts, by_invoice = accounts_numbered(others), accounts_of_invoices(invoices)
    about = {*people.values(), *([actor.person_id] if actor.person_id else [])}
    within = {*accounts.values(), *by_invoice.values()}
    known = facts(person_ids=about, account_ids=within) if about and within else Facts()
    return Known(actor, people, accounts, by_invoice, known, clock.now())


def _known(actor: Actor, asked: list[Question]) -> Known:
    subjects = {each.subject.id for each in asked if each.subject.type == PERSON}
    return known_of(actor, subjects, *(each.resource for each in asked))


def _decided(known: Known, asked: Question) -> Answer:
    person, resource = known.person(asked.subject), known.resource(asked.resource)
    if person is None or resource is None or not sees(known.actor, person, resource.account, known.facts, known.at):
        return {"decision": False, "context": unknown()}
    decision: Decision = decide(known.facts, person, asked.action, resource, known.at)
    in_full = sees(known.actor, None, resource.account, known.facts, known.at)
    return {"decision": decision.is_allowed, "context": explained(decision, in_full=in_full)}
