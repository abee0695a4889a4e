"""How a round begins: eight people, two accounts with a few rights, some bills; by the same commands, written down."""

from collections.abc import Iterator
from typing import Any

from bursar.accounts.models import Person
from bursar.accounts.steps import create_person as make
from bursar.invoices.models import Issuer
from soak.playing.acts import ACTS, Made, act
from soak.playing.tape import Tape

Record = dict[str, Any]
PEOPLE = 8
NEW = 3  # addresses of people who do not sign in yet


@act
def create_person(r: Record) -> Made:
    """No command: somebody who signs in already."""
    person = make(r["args"]["email"], first_name="A", last_name="B", language="en")
    return {"id": person.pk, "uid": person.uid}


def emails(name: str) -> list[str]:
    """The addresses of a round."""
    known = [f"p{n}.{name}@example.com" for n in range(PEOPLE)]
    return known + [f"new{n}.{name}@example.com" for n in range(NEW)]


class Stage:
    """Sets a round up, command by command."""

    def __init__(self, tape: Tape, name: str) -> None:
        self.tape, self.emails = tape, emails(name)
        self.records: list[Record] = []
        self.accounts: list[int] = []

    def set_up(self) -> None:
        """The first account by signing up, the second one by the operator."""
        Issuer.objects.get_or_create(key="acme", defaults={"name": "Acme Telecom"})
        people = [self.do("create_person", email=email)["id"] for email in self.emails[:PEOPLE]]
        row = self.do("ask_sign_up", email=self.emails[0], organisation="Northwind")["id"]
        signed_up = self.do("confirm_sign_up", people[0], sign_up=row, knows_password=True)["account"]
        made = self.do("create_account", name="Contoso", email=self.emails[1])
        self.do("accept", people[1], made["account"], invitation=made["invitation"])
        self.accounts = [signed_up, made["account"]]
        for account, founder in zip(self.accounts, people, strict=False):
            self._furnish(account, founder, people)

    def tick_groups(self) -> None:
        """In each account a group that carries View and Pay, one inside it, and one that carries the page itself."""
        ids = dict(Person.objects.filter(email__in=self.emails[:2]).values_list("email", "pk"))
        for account, founder in zip(self.accounts, (ids[email] for email in self.emails[:2]), strict=True):
            carrying = self.do("create_group", founder, account, name="Alpha", parent=None)["id"]
            self.do("create_group", founder, account, name="Beta", parent=carrying)
            managing = self.do("create_group", founder, account, name="Gamma", parent=None)["id"]
            rows = [
                ("group", carrying, ["pay_invoices", "view_invoices"]),
                ("group", managing, ["super_administrator"]),
            ]
            self.do("save_permissions", founder, account, version=1, rows=rows)

    def do(self, name: str, by: int = 0, account: int = 0, /, **args: Any) -> dict[str, Any]:
        """One command; it has to be done."""
        record: Record = {"client": -1, "n": len(self.records), "do": name, "by": by, "account": account, "args": args}
        self.tape.play(record, ACTS[name])
        if record["result"] != "done":
            raise AssertionError(f"the stage could not be set: {record}")
        self.records.append(record)
        made: dict[str, Any] = record["made"]
        return made

    def _furnish(self, account: int, founder: int, people: list[int]) -> None:
        terms: dict[str, Any] = {"rights": [], "from": None, "until": None, "reason": ""}
        emails = dict(Person.objects.filter(pk__in=people).values_list("pk", "email"))
        others = [person for person in people if person != founder]
        for person, role in zip(others, ("super_admin", "admin", "member", "member"), strict=False):
            offer = self.do("invite_member", founder, account, email=emails[person], role=role, custom=None, groups=[])
            self.do("accept", person, account, invitation=offer["invitation"])
        for person, level in zip(others[2:], ("full", "payer"), strict=False):
            offer = self.do(
                "add_billing_admin", founder, account, email=emails[person], terms={"level": level, **terms}
            )
            self.do("accept", person, account, invitation=offer["invitation"])
        self.do("take_in", 0, account, documents=list(_documents(self.accounts[0], account)))


def _documents(first: int, account: int) -> Iterator[dict[str, Any]]:
    for number in (1, 2, 3, 4) if account == first else (6, 7, 8, 9):
        currency, due = ("GBP", "EUR")[number % 3 > 0], f"2026-03-{number % 28 + 1:02d}"
        name = f"S{first}-{number:03d}"
        yield {"number": name, "kind": "invoice", "currency": currency, "gross": 12_000, "due": due}
