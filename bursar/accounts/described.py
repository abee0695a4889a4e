"""Accounts and people in the public words that programs are told: numbers and uids, no names."""

from bursar.accounts.models import Account, Group, Person
from bursar.webhooks.telling import describes


@describes("account")
def account(pk: int) -> dict[str, object] | None:
    """Its number."""
    number = Account.objects.filter(pk=pk).values_list("number", flat=True).first()
    return {"number": number} if number else None


@describes("person")
def person(pk: int) -> dict[str, object] | None:
    """Their public id, as the API has it."""
    uid = Person.objects.filter(pk=pk).values_list("uid", flat=True).first()
    return {"uid": uid} if uid else None


@describes("group")
def group(pk: int) -> dict[str, object] | None:
    """Its public id."""
    uid = Group.objects.filter(pk=pk).values_list("uid", flat=True).first()
    return {"uid": uid} if uid else None
