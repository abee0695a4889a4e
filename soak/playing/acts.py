"""How the commands of the admin portal, of invitations and of the operator are called, with the ids of a record."""

from collections.abc import Callable
from functools import cache
from typing import Any

from bursar.access.actor import Actor
from bursar.access.permissions import Permission, Role
from bursar.accounts.models import Account, CustomRole, Person
from bursar.accounts.steps import operator_named
from bursar.grants.models import Grant
from bursar.lifecycle.commands import (
    leaving,
    members,
    roles,
    settings,
)

Made = dict[str, Any] | None
Record = dict[str, Any]
Act = Callable[[Record], Made]
ACTS: dict[str, Act] = {}
PASSWORD = "correct horse battery staple"
NOBODY = "nobody"


def act(function: Act) -> Act:
    """Register how a command is called, under its name in the model."""
    ACTS[function.__name__] = function
    return function


def actor(record: Record) -> Actor:
    """Who does it: a person, or the operator."""
    return Actor.person(record["by"], door="soak") if record["by"] else operator()


@cache
def operator() -> Actor:
    """The operator."""
    return operator_named("Soak")


def account(record: Record) -> Account:
    """Where."""
    return Account.objects.get(pk=record["account"])


def uid(model: Any, pk: int | None) -> str:
    """The public id of a row, or one that names nothing."""
    return model.objects.filter(pk=pk or 0).values_list("uid", flat=True).first() or NOBODY


def uids(model: Any, pks: list[int]) -> list[str]:
    """The same for several."""
    return [uid(model, pk) for pk in pks]


def newest_level(account_id: int, person: int) -> int:
    """The id of the open level of a person."""
    rows = Grant.objects.filter(account=account_id, person=person, source="billing", closed_at=None)
    return rows.values_list("pk", flat=True).first() or 0


def _on_member(command: Any) -> Act:
    def call(r: Record) -> Made:
        command(actor(r), account=account(r), person_uid=uid(Person, r["args"]["person"]))
        return None

    return call


ACTS |= {
    each.__name__: _on_member(each) for each in (members.suspend_member, members.resume_member, members.remove_member)
}


@act
def change_role(r: Record) -> Made:
    a = r["args"]
    custom = uid(CustomRole, a["custom"]) if a["role"] == "custom" else ""
    members.change_role(
        actor(r), account=account(r), person_uid=uid(Person, a["person"]), role=Role(a["role"]), custom_role_uid=custom
    )
    return None


@act
def leave_account(r: Record) -> Made:
    leaving.leave_account(actor(r), account=account(r))
    return None


@act
def create_role(r: Record) -> Made:
    rights = frozenset(map(Permission, r["args"]["permissions"]))
    return {"id": roles.create_role(actor(r), account=account(r), name=r["args"]["name"], permissions=rights).pk}


@act
def edit_role(r: Record) -> Made:
    a = r["args"]
    rights = frozenset(map(Permission, a["permissions"]))
    roles.edit_role(
        actor(r), account=account(r), role_uid=uid(CustomRole, a["role"]), name=a["name"], permissions=rights
    )
    return None


@act
def delete_role(r: Record) -> Made:
    a = r["args"]
    other = uid(CustomRole, a["other"]) if a["replacement"] == "custom" else ""
    replacement = Role(a["replacement"]) if a["replacement"] else None
    roles.delete_role(
        actor(r),
        account=account(r),
        role_uid=uid(CustomRole, a["role"]),
        replacement=replacement,
        replacement_uid=other,
    )
    return None


@act
def change_settings(r: Record) -> Made:
    settings.change_settings(actor(r), account=account(r), **r["args"])
    return None
