"""Who may know that an account exists: its members, suspended ones too, and who holds something there or will."""

from datetime import timedelta

import pytest

from bursar.access.facts import Active, Facts, Grant, Membership, Source, Span
from bursar.access.permissions import LEVELS, Level, Role
from bursar.grants.queries.access import has_tie
from tests.access.dated import BEGAN

DAY = timedelta(days=1)
LONG_AGO, OVER, TO_COME = Span(BEGAN - DAY), Span(BEGAN - 2 * DAY, BEGAN - DAY), Span(BEGAN + DAY)
JUST_OVER, DATED = Span(BEGAN - DAY, BEGAN), Span(BEGAN - DAY, BEGAN + DAY)


def tied(*, active: Span = LONG_AGO, member: Span | None = None, grant: Span | None = None) -> bool:
    joined = [Membership(10, 1, Role.MEMBER, frozenset(), True, member)] if member else []
    given = [Grant(7, 10, Source.BILLING, "viewer", LEVELS[Level.VIEWER], grant, person=1)] if grant else []
    known = Facts(frozenset({Active(1, active)}), memberships=frozenset(joined), grants=frozenset(given))
    return has_tie(known, 1, 10, BEGAN)


def test_without_membership_or_grant_there_is_none():
    assert not tied()


@pytest.mark.parametrize(("span", "is_tied"), [(LONG_AGO, True), (DATED, True), (OVER, False), (TO_COME, False)])
def test_a_membership_ties_while_it_lasts(span, is_tied):
    assert tied(member=span) is is_tied


@pytest.mark.parametrize(
    ("span", "is_tied"), [(LONG_AGO, True), (DATED, True), (TO_COME, True), (OVER, False), (JUST_OVER, False)]
)
def test_a_grant_ties_until_its_end_and_before_it_begins(span, is_tied):
    assert tied(grant=span) is is_tied


def test_who_is_deactivated_has_none():
    assert not tied(active=OVER, member=LONG_AGO, grant=LONG_AGO)
