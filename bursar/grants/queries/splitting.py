"""A membership as facts: where what its role contains changed while it lasted, one for each period in between."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any

from bursar.access.facts import Membership, Span
from bursar.access.permissions import Permission, Role, role_billing, role_permissions

Contents = list[tuple[Permission, Span]]


def memberships(
    row: Sequence[Any], span: Span, contents: Sequence[tuple[Permission, Span]], *, past: bool
) -> Iterator[Membership]:
    """The facts of a row that lasts for `span`; `contents` are those of its custom role, each with its period.

    Without the past there is one, with what is contained at the moment looked at.
    """
    if not past:
        yield _membership(row, span, {right: held.start for right, held in contents}, span.start)
        return
    edges = {edge for _right, held in contents for edge in (held.start, held.end)}
    inner = sorted(edge for edge in edges if edge is not None and span.start < edge and _is_before(edge, span.end))
    for start, end in pairwise((span.start, *inner, span.end)):
        if start is not None:
            within = {right: held.start for right, held in contents if held.covers(start)}
            yield _membership(row, Span(start, end), within, span.start)


def _membership(row: Sequence[Any], span: Span, within: Mapping[Permission, datetime], joined: datetime) -> Membership:
    """`within`: what its custom role contains, since when each; `joined`: when the person came to have the role."""
    _what, _id, account, person, is_suspended, word, custom_name, *_rest = row
    role = Role(word)
    contains, billing = role_permissions(role, within), role_billing(role, within)
    begun = _begun(contains | billing, span, within, joined) if within or joined != span.start else frozenset()
    return Membership(account, person, custom_name or word, contains, bool(is_suspended), span, billing, begun)


def _begun(
    rights: frozenset[Permission], span: Span, within: Mapping[Permission, datetime], joined: datetime
) -> frozenset[tuple[Permission, datetime]]:
    """Since when the person has had each right by the role, where that is another instant than the fact's first."""
    since = ((right, max(within.get(right, joined), joined)) for right in rights)
    return frozenset((right, instant) for right, instant in since if instant != span.start)


def _is_before(edge: datetime, end: datetime | None) -> bool:
    return end is None or edge < end
