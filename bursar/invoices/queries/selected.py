"""Several documents at once: those that were ticked, or a whole list, some at a time."""

from collections.abc import Iterable, Iterator
from itertools import islice

from bursar.core.errors import NotKnown
from bursar.grants.queries import Access
from bursar.invoices.models import Standing
from bursar.invoices.queries.lists import ids_of
from bursar.invoices.queries.standing import published
from bursar.invoices.queries.wanted import Wanted

_AT_ONCE = 20


def selected(access: Access, wanted: Wanted, uids: Iterable[str], most: int) -> list[int]:
    """The ids of these documents, or of all of a list where none is named; at most one more than `most`. Raises
    Forbidden without View invoices, NotKnown when the account lacks one that is named."""
    named = set(islice(uids, most + 1))
    if not named:
        return ids_of(access, wanted, most + 1)
    found = published(access).filter(document__uid__in=named).order_by("issued_on", "pk")
    ids = list(found.values_list("pk", flat=True))
    if len(ids) != len(named):
        raise NotKnown
    return ids


def each_of(access: Access, ids: Iterable[int]) -> Iterator[Standing]:
    """The documents of these ids in this order, with all that a bill is made of."""
    related = ("document__issuer", "document__account", "document__refers_to")
    waiting = iter(ids)
    while some := list(islice(waiting, _AT_ONCE)):
        found = published(access).select_related(*related).prefetch_related("document__lines").in_bulk(some)
        yield from (found[each] for each in some)
