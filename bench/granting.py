"""Grants in bulk: every person is a payer in each of some accounts."""

from itertools import islice, product

from bursar.access.facts import Source
from bursar.access.permissions import Level, Role
from bursar.accounts.models import Account, Membership, Person
from bursar.core import clock
from bursar.grants.models import Grant

ACCOUNTS = 50
AT_ONCE = 5_000


def grant(size: int) -> None:
    """`size` of them, in `ACCOUNTS` accounts."""
    accounts = Account.objects.bulk_create(Account(name=f"Account {n}") for n in range(ACCOUNTS))
    now = clock.now()
    numbers = range(size // ACCOUNTS)
    made = (Person(email=f"{n}@example.com", first_name="P", last_name=str(n), confirmed_at=now) for n in numbers)
    people = Person.objects.bulk_create(made, batch_size=AT_ONCE)
    pairs = product(people, accounts)
    while some := list(islice(pairs, AT_ONCE)):
        Membership.objects.bulk_create(Membership(account=a, person=p, role=Role.MEMBER) for p, a in some)
        Grant.objects.bulk_create(
            Grant(account=a, person=p, source=Source.BILLING, name=Level.PAYER, how=Grant.How.INVITATION)
            for p, a in some
        )
