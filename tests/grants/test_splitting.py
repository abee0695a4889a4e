"""A membership of a custom role, told in as many facts as what the role contained changed meanwhile."""

from datetime import datetime, timedelta

import pytest

from bursar.access.facts import Span
from bursar.access.permissions import Permission, Role
from bursar.grants.queries.splitting import memberships
from tests.access.dated import BEGAN

P = Permission
ROW = ("member", 5, 10, 1, 0, Role.CUSTOM, "Receptionist")


def day(count: int) -> datetime:
    return BEGAN + count * timedelta(days=1)


def span(start: int, end: int | None = None) -> Span:
    return Span(day(start), None if end is None else day(end))


def told(whole: Span, *contents: tuple[P, Span]) -> list[tuple[Span, set[P], set[tuple[P, datetime]]]]:
    return [(f.span, set(f.permissions), set(f.begun)) for f in memberships(ROW, whole, contents, past=True)]


def test_each_change_of_the_role_begins_another_fact_and_tells_since_when_the_rest_is_held():
    found = told(span(1, 6), (P.MEMBER_VIEW, span(2, 4)))
    enter = (P.ADMIN_PORTAL_ENTER, day(1))
    assert found == [
        (span(1, 2), {P.ADMIN_PORTAL_ENTER}, set()),
        (span(2, 4), {P.ADMIN_PORTAL_ENTER, P.MEMBER_VIEW}, {enter}),
        (span(4, 6), {P.ADMIN_PORTAL_ENTER}, {enter}),
    ]


@pytest.mark.parametrize("end", [6, None])
def test_what_changes_at_its_edges_or_outside_splits_nothing(end):
    outside = [span(0, 6), span(1, 6), span(0, 8)] if end else [span(0), span(1)]
    for held in outside:
        assert [each[0] for each in told(span(1, end), (P.MEMBER_VIEW, held))] == [span(1, end)]


def test_without_the_past_there_is_one_fact_with_what_is_contained_now():
    [found] = memberships(ROW, span(1), [(P.MEMBER_VIEW, span(2))], past=False)
    assert (found.span, found.role, found.is_suspended) == (span(1), "Receptionist", False)
    assert found.permissions == {P.ADMIN_PORTAL_ENTER, P.MEMBER_VIEW}
    assert found.begun == {(P.MEMBER_VIEW, day(2))}
