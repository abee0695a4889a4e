"""Who keeps a billing portal administered: those named at level Full or, where it goes by role, its Super admins."""

from django.db.models import Q, QuerySet

from bursar.access.permissions import Level, Permission
from bursar.accounts.models import Account, Person
from bursar.accounts.queries.kinds import goes_by_role, super_admins
from bursar.billing.queries.administrators import open_levels
from bursar.grants.models import Grant
from bursar.grants.queries import counting, grant_permissions


def full_administrators(account: Account) -> list[Person]:
    """Who keeps the portal administered without an end date (rule 5)."""
    return super_admins(account) if goes_by_role(account) else named_administrators(account)


def named_administrators(account: Account) -> list[Person]:
    """The effective Full administrators without an end date; where the portal goes by role their rights sleep."""
    return [person for person, is_lasting in _full_now(account) if is_lasting]


def full_now(account: Account) -> list[Person]:
    """The same with those who have an end date: who is told and asked."""
    return super_admins(account) if goes_by_role(account) else [person for person, _is_lasting in _full_now(account)]


def managers(account: Account) -> list[Person]:
    """Who manages billing administrators now, whatever their level, by name."""
    if goes_by_role(account):
        return super_admins(account)
    rows = [row for row in _effective(account) if Permission.BILLING_ADMIN_MANAGE in grant_permissions(row)]
    return [row.person for row in rows if row.person]


def _effective(account: Account) -> QuerySet[Grant]:
    confirmed = Q(person__deactivated_at__isnull=True, person__confirmed_at__isnull=False)
    return open_levels(account).filter(counting(), confirmed)


def _full_now(account: Account) -> list[tuple[Person, bool]]:
    rows = _effective(account).filter(name=Level.FULL)
    return [(row.person, row.valid_until is None) for row in rows if row.person]
