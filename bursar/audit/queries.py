"""Reading what happened, newest first."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from bursar.audit.kinds import Area, all_kinds
from bursar.audit.models import Entry


def activity(account_id: int, areas: Iterable[Area]) -> QuerySet[Entry]:
    """The account's entries that belong to `areas`, newest first; refused attempts nobody declared are billing's."""
    wanted = set(areas)
    kinds = all_kinds().values()
    shown = Q(kind__in=[k.name for k in kinds if k.area in wanted])
    if Area.BILLING in wanted:
        elsewhere = [k.name for k in kinds if k.name.startswith("refused.") and k.area not in wanted]
        shown |= Q(kind__startswith="refused.") & ~Q(kind__in=elsewhere)
    return Entry.objects.filter(shown, account_id=account_id).order_by("-id")
