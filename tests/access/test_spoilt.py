"""A fact that is not what it should be never allows anything, and never is an error (invariant 16)."""

import random
from dataclasses import fields, replace
from datetime import datetime

import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from bursar.access.facts import Facts, Span
from bursar.access.permissions import Permission
from bursar.access.policy import decide, held
from bursar.access.resources import Resource
from soak.oracle.making import ACCOUNTS, PEOPLE, Maker
from soak.oracle.ours import facts, instant
from soak.oracle.rows import GRID, LONG_AGO, Active, Given, Portal

NAIVE = datetime(2026, 10, 25)  # noqa: DTZ001  # as it must not be
NO_SPAN = (None, "soon", Span(None), Span("soon", "late"), Span(NAIVE), Span(instant(GRID[5]), instant(GRID[0])))
NO_RIGHTS = (None, "invoice:pay", 7, frozenset({None, "invoice:burn"}))
NONSENSE = {
    "span": NO_SPAN,
    "permissions": NO_RIGHTS,
    "billing": NO_RIGHTS,
    "source": (None, "moon", 1),
    "kind": (None, "moon", 1),
    "is_suspended": (None, "no", 0, ()),
    "person": ("1", 99),
    "group": ("11", 99),
    "account": ("1", 99),
    "child": (None, 99),
    "parent": (None, 99),
}


def spoilt(known: Facts, dice: random.Random) -> Facts:
    """The facts with one part of one of them replaced by nonsense."""
    name = dice.choice([kind.name for kind in fields(Facts) if getattr(known, kind.name)])
    among = getattr(known, name)
    fact = dice.choice(sorted(among, key=repr))
    part = dice.choice([part.name for part in fields(fact) if part.name in NONSENSE and getattr(fact, part.name)])
    wrong = replace(fact, **{part: dice.choice(NONSENSE[part])})
    return replace(known, **{name: among - {fact} | {wrong}})


@seed(20260304)
@settings(max_examples=150, deadline=None, database=None)
@given(st.integers(0, 2**32))
def test_a_spoilt_fact_allows_nothing_that_it_did_not_before(number):
    dice = random.Random(number)
    known = facts(Maker(f"{number}").world())
    wrong = spoilt(known, dice)
    for person in PEOPLE:
        for account in ACCOUNTS:
            at = instant(dice.choice(GRID))
            kept = held(known, person, account, at)
            assert held(wrong, person, account, at) <= kept
            for right in Permission:
                assert right in kept or not decide(wrong, person, right, Resource.of(account), at).is_allowed


@pytest.mark.parametrize("kind", ["moon", None, "by_role"])
def test_a_portal_of_a_kind_that_there_is_not_is_none_for_named_administrators(kind):
    level = Given(LONG_AGO, None, 1, 1, "billing", "full", frozenset(), 1, None)
    known = facts([Active(LONG_AGO, None, 1), Portal(LONG_AGO, None, 1, "assigned"), level])
    (portal,) = known.portals
    strange = replace(known, portals=frozenset({replace(portal, kind=kind)}))
    assert held(known, 1, 1, instant(GRID[0]))
    assert not held(strange, 1, 1, instant(GRID[0]))
