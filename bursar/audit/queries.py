"""Reading what happened, newest first."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from bursar.audit.kinds import Area, all_kinds
from bursar.audit.models import Entry


def activity(account_id: int, areas: Iterable[Area]) -> QuerySet[Entry]:
    """The account's entries that belong to `areas`, newest first; refused attempts belong to the billing area."""
    wanted = set(areas)
    names = [k.name for k in all_kinds().values() if k.area in wanted]
    shown = Q(kind__in=names)
    if Area.BILLING in wanted:
        shown |= Q(kind__startswith="refused.")
    return Entry.objects.filter(shown, account_id=account_id).order_by("-id")
