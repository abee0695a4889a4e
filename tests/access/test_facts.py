"""Facts: when one counts, and that they are found again whatever their order."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

from bursar.access.facts import Active, Facts, Grant, InGroup, Membership, Nested, Source, Span

NOW = datetime(2026, 3, 3, 10, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("minutes", "expected"), [(-1, False), (0, True), (1, True), (59, True), (60, False), (61, False)]
)
def test_a_span_counts_from_its_start_to_just_before_its_end(minutes, expected):
    assert Span(NOW, NOW + 60 * MINUTE).covers(NOW + minutes * MINUTE) is expected


@pytest.mark.parametrize(("minutes", "expected"), [(-1, False), (0, True), (10**6, True)])
def test_a_span_without_an_end_goes_on(minutes, expected):
    assert Span(NOW).covers(NOW + minutes * MINUTE) is expected


def test_rows_about_one_thing_are_found_in_the_order_of_time_whatever_theirs():
    rows = [Membership(1, 7, "member", frozenset(), False, Span(NOW + n * MINUTE)) for n in range(3)]
    for order in permutations(rows):
        assert Facts(memberships=frozenset(order)).memberships_of == {(1, 7): rows}


def test_each_sort_of_fact_is_found_by_what_it_is_about():
    known = Facts(
        active=frozenset({Active(7, Span(NOW)), Active(8, Span(NOW))}),
        in_groups=frozenset({InGroup(1, 7, group, "", Span(NOW)) for group in (20, 10)}),
        nestings=frozenset({Nested(1, 10, parent, "", Span(NOW)) for parent in (40, 30)}),
        grants=frozenset({Grant(n, 1, Source.PBX, "configure", frozenset(), Span(NOW), group=10) for n in (2, 1)}),
    )
    assert [active.person for active in known.active_of[7]] == [7]
    assert [entry.group for entry in known.groups_of[1, 7]] == [10, 20]
    assert [nested.parent for nested in known.parents_of[1, 10]] == [30, 40]
    assert [grant.id for grant in known.grants_to[1, None, 10]] == [1, 2]


def test_who_is_tied_to_an_account_is_a_member_or_holds_a_grant_of_their_own():
    known = Facts(
        memberships=frozenset({Membership(1, 7, "member", frozenset(), False, Span(NOW))}),
        grants=frozenset(
            {
                Grant(1, 1, Source.BILLING, "payer", frozenset(), Span(NOW), person=8),
                Grant(2, 2, Source.PBX, "configure", frozenset(), Span(NOW), group=10),
            }
        ),
    )
    assert known.people_in == {1: {7, 8}}
    assert known.accounts_of == {7: {1}, 8: {1}}
