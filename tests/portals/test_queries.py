"""Pages ask the database the same few questions however many people there are: at most eight."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bursar.access.permissions import Level, PbxPermission, Role
from bursar.accounts import steps
from bursar.grants import steps as grants
from bursar.grants.models import Grant
from tests.personas import BY, make_group, member

PAGES = {
    "admin": [
        "people/",
        "people/?q=example",
        "people/?q=p1+example&role=member&state=active&sort=-joined",
        "people/?group={group}",
        "people/{person}/",
        "groups/",
        "groups/{group}/",
        "groups/{group}/fill/?q=p",
    ],
    "billing": ["administrators/"],
    "pbx": [
        "",
        "permissions/",
        "permissions/?q=p",
        "permissions/candidates/?q=p",
        "permissions/people/{person}/",
        "groups/",
    ],
}


def crowd(world, start: int, count: int, group) -> str:
    for number in range(start, start + count):
        person = member(world, f"p{number}")
        steps.put_in_group(group, person)
        grants.give_pbx(BY, world.account, PbxPermission.VIEW_REPORTS, person=person)
        grants.give_level(BY, world.account, person, Level.VIEWER, how=Grant.How.INVITATION)
        make_group(world.account, f"Group {number}", group)
    return person.uid


@pytest.mark.parametrize("door", PAGES)
def test_no_page_asks_more_than_eight_questions_nor_more_for_many(world, signed_in, door):
    founder = world.person("founder")
    if founder.memberships.first() is None:
        steps.open_membership(world.account, founder, Role.SUPER_ADMIN)
    browser, group = signed_in("founder", entered=door), make_group(world.account, "Everybody")
    asked: dict[str, set[int]] = {}
    for start, count in ((0, 3), (3, 8)):
        names = {"group": group.uid, "person": crowd(world, start, count, group)}
        for page in PAGES[door]:
            address = f"/{door}/{world.account.number}/{page.format(**names)}"
            assert browser.get(address).status_code == 200
            with CaptureQueriesContext(connection) as queries:
                browser.get(address)
            asked.setdefault(page, set()).add(len(queries))
    assert {page: counts for page, counts in asked.items() if len(counts) > 1 or max(counts) > 8} == {}


@pytest.mark.parametrize("address", ["/", "/me/", "/me/access/", "/billing/{number}/"])
def test_nor_do_those_of_a_plain_member(world, signed_in, address):
    browser = signed_in("member")
    with CaptureQueriesContext(connection) as queries:
        browser.get(address.format(number=world.account.number))
    assert len(queries) <= 8
