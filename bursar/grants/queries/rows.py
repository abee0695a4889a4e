"""Reads on the rows of the one table of rights given."""

from django.db.models import Q, QuerySet

from bursar.access.permissions import Permission
from bursar.accounts.models import Account
from bursar.core import clock
from bursar.grants.models import Grant
from bursar.grants.queries.reading import contained


def open_grants(account: Account) -> QuerySet[Grant]:
    """The grants of an account that are not closed (their period may be over, or to come)."""
    return Grant.objects.filter(account=account, closed_at__isnull=True).select_related(
        "person", "group", "granted_by", "granted_by_operator"
    )


def counting() -> Q:
    """The condition that a grant row counts at this moment."""
    return Q(valid_from__lte=clock.now()) & not_over()


def not_over() -> Q:
    """The condition that a grant row counts, or will."""
    return Q(closed_at__isnull=True) & (Q(valid_until__isnull=True) | Q(valid_until__gt=clock.now()))


def grant_permissions(row: Grant) -> frozenset[Permission]:
    """What a grant row contains, by the one table."""
    return contained(row.source, row.name, row.rights)
