"""People and accounts by the names that other programs know them by."""

from collections.abc import Iterable

from django.db.models import Q

from bursar.accounts.models import Account, Person


def people_called(names: Iterable[str]) -> dict[str, int]:
    """The ids of those with these e-mail addresses (in whatever case) or public ids; others are left out."""
    wanted = {name: name.lower() for name in names if "\0" not in name}
    if not wanted:
        return {}
    rows = Person.objects.filter(Q(email__in=set(wanted.values())) | Q(uid__in=set(wanted.values())))
    found: dict[str, int] = {}
    for pk, email, uid in rows.values_list("pk", "email", "uid"):
        found[email] = found[uid] = pk
    return {name: found[key] for name, key in wanted.items() if key in found}


def accounts_numbered(numbers: Iterable[str]) -> dict[str, int]:
    """The ids of the accounts with these numbers; others are left out."""
    wanted = {number for number in numbers if "\0" not in number}
    return dict(Account.objects.filter(number__in=wanted).values_list("number", "pk")) if wanted else {}


def addresses_by_id(pks: Iterable[int]) -> dict[int, str]:
    """The e-mail addresses that people sign in with."""
    return dict(Person.objects.filter(pk__in=list(pks)).values_list("pk", "email"))
