"""Grants in bulk: every person is a payer in each of some accounts."""

from collections.abc import Iterable
from itertools import islice, product

from bursar.access.facts import Source
from bursar.access.permissions import Level, PbxPermission, Role
from bursar.accounts.models import Account, Group, Membership, Person
from bursar.core import clock
from bursar.grants.models import Grant

ACCOUNTS = 50
AT_ONCE = 5_000


def grant(size: int) -> None:
    """`size` of them, in `ACCOUNTS` accounts."""
    accounts = Account.objects.bulk_create(Account(name=f"Account {n}") for n in range(ACCOUNTS))
    pairs = product(people(str(n) for n in range(size // ACCOUNTS)), accounts)
    while some := list(islice(pairs, AT_ONCE)):
        Membership.objects.bulk_create(Membership(account=a, person=p, role=Role.MEMBER) for p, a in some)
        Grant.objects.bulk_create(_payer(a, p) for p, a in some)


def people(names: Iterable[str]) -> list[Person]:
    """Somebody of each name, with a confirmed address."""
    now = clock.now()
    made = (Person(email=f"{name}@example.com", first_name="P", last_name=name, confirmed_at=now) for name in names)
    return Person.objects.bulk_create(made, batch_size=AT_ONCE)


def members(account: Account, people: Iterable[Person]) -> None:
    """Them all, with nothing more."""
    Membership.objects.bulk_create(Membership(account=account, person=p, role=Role.MEMBER) for p in people)


def payers(account: Account, people: Iterable[Person]) -> None:
    """Them all, by a level of their own."""
    Grant.objects.bulk_create(_payer(account, person) for person in people)


def carrying(account: Account, group: Group) -> None:
    """The group, for whoever is in it, by PBX permissions."""
    ticks = (PbxPermission.VIEW_INVOICES, PbxPermission.PAY_INVOICES)
    Grant.objects.bulk_create(
        Grant(account=account, group=group, source=Source.PBX, name=tick, how=Grant.How.PBX_PAGE) for tick in ticks
    )


def _payer(account: Account, person: Person) -> Grant:
    return Grant(account=account, person=person, source=Source.BILLING, name=Level.PAYER, how=Grant.How.INVITATION)
