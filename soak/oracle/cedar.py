"""Cedar: its policies parsed once, asked many requests at a time about entities of ours."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cedarpy

from soak.oracle.rows import Question

HERE = Path(__file__).parent
TYPES = {
    "account": "Account",
    "admin_portal": "AdminPortal",
    "billing_portal": "BillingPortal",
    "pbx": "Pbx",
    "invoice": "Invoice",
}
Entity = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """What Cedar says, and by which rules: those that permit, or those that forbid."""

    is_allowed: bool
    rules: frozenset[str]


class Policy:
    """One of the two policies, with what it may speak of; Cedar itself has checked that they fit."""

    def __init__(self, name: str) -> None:
        schema = (HERE / "rights.cedarschema").read_text() + (HERE / f"{name}.cedarschema").read_text()
        self.text = (HERE / f"{name}.cedar").read_text()
        self.schema = cedarpy.Schema.from_str(schema)
        self.policies = cedarpy.PolicySet.from_str(self.text)

    def mistakes(self) -> list[str]:
        """What Cedar finds wrong with the policy: a word that there is not, a wrong type."""
        return [str(error) for error in cedarpy.validate_policies(self.text, self.schema).errors]

    def entities(self, made: list[Entity]) -> cedarpy.Entities:
        """Entities ready to be asked about; raises ValueError where they are not as the schema says."""
        return cedarpy.Entities.from_json_str(json.dumps(made), self.schema)

    def ask(self, requests: list[Entity], about: cedarpy.Entities, *, permits_alone: bool = False) -> list[Answer]:
        """The answers, in the same order. A request that the schema does not know is a denial by no rule."""
        policies = self._permits if permits_alone else self.policies
        results = cedarpy.is_authorized_batch(requests, policies, about, self.schema)
        return [_answer(result) for result in results]

    @property
    def _permits(self) -> cedarpy.PolicySet:
        if not hasattr(self, "_kept"):
            parts = self.text.split("@id(")
            self._kept = cedarpy.PolicySet.from_str("@id(".join(p for p in parts if "forbid (" not in p))
        return self._kept


def uid(kind: str, name: object) -> dict[str, str]:
    """What something is called."""
    return {"type": kind, "id": str(name)}


def ref(kind: str, name: object) -> dict[str, dict[str, str]]:
    """The same as the value of an attribute."""
    return {"__entity": uid(kind, name)}


def things(accounts: Iterable[int]) -> list[Entity]:
    """What one may ask about in these accounts."""
    return [
        {"uid": uid(kind, account), "attrs": {"book": ref("Book", account)}, "parents": []}
        for account in accounts
        for kind in TYPES.values()
    ]


def request(asked: Question, **context: Any) -> Entity:
    """A question in Cedar's words."""
    return {
        "principal": uid("Person", asked.person),
        "action": uid("Action", asked.action),
        "resource": uid(TYPES.get(asked.kind, "Nothing"), asked.account),
        "context": json.dumps({"at": asked.at, "right": asked.action, **context}),
    }


def _answer(result: cedarpy.AuthzResult) -> Answer:
    said = result.diagnostics
    if any("failed to build request" not in error for error in said.errors):
        raise ValueError(said.errors)
    return Answer(result.allowed, frozenset(said.id_annotations_by_reason.values()))
