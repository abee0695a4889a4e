"""What stands in the tables that decisions and money depend on, and what a request has changed of it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from bursar.accounts import models as accounts
from bursar.billing import models as billing
from bursar.grants.models import Grant
from bursar.invoices.models import Adjustment, LedgerEntry
from bursar.payments import models as payments

Row = dict[str, Any]
Snapshot = dict[type[Model], dict[int, Row]]

# Each table with the way to its account, and what is left out because it decides nothing.
WATCHED: dict[type[Model], str] = {
    accounts.Account: "pk",
    accounts.Person: "",
    accounts.Membership: "account_id",
    accounts.Group: "account_id",
    accounts.GroupMembership: "account_id",
    accounts.GroupNesting: "account_id",
    accounts.CustomRole: "account_id",
    accounts.CustomRolePermission: "role__account_id",
    accounts.Invitation: "account_id",
    billing.AccessRequest: "portal__account_id",
    billing.BillingDetails: "portal__account_id",
    billing.Recipient: "portal__account_id",
    Grant: "account_id",
    LedgerEntry: "account_id",
    payments.Allocation: "payment__account_id",
    payments.Refund: "payment__account_id",
    Adjustment: "account_id",
    payments.Payment: "account_id",
    payments.PaymentMethod: "account_id",
}
LEFT_OUT = {"version", "token_hash", "last_login", "look_up_at", "provider_reference"}
LEFT_OUT |= {"name_folded", "name_key", "size", "listed_as"}  # derived, for reading fast; `check --data` compares them
NAMES = {table._meta.db_table for table in WATCHED}


@dataclass(frozen=True)
class Change:
    """One row that is not as it was: made (no `before`), gone (no `after`) or altered."""

    table: type[Model]
    account: int | None
    before: Row | None
    after: Row | None

    @property
    def row(self) -> Row:
        """The row as it is, or was."""
        return self.after or self.before or {}

    @property
    def is_new(self) -> bool:
        """Whether it was not there before."""
        return self.before is None

    def altered(self) -> set[str]:
        """Which columns of a row that stays are different."""
        if self.before is None or self.after is None:
            return set()
        return {name for name, value in self.after.items() if self.before[name] != value}

    def __str__(self) -> str:
        was = {name: (self.before or {})[name] for name in self.altered()}
        return f"{self.table.__name__} {self.row} {f'was {was}' if was else ''}"


@dataclass(frozen=True)
class Reach:
    """Which rows are looked at: those of accounts and people that are not older than these."""

    account: int
    person: int

    def read(self) -> Snapshot:
        """All watched rows."""
        return {table: self._rows(table, way) for table, way in WATCHED.items()}

    def _rows(self, table: type[Model], way: str) -> dict[int, Row]:
        wanted = {f"{way}__gte": self.account} if way else {"pk__gte": self.person}
        columns = [f.attname for f in table._meta.concrete_fields if f.name not in LEFT_OUT]
        extra = {} if way in {"", "pk", "account_id"} else {"account": way}
        rows = table._default_manager.filter(**wanted).values(*columns, *extra.values())
        return {row[table._meta.pk.attname]: row for row in rows}


def changes(before: Snapshot, after: Snapshot) -> list[Change]:
    """Every row that differs."""
    found = []
    for table, way in WATCHED.items():
        old, new = before[table], after[table]
        for pk in old.keys() | new.keys():
            if old.get(pk) != new.get(pk):
                row = new.get(pk) or old[pk]
                account = None if not way else row["id" if way == "pk" else way]
                found.append(Change(table, account, old.get(pk), new.get(pk)))
    return found
