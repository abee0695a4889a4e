"""Three answers to each question: ours, Cedar's by circles, Cedar's by dated roads; and which rules were decisive."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from soak.oracle import ours
from soak.oracle.cedar import Answer, Entity, Policy, ref, request
from soak.oracle.circles import Circles
from soak.oracle.dated import Roads
from soak.oracle.making import ACCOUNTS, NO_ACCOUNT
from soak.oracle.rows import Question, World

CIRCLES, DATED = Policy("circles"), Policy("dated")
NEEDS = {  # section 4; asked of Cedar first, so that it knows them to be held
    "invoice:pay": "invoice:view",
    "payment_method:manage": "invoice:view",
    "billing_details:manage": "billing_portal:enter",
    "billing_admin:manage": "billing_portal:enter",
    "billing_activity:view": "billing_portal:enter",
}
NOTHING = "default deny: no road, or several things wrong with each"
SEVERAL = "allowed by several rules at once"
SHAPES = ("through a role", "given to the person", "through a group", "1 or 2 groups up", "3 to 6 groups up")


@dataclass
class Outcome:
    """What came of some questions."""

    asked: int = 0
    allowed: int = 0
    differing: list[tuple[Question, str]] = field(default_factory=list)
    decisive: Counter[str] = field(default_factory=Counter)

    def add(self, other: "Outcome") -> None:
        """Both together."""
        self.asked += other.asked
        self.allowed += other.allowed
        self.differing += other.differing
        self.decisive += other.decisive


def compare(world: World, questions: Sequence[Question]) -> Outcome:
    """Ask all three, and find out which rules were decisive."""
    known, roads = ours.facts(world), ByRoads(world)
    judged = roads.judged(questions)
    outcome = Outcome(len(questions))
    for question, circles, each in zip(questions, by_circles(world, questions), judged, strict=True):
        ways = any(answer.is_allowed for answer, _ in each)
        we = ours.is_allowed(known, question)
        outcome.allowed += ways
        if not we == circles == ways:
            outcome.differing.append((question, f"we {we}, Cedar by circles {circles}, by dated roads {ways}"))
    for rules in roads.decisive(judged):
        outcome.decisive.update(rules)
    return outcome


def compare_by_circles(world: World, questions: Sequence[Question]) -> Outcome:
    """Ask two: a tenth of the time, but no rule is counted."""
    known, outcome = ours.facts(world), Outcome(len(questions))
    for question, circles in zip(questions, by_circles(world, questions), strict=True):
        we = ours.is_allowed(known, question)
        outcome.allowed += we
        if we != circles:
            outcome.differing.append((question, f"we {we}, Cedar by circles {circles}"))
    return outcome


def by_circles(world: World, questions: Sequence[Question]) -> list[bool]:
    """Cedar's answers by the facts as they stand at the instant of each question."""
    answers: dict[Question, bool] = {}
    for at in {question.at for question in questions}:
        about = CIRCLES.entities(Circles(world, at).entities((*ACCOUNTS, NO_ACCOUNT)))
        then = [question for question in questions if question.at == at]
        said = CIRCLES.ask([request(question) for question in then], about)
        answers |= {question: answer.is_allowed for question, answer in zip(then, said, strict=True)}
    return [answers[question] for question in questions]


Judged = list[tuple[Answer, Entity]]  # what is said of each road, with the request


class ByRoads:
    """Cedar's answers by dated roads, with the rules that made them."""

    def __init__(self, world: World) -> None:
        self.roads = Roads(world)
        self.about = DATED.entities(self.roads.entities((*ACCOUNTS, NO_ACCOUNT)))
        self.shapes = {entity["uid"]["id"]: _shape(entity["attrs"]) for entity in self.roads.made}

    def judged(self, questions: Sequence[Question]) -> list[Judged]:
        """Each question with what is said of every road of that person, and of one of somebody else."""
        needed = [replace(q, action=NEEDS[q.action], kind="account") for q in questions if q.action in NEEDS]
        held = {q: any(a.is_allowed for a, _ in each) for q, each in zip(needed, self._ask(needed, {}), strict=True)}
        return self._ask(questions, held)

    def _ask(self, questions: Sequence[Question], held: dict[Question, bool]) -> list[Judged]:
        requests, counts = [], []
        for question in questions:
            need = NEEDS.get(question.action, "")
            has = [need] if held.get(replace(question, action=need, kind="account")) else []
            made = [request(question, held=has, way=ref("Way", name)) for name in self._names(question)]
            requests += made
            counts.append(len(made))
        answers = iter(list(zip(DATED.ask(requests, self.about), requests, strict=True)))
        return [[next(answers) for _ in range(count)] for count in counts]

    def _names(self, question: Question) -> list[str]:
        """All in that account, and a few that are another person's or lead elsewhere."""
        there = self.roads.of.get((question.person, question.account), [])
        elsewhere = self.roads.of.get((question.person, 3 - question.account), [])
        others = self.roads.of.get((question.person % 4 + 1, question.account), [])
        return there + elsewhere[question.at % 5 :][:1] + others[question.at % 3 :][:1]

    def decisive(self, judged: Sequence[Judged]) -> list[set[str]]:
        """For each question the rules without any one of which the answer would be another, by the policy as it is."""
        single = [entity for each in judged for answer, entity in each if _is_single(answer)]
        would = {
            id(e): a.is_allowed for e, a in zip(single, DATED.ask(single, self.about, permits_alone=True), strict=True)
        }
        return [self._of_allow(each) or _of_deny(each, would) for each in judged]

    def _of_allow(self, each: Judged) -> set[str]:
        allowing = [(answer, entity) for answer, entity in each if answer.is_allowed]
        if not allowing:
            return set()
        rules = frozenset.union(*(answer.rules for answer, _ in allowing))
        shapes = {self.shapes[json.loads(entity["context"])["way"]["__entity"]["id"]] for _, entity in allowing}
        return {*(rules if len(rules) == 1 else ()), *(shapes if len(shapes) == 1 else ())} or {SEVERAL}


def _is_single(answer: Answer) -> bool:
    return not answer.is_allowed and len(answer.rules) == 1


def _of_deny(each: Judged, would: dict[int, bool]) -> set[str]:
    rules = {rule for answer, entity in each if would.get(id(entity)) for rule in answer.rules}
    return rules or {NOTHING}


def _shape(way: Entity) -> str:
    if "grant" not in way:
        return SHAPES[0]
    if "entry" not in way:
        return SHAPES[1]
    up = sum(name.startswith("up") for name in way)
    return SHAPES[2 if up == 0 else 3 if up < 3 else 4]


def rules() -> list[str]:
    """Every rule that is counted: those of the policy by their names, and by how many links a right arrived."""
    return [*re.findall(r'@id\("([^"]+)"\)', DATED.text), *SHAPES, NOTHING]
