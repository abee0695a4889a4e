"""Denials in words and as pictures: every sort of fact that can be wrong, in both languages."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from bursar.access.denial import Reason
from bursar.access.facts import Active, Facts, Grant, InGroup, Membership, Nested, Portal, PortalKind, Source, Span
from bursar.access.permissions import LEVELS, PBX, Level, PbxPermission, Permission
from bursar.access.policy import decide
from bursar.access.resources import Resource, ResourceType
from bursar.portals.why import denials
from bursar.portals.why.words import Voice

NOW = datetime(2026, 3, 10, 10, tzinfo=UTC)
ALWAYS, OVER = Span(NOW - timedelta(days=400)), Span(NOW - timedelta(days=400), NOW - timedelta(days=7))
VOICE = Voice("Europe/Paris", "Camille")
MEMBER = Membership(1, 1, "member", frozenset(), False, ALWAYS)
ENTRY = InGroup(1, 1, 5, "Finance", ALWAYS)
ABOVE = Nested(1, 5, 6, "Direction", ALWAYS)
TICK = Grant(
    3,
    1,
    Source.PBX,
    "pay_invoices",
    PBX[PbxPermission.PAY_INVOICES],
    ALWAYS,
    group=6,
    granted_by="Marc",
    granted_at=NOW,
)
LEVEL = Grant(4, 1, Source.BILLING, "full", LEVELS[Level.FULL], ALWAYS, person=1, granted_by="Marc", granted_at=NOW)
ASSIGNED, BY_ROLE = (Portal(1, kind, ALWAYS) for kind in PortalKind)
CARRIED = (MEMBER, ENTRY, ABOVE, TICK)


def facts(*known, portal=ASSIGNED):
    kinds = {"memberships": Membership, "in_groups": InGroup, "nestings": Nested, "grants": Grant}
    sorted_out = {name: frozenset(f for f in known if isinstance(f, kind)) for name, kind in kinds.items()}
    return Facts(active=frozenset({Active(1, ALWAYS)}), portals=frozenset({portal}), **sorted_out)


def denial(known, right=Permission.INVOICE_PAY, about=None):
    found = decide(known, 1, right, about or Resource.of(1), NOW).denial
    assert found is not None
    return found


def ended(fact):
    return tuple(replace(each, span=OVER) if each is fact else each for each in CARRIED)


THEN = "3 Mar 2026, 11:00 CET (10:00 UTC)"
WRONG = [
    (facts(*ended(ENTRY)), f"Being in group “Finance” ended on {THEN}."),
    (
        facts(*ended(ABOVE)),
        f"Group “Finance” has not been in group “Direction” since {THEN}.",
    ),
    (facts(*ended(TICK)), f"The PBX permission “Pay invoices” ended on {THEN}."),
    (facts(replace(LEVEL, span=OVER)), f"The level “Full” ended on {THEN}."),
    (
        facts(*ended(MEMBER)),
        f"The membership of this account ended on {THEN}, with all that came with it.",
    ),
    (facts(replace(MEMBER, is_suspended=True), *CARRIED[1:]), "The membership of this account is suspended"),
    (
        facts(replace(LEVEL, span=Span(NOW + timedelta(days=1)))),
        "“Full” counts from 11 Mar 2026, 11:00 CET",
    ),
    (facts(LEVEL, portal=BY_ROLE), "the billing portal of this account goes by role: what was given sleeps"),
]


@pytest.mark.parametrize(("known", "words"), WRONG)
def test_what_is_wrong_is_told(known, words):
    assert words in " ".join(denials.sentences(denial(known), VOICE))


@pytest.mark.parametrize(("known", "_words"), WRONG)
def test_and_drawn_once_on_the_way_from_the_person_to_the_right(known, _words):
    [nodes] = denials.pictures(denial(known), VOICE)
    assert (nodes[0]["label"], nodes[-1]["label"]) == ("Camille", "Pay invoices")
    assert len([node for node in nodes if node["broken"]]) == 1


def test_the_broken_link_is_the_one_that_ended():
    [nodes] = denials.pictures(denial(facts(*ended(ABOVE))), VOICE)
    assert [node["label"] for node in nodes if node["broken"]] == ["Direction"]
    assert [node["broken"] for node in nodes if node["broken"]] == ["until 3 Mar 2026"]


def test_the_right_that_another_one_needs_is_named():
    custom = replace(LEVEL, name="custom", permissions=frozenset({Permission.INVOICE_PAY}))
    told = denials.sentences(denial(facts(custom)), VOICE)
    assert told[0] == "“Pay invoices” cannot be held without “View invoices”, and that is what is missing."


def test_what_does_not_apply_is_said_so_without_a_picture():
    found = denial(facts(LEVEL), Permission.BILLING_ADMIN_MANAGE, Resource(ResourceType.INVOICE, 1))
    assert (found.reason, denials.pictures(found, VOICE)) == (Reason.UNKNOWN, [])
    assert denials.sentences(found, VOICE) == ["This right has nothing to do with what was asked about."]


@pytest.mark.parametrize(("known", "_words"), WRONG)
def test_french_tells_it_too(known, _words):
    with translation.override("en"):
        english = denials.sentences(denial(known), VOICE)
    with translation.override("fr"):
        french = denials.sentences(denial(known), VOICE)
    assert not set(english) & set(french)
