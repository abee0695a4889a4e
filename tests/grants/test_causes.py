"""Which entry tells of a fact: the one that names it, else the first there is."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from bursar.access.facts import Active, Grant, InGroup, Membership, Nested, Source, Span
from bursar.grants.queries.causes import entry_of
from tests.access.dated import BEGAN

SPAN = Span(BEGAN)
GRANT = Grant(7, 10, Source.PBX, "configure", frozenset(), SPAN, person=1)
MEMBER, INSIDE = Membership(10, 1, "member", frozenset(), False, SPAN), InGroup(10, 1, 100, "Finance", SPAN)
NESTED = Nested(10, 100, 101, "Direction", SPAN)


@dataclass
class Entry:
    on_type: str = "account"
    on_id: int = 10
    old: dict[str, Any] | None = None
    new: dict[str, Any] | None = field(default_factory=dict)


OTHER = Entry("person", 2, {"grant": 8, "closed": [9]}, {"opened": [{"grant": 11}, 12]})


@pytest.mark.parametrize(
    ("fact", "entry"),
    [
        (GRANT, Entry(new={"grant": 7})),
        (GRANT, Entry(old={"grant": 7}, new=None)),
        (GRANT, Entry(old={"closed": [6, 7]})),
        (GRANT, Entry(new={"opened": [{"grant": 7}]})),
        (GRANT, Entry(new={"opened": [7]})),
        (MEMBER, Entry("person", 1)),
        (Active(1, SPAN), Entry("person", 1)),
        (INSIDE, Entry("person", 1)),
        (INSIDE, Entry("group", 100)),
        (NESTED, Entry("group", 100)),
        (NESTED, Entry("group", 101)),
    ],
)
def test_the_one_that_names_the_fact(fact, entry):
    assert entry_of([OTHER, entry], [fact]) is entry
    assert entry_of([entry, OTHER], [fact]) is entry


@pytest.mark.parametrize("fact", [GRANT, MEMBER, INSIDE, NESTED])
def test_where_none_names_it_the_first(fact):
    others = [OTHER, Entry("person", 3), Entry("group", 7)]
    assert entry_of(others, [fact]) is OTHER
    assert entry_of(others, []) is OTHER


def test_a_membership_is_not_named_by_a_group():
    assert entry_of([OTHER, Entry("group", 100)], [MEMBER]) is OTHER


def test_an_entry_about_the_person_tells_nothing_of_a_grant():
    assert entry_of([OTHER, Entry("person", 1)], [GRANT]) is OTHER


def test_without_entries_none():
    assert entry_of([], [GRANT]) is None
