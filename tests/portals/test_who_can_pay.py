"""Who can pay? Both doors: each person with each way, nobody whom the reader may not see."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bursar.access.permissions import Level, PbxPermission
from bursar.core import clock
from tests.billing.conftest import days, give
from tests.personas import World, billing_admin, pbx_holder

PAYS = (PbxPermission.VIEW_INVOICES, PbxPermission.PAY_INVOICES)


@pytest.fixture
def asked(world: World, signed_in):
    """The page behind a door, as words."""

    def ask(persona: str, door: str = "billing", query: str = "", page: str = "") -> str:
        browser = signed_in(persona, entered=door)
        answer = browser.get(f"/{door}/{world.account.number}/access/{page}{query}")
        return f"{answer.status_code} {' '.join(answer.content.decode().split())}"

    return ask


def test_everybody_who_can_is_there_with_each_way(world, asked):
    for persona in ("payer", "pbx_payer", "viewer", "member"):
        world.person(persona)
    page = asked("full")
    for words in ("Billing administrator, level Full", "Billing administrator, level Payer", "3 people"):
        assert words in page
    assert "PBX permission “Pay invoices” through group Finance › Direction" in page
    for nobody in ("Viewer Example", "Member Example"):
        assert nobody not in page


def test_every_right_is_told_beside_its_way(world, asked):
    world.person("viewer")
    assert "Enter the billing portal, View invoices" in asked("full", query="?right=every")


@pytest.mark.parametrize(("persona", "door", "status"), [
    ("full", "billing", 200), ("founder", "billing", 200), ("payer", "billing", 403), ("viewer", "billing", 403),
    ("super_admin", "billing", 403), ("stranger", "billing", 404), ("super_admin", "admin", 200),
    ("admin", "admin", 200), ("custom_role", "admin", 200), ("member", "admin", 403), ("full", "admin", 403),
    ("stranger", "admin", 404),
])  # fmt: skip
def test_the_doors(asked, persona, door, status):
    for page in ("", "export.csv", "ask/"):
        assert asked(persona, door, page=page).startswith(str(status))


def test_who_may_view_people_alone_sees_members_only(world, asked):
    world.person("pbx_payer"), world.person("payer")
    page = asked("custom_role", "admin")
    assert "Pbx_Payer Example" in page
    assert "You see members only." in page
    assert '<span class="person__name">Payer Example' not in page


def test_a_super_admin_sees_administrators_from_outside_too(world, asked):
    world.person("payer")
    assert "Payer Example" in asked("super_admin", "admin")


def test_an_administrator_from_outside_sees_no_addresses_of_members(world, asked):
    world.person("pbx_payer"), world.person("payer")
    for page in ("", "export.csv"):
        answer = asked("full", page=page)
        assert "payer@example.com" in answer
        assert "pbx_payer@example.com" not in answer


def test_people_of_another_account_are_never_named(world, other_world, asked):
    billing_admin(other_world, "elsewhere", Level.FULL)
    for page in ("?right=every", "export.csv?right=every"):
        assert "elsewhere" not in asked("full", query=page).casefold()


def test_at_a_moment_those_of_then_and_of_what_is_to_come(world, asked):
    give(world, "early", Level.PAYER, valid_from=days(5))
    assert "Early Example" not in asked("full")
    page = asked("full", query=f"?at={days(6):%Y-%m-%dT%H:%M}")
    assert "Early Example" in page
    assert "as things stand now" in page
    assert "Nobody whom you may see here holds this right" in asked("full", query="?at=2001-01-01T10:00")


@pytest.mark.parametrize("at", ["soon", "1802-01-01T10:00", "2026-13-01"])
def test_what_is_no_moment_is_said_beside_the_field(asked, at):
    page = asked("full", query=f"?at={at}")
    assert page.startswith("422")
    assert 'id="id_at-errors"' in page


def test_a_moment_is_shown_in_the_account_s_time_and_in_utc(asked):
    assert "On 3 Mar 2026, 10:00 CET (09:00 UTC)" in asked("full", query="?at=2026-03-03T10:00")
    assert "On 29 Mar 2026, 03:30 CEST (01:30 UTC)" in asked("full", query="?at=2026-03-29T02:30")  # skipped that night


def test_the_file_holds_a_line_for_each_way_and_no_formula(world, asked):
    evil = pbx_holder(world, "evil", *PAYS)
    evil.first_name = '=cmd|"/c calc"!A1'
    evil.save()
    rows = list(csv.reader(io.StringIO(asked("founder", page="export.csv")[4:].lstrip("\ufeff"), newline="")))
    assert not [cell for row in rows for cell in row if cell.startswith("=")]
    assert len(asked("founder", page="export.csv").split("'=cmd")) == 2


def test_many_people_take_no_more_questions(world, signed_in):
    browser = signed_in("founder", entered="billing")
    counts = set()
    for many in (3, 60):
        for number in range(many):
            pbx_holder(world, f"p{many}_{number}", *PAYS)
        with CaptureQueriesContext(connection) as queries:
            browser.get(f"/billing/{world.account.number}/access/")
        counts.add(len(queries))
    assert max(counts) <= 8
    assert len(counts) == 1
    assert clock.now()
