"""`python -m bench.asked 1000000`: so many grants in the settings' database, and two answers of a thousand among them.

One account in which a thousand people may pay, half of them through a group in a group; one person who may pay in a
thousand accounts.
"""

import os
import sys
from importlib import import_module
from typing import Any

import django

RESULTS = 1_000
WIDE, TRAVELLER = "Wide", "traveller@example.com"


def main(size: int) -> None:
    """Grants as those of `bench.granted`, then the wide account and the traveller."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bursar.config.settings")
    django.setup()
    granting = import_module("bench.granting")  # its imports need the settings, which are read by now
    granting.grant(size)
    _wide(granting, import_module("bursar.accounts.models"))
    _travel(granting, import_module("bursar.accounts.models"))


def _wide(granting: Any, models: Any) -> None:
    account = models.Account.objects.create(name=WIDE)
    people = granting.people(f"wide-{n}" for n in range(RESULTS))
    granting.members(account, people)
    granting.payers(account, people[::2])
    outer, inner = (models.Group.objects.create(account=account, name=name) for name in ("Direction", "Finance"))
    models.GroupNesting.objects.create(account=account, child=inner, parent=outer)
    models.GroupMembership.objects.bulk_create(
        models.GroupMembership(account=account, group=inner, person=person) for person in people[1::2]
    )
    granting.carrying(account, outer)


def _travel(granting: Any, models: Any) -> None:
    (person,) = granting.people([TRAVELLER.partition("@")[0]])
    accounts = models.Account.objects.bulk_create(models.Account(name=f"Stop {n}") for n in range(RESULTS))
    for account in accounts:
        granting.payers(account, [person])


if __name__ == "__main__":
    main(int(sys.argv[1]))
