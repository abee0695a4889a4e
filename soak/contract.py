"""20,000 random calls of the API by five people: no error of ours, no status and no shape beside its document.

schemathesis makes the calls from the OpenAPI document; most of the ids in them are real ones. `tests/fuzz` fills the
account.
"""

import argparse
import logging
import random
import sys
import time
from collections import Counter
from importlib import import_module
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings

from soak.site import breaches
from soak.testing import prepare

CALLS = 20_000
PERSONAS = ("super_admin", "admin", "full", "viewer", "member")
REAL = 0.85  # of the ids in addresses


def main() -> int:
    """0 if every answer is one that the document tells of."""
    parser = argparse.ArgumentParser(prog="python -m soak.contract")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    prepare()
    import_module("django.conf").settings.API_USES_PER_MINUTE = 10**9
    site = import_module("tests.fuzz.filling").build("contract")
    logging.disable(logging.WARNING)  # refusals are most of the answers
    trial, there = Trial(site, args.seed), _broken()  # what fills the account is no command, and leaves no entries
    calls = trial.run(round(CALLS * args.scale))
    broken = sorted(_broken() - there)
    print(f"{sum(calls.values())} calls by {len(PERSONAS)} people, statuses: {dict(sorted(calls.items()))}")
    print("\n".join([*trial.failures[:30], *broken]))
    return int(bool(trial.failures or broken))


def _broken() -> set[str]:
    """The invariants that do not hold."""
    return {breach.partition(":")[0] for breach in breaches()}


class Trial:
    """The account, its programs, and what was found."""

    def __init__(self, site: Any, number: int) -> None:
        self.dice = random.Random(number)
        self.number = number
        self.failures: list[str] = []
        models = {name: import_module(f"bursar.{name}.models") for name in ("accounts", "billing", "invoices")}
        self.account = site.worlds[0].account
        here = {"account": self.account}
        callers = [person.pk for name, person in site.worlds[0].people.items() if name in PERSONAS]
        others = models["accounts"].Person.objects.exclude(pk__in=callers)  # who calls is not removed while calling
        people = list(others.values_list("uid", flat=True))
        self.ids = {  # by what stands before them in an address
            "accounts": [self.account.number],
            "members": people,
            "administrators": people,
            "groups": list(models["accounts"].Group.objects.filter(**here).values_list("uid", flat=True)),
            "invitations": list(models["accounts"].Invitation.objects.filter(**here).values_list("uid", flat=True)),
            "requests": list(models["billing"].AccessRequest.objects.values_list("uid", flat=True)),
            "invoices": list(models["invoices"].Document.objects.filter(**here).values_list("uid", flat=True)[:20]),
        }
        self.secrets = [self._secret(site.worlds[0].people[persona]) for persona in PERSONAS]

    def run(self, calls: int) -> Counter[int]:
        """So many calls in all, spread over the operations of the document; answers how many had which status."""
        schemathesis = import_module("schemathesis")
        application = import_module("bursar.config.wsgi").application
        schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
        operations = [result.ok() for result in schema.get_all_operations()]
        told: Counter[int] = Counter()
        began = time.monotonic()
        for place, operation in enumerate(operations):
            told += self._tried(operation, -(-calls // len(operations)), place)
            if place % 10 == 9:
                print(f"{sum(told.values()):>7} calls  {time.monotonic() - began:>6.0f} s", flush=True)
        return told

    def _tried(self, operation: Any, calls: int, place: int) -> Counter[int]:
        checks = import_module("schemathesis.specs.openapi.checks")
        wanted = (
            import_module("schemathesis.checks").not_a_server_error,
            checks.status_code_conformance,
            checks.content_type_conformance,
            checks.response_schema_conformance,
        )
        failures = (import_module("schemathesis.core.failures").FailureGroup, AssertionError)
        told: Counter[int] = Counter()

        @seed(self.number + place)
        @settings(
            max_examples=calls, database=None, deadline=None, suppress_health_check=list(HealthCheck),
            phases=[Phase.generate],
        )  # fmt: skip
        @given(case=operation.as_strategy())
        def one(case: Any) -> None:
            self._real(case)
            response = case.call()
            told[response.status_code] += 1
            try:
                case.validate_response(response, checks=wanted)
            except failures as failure:  # each of them is told, and the trial goes on
                self.failures.append(f"{operation.label} {response.status_code}: {failure}"[:600])

        one()
        return told

    def _real(self, case: Any) -> None:
        """A token, and most of the ids such as there are."""
        parts = case.operation.path.split("/")
        for name in case.path_parameters:
            if self.dice.random() < REAL:
                case.path_parameters[name] = self.dice.choice(self.ids[parts[parts.index(f"{{{name}}}") - 1]])
        headers = dict(case.headers or {})
        headers["Authorization"] = f"Bearer {self.dice.choice(self.secrets)}"
        if case.method in ("PUT", "DELETE") and self.dice.random() < REAL:
            headers["If-Match"] = "*"
        if case.method == "POST" and self.dice.random() < 0.2:
            headers["Idempotency-Key"] = str(self.dice.randrange(50))
        case.headers = headers

    def _secret(self, person: Any) -> str:
        commands = import_module("bursar.lifecycle.commands.tokens")
        actor = import_module("bursar.access.actor").Actor.person(person.pk, door="soak")
        scopes = import_module("bursar.access.scopes").PERSONAL
        return str(commands.make_token(actor, name="contract", scopes=scopes, days=30).secret)


if __name__ == "__main__":
    sys.exit(main())
