"""A decision with what explains it: all that is held, and for a denial of now those who could help."""

from datetime import timedelta

from bursar.access.denial import Reason
from bursar.access.permissions import Level, Permission
from bursar.access.roads import Road
from bursar.access.ways import Fault
from bursar.core import clock
from bursar.grants import steps
from bursar.grants.models import Grant
from bursar.grants.queries.explaining import explained
from tests.personas import BY, World, billing_admin

P = Permission


def names(world: World, right: P, persona: str = "member", **more) -> dict[Road, list[int]]:
    found = explained(world.person(persona).pk, world.account, right, **more)
    return {road: [each.id for each in people] for road, people in found.givers.items()}


def test_a_denial_of_now_names_those_who_could_give_it_by_name(world):
    first, second = billing_admin(world, "zoe", Level.FULL), billing_admin(world, "adam", Level.FULL)
    assert names(world, P.INVOICE_VIEW)[Road.ADMINISTRATORS] == [second.pk, first.pk]


def test_who_could_give_it_on_another_road_is_named_there_alone(world):
    full, founder, super_admin = (world.person(name).pk for name in ("full", "founder", "super_admin"))
    assert names(world, P.INVOICE_VIEW) == {Road.ADMINISTRATORS: [founder, full], Road.PBX_PAGE: [founder]}
    assert names(world, P.MEMBER_VIEW)[Road.ROLE] == [founder, super_admin]


def test_no_more_than_twelve_are_named(world):
    for number in range(13):
        billing_admin(world, f"full{number}", Level.FULL)
    assert len(names(world, P.INVOICE_VIEW)[Road.ADMINISTRATORS]) == 12


def test_neither_what_is_held_nor_the_past_names_anybody(world):
    world.person("founder")
    assert names(world, P.INVOICE_VIEW, "full") == {}
    assert names(world, P.INVOICE_VIEW, at=clock.now()) == {}


def test_it_says_whether_it_is_about_now_and_what_is_held_then(world):
    viewer, before = world.person("viewer"), clock.now() - timedelta(days=1)
    now = explained(viewer.pk, world.account, P.INVOICE_PAY)
    then = explained(viewer.pk, world.account, P.INVOICE_VIEW, at=before)
    assert (now.is_now, now.held, now.decision.is_allowed) == (True, {P.BILLING_PORTAL_ENTER, P.INVOICE_VIEW}, False)
    assert (then.is_now, then.held, then.at, then.decision.is_allowed) == (False, frozenset(), before, False)


def test_a_member_is_told_of_the_page_of_the_pbx_and_somebody_else_is_not(world):
    world.person("founder")
    assert Road.PBX_PAGE in names(world, P.INVOICE_VIEW)
    assert Road.PBX_PAGE not in names(world, P.INVOICE_VIEW, "stranger")


def test_a_denial_shows_what_was_taken_back(world):
    viewer = world.person("viewer")
    steps.close(BY, Grant.objects.get(person=viewer))
    denial = explained(viewer.pk, world.account, P.INVOICE_VIEW).decision.denial
    assert denial is not None
    assert (denial.reason, denial.nearest[-1][1]) == (Reason.EXPIRED, Fault.OVER)
