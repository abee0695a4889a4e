"""Reads on accounts and people that every room and door may use."""

from bursar.accounts.models import Account, GroupMembership, Membership, Operator, Person
from bursar.core.errors import NotKnown


def account_by_number(number: str) -> Account:
    """The account with this number. Raises NotKnown. Says nothing of rights: doors use `grants.queries.access`."""
    account = Account.objects.filter(number=number).first()
    if account is None:
        raise NotKnown
    return account


def person_by_id(person_id: int) -> Person:
    """The person with this id. Raises NotKnown."""
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        raise NotKnown
    return person


def person_by_email(email: str) -> Person | None:
    """The person who signs in with this address, whatever its case."""
    return Person.objects.filter(email=email.strip().lower()).first()


def blank_person(first_name: str, last_name: str, email: str) -> Person:
    """Somebody who is no row yet: what a password about to be chosen is compared with."""
    return Person(first_name=first_name, last_name=last_name, email=email)


def people_by_id(ids: set[int]) -> dict[int, Person]:
    """People by id, for naming them in lists of entries and grants."""
    return Person.objects.in_bulk(ids)


def membership(account: Account, person: Person) -> Membership | None:
    """The person's open membership, suspended or not."""
    return Membership.objects.filter(account=account, person=person, ended_at__isnull=True).first()


def accounts_of(person: Person) -> list[Account]:
    """Every account the person is a member of, by name."""
    return list(Account.objects.filter(memberships__person=person, memberships__ended_at=None).order_by("name"))


def group_ids_of(account: Account, person: Person) -> list[int]:
    """The groups that the person is in directly."""
    return list(
        GroupMembership.objects.filter(account=account, person=person, ended_at__isnull=True).values_list(
            "group_id", flat=True
        )
    )


def operators_by_id(ids: set[int]) -> dict[int, str]:
    """Names of operators by id, for naming them in lists of entries."""
    return dict(Operator.objects.filter(pk__in=ids).values_list("pk", "name"))
