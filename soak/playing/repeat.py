"""A history played again, one command after another in the order of its tickets, on an empty database."""

from datetime import datetime
from itertools import count
from typing import Any

from bursar.core import clock
from bursar.invoices.models import Issuer
from soak.model.state import World
from soak.playing import acts_billing, acts_groups, acts_money, acts_offers, snapshot, stage  # they register themselves
from soak.playing.acts import ACTS
from soak.playing.judge import BUSY, judge
from soak.playing.tape import Tape

Record = dict[str, Any]
REGISTERED = (acts_billing, acts_groups, acts_money, acts_offers, stage)
# Which ids stand under which key of a record's arguments; those of what a command made under `made`.
ARGS = {
    "person": "person", "people": "person", "group": "group", "groups": "group", "parent": "group", "custom": "role",
    "other": "role", "invitation": "invitation", "request": "request", "recipient": "recipient",
    "payment": "payment", "setup": "setup", "method": "method", "sign_up": "sign_up", "seen": "grant",
}  # fmt: skip
MADE = {
    "create_person": "person", "create_role": "role", "create_group": "group", "request_access": "request",
    "add_recipient": "recipient", "intend_payment": "payment", "start_adding_method": "setup",
    "ask_sign_up": "sign_up", "change_billing_admin": "grant",
}  # fmt: skip


class Names:
    """Recorded id -> the id in this database, for each kind of row."""

    def __init__(self) -> None:
        self.known: dict[tuple[str, int], int] = {}

    def learn(self, record: Record, made: dict[str, Any]) -> None:
        """What this command made then and now."""
        for key, then in (record.get("made") or {}).items():
            kind = MADE.get(record["do"], "") if key == "id" else key
            if isinstance(then, dict):
                pairs = [
                    ("document", then[number], made[key][number]) for number in then if number in made.get(key, {})
                ]
            else:
                pairs = [(kind, then, made.get(key))]
            self.known |= {(kind, was): now for kind, was, now in pairs if isinstance(was, int) and now}

    def now(self, kind: str, then: Any) -> Any:
        """The same thing here."""
        if isinstance(then, list):
            return [self.now(kind, each) for each in then]
        return self.known.get((kind, then), then)

    def args(self, record: Record) -> dict[str, Any]:
        """The arguments, speaking of this database."""
        args = {key: self.now(ARGS[key], value) if key in ARGS else value for key, value in record["args"].items()}
        if record["do"] in ("correct_invitation", "change_recipient"):
            args["seen"] = record["args"]["seen"]
        if record["do"] in ("edit_role", "delete_role"):
            args["role"] = self.now("role", args["role"])
        if "rows" in args:
            args["rows"] = [(kind, self.now(kind, pk), names) for kind, pk, names in args["rows"]]
        if "parts" in args:
            args["parts"] = [(self.now("document", pk), amount) for pk, amount in args["parts"]]
        return args


def repeat(records: list[Record]) -> int:
    """Play it; 0 if the model agrees with all of it."""
    names, tickets, played = Names(), count(1), []
    Issuer.objects.get_or_create(key="acme", defaults={"name": "Acme Telecom"})
    tape = Tape(lambda: next(tickets), lambda: 0)
    with tape.watching():
        for record in sorted(records, key=lambda each: each["ticket"]):
            if record["result"] == BUSY:
                continue
            again = {"do": record["do"], "by": names.now("person", record["by"]), "args": names.args(record)}
            again["account"] = names.now("account", record["account"])
            with clock.at(datetime.fromisoformat(record["at"])):
                tape.play(again, ACTS[record["do"]])
            names.learn(record, again.get("made") or {})
            played.append(again)
            if again["result"] != record["result"]:
                print(f"now {again['result']}, then {record['result']}: {record}")
    world, complaints = judge(World(), played)
    with clock.at(datetime.fromisoformat(played[-1]["at"])):
        complaints += snapshot.differences(snapshot.of_database(world), snapshot.of_model(world))
    print(f"{len(played)} operations played again, {len(complaints)} differences from the model")
    print("\n".join(complaints[:10]))
    return int(bool(complaints))
