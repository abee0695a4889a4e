"""Reading what happened, newest first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from bursar.access.actor import ActorKind
from bursar.audit.kinds import Area, all_kinds
from bursar.audit.models import Entry

FOLLOWS = timedelta(seconds=5)  # an entry is written in the transaction of its change


@dataclass(frozen=True)
class Wanted:
    """What the entries are narrowed to; without anything, all of them."""

    kinds: Sequence[str] = ()
    is_refused: bool = False  # refused attempts only
    people: Sequence[int] | None = None  # who did it, or on whom it was done
    tokens: Sequence[int] = ()  # by which they did it
    after: datetime | None = None
    before: datetime | None = None


def activity(account_id: int, areas: Iterable[Area], narrowed: Wanted | None = None) -> QuerySet[Entry]:
    """The account's entries that belong to `areas`, newest first; refused attempts nobody declared are billing's."""
    wanted = set(areas)
    kinds = all_kinds().values()
    shown = Q(kind__in=[k.name for k in kinds if k.area in wanted])
    if Area.BILLING in wanted:
        elsewhere = [k.name for k in kinds if k.name.startswith("refused.") and k.area not in wanted]
        shown |= Q(kind__startswith="refused.") & ~Q(kind__in=elsewhere)
    if narrowed:
        shown &= _condition(narrowed)
    return Entry.objects.filter(shown, account_id=account_id).order_by("-id")


def entries_at(account_id: int, instants: Iterable[datetime]) -> dict[datetime, list[Entry]]:
    """The entries of changes that the account's tables date at each of these instants, oldest first.

    A change is written under the account's lock and its entry follows at once.
    """
    wanted = set(instants)
    near = Q(pk__in=[])
    for instant in wanted:
        near |= Q(at__gte=instant, at__lt=instant + FOLLOWS)
    rows = list(Entry.objects.filter(near, account_id=account_id).exclude(kind__startswith="refused.").order_by("id"))
    return {instant: [e for e in rows if instant <= e.at < instant + FOLLOWS] for instant in wanted}


def _condition(wanted: Wanted) -> Q:
    found = Q()
    if wanted.is_refused:
        found &= Q(kind__startswith="refused.")
    if wanted.kinds:
        found &= Q(kind__in=wanted.kinds)
    if wanted.people is not None:
        did = Q(actor_kind=ActorKind.PERSON, actor_id__in=wanted.people)
        did |= Q(actor_kind=ActorKind.TOKEN, actor_id__in=wanted.tokens)
        found &= did | Q(on_type="person", on_id__in=wanted.people)
    if wanted.after:
        found &= Q(at__gte=wanted.after)
    if wanted.before:
        found &= Q(at__lt=wanted.before)
    return found
