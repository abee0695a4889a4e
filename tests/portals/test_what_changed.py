"""What changed: two moments compared, behind both doors, and as a file."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from bursar.access.permissions import Level
from bursar.accounts import steps as accounts
from bursar.billing import commands, queries
from bursar.billing.terms import Terms
from bursar.core import clock
from bursar.lifecycle.commands.group_members import add_group_members
from tests.personas import World, billing_admin

HOUR = timedelta(hours=1)


@pytest.fixture
def began(world: World) -> Iterator[datetime]:
    """An instant; an hour later the Payer was made a Viewer and a member came into Finance; now is an hour after."""
    for persona in ("founder", "full", "payer", "pbx_payer", "member", "custom_role"):
        world.person(persona)
    start, account, by = clock.now(), world.account, world.actor("founder")
    with clock.at(start + HOUR):
        row = queries.level_of(account, person=world.person("payer"))
        seen = queries.revision("grant", row.pk) if row else ""
        commands.change_billing_admin(
            by, account=account, person=world.person("payer"), terms=Terms(Level.VIEWER), seen=seen
        )
    with clock.at(start + HOUR + timedelta(minutes=10)):
        finance = account.groups.get(name="Finance")
        add_group_members(by, account=account, group_uid=finance.uid, person_uids=[world.person("member").uid])
    with clock.at(start + 2 * HOUR):
        yield start


@pytest.fixture
def page(world: World, signed_in, began: datetime):
    """The page behind a door, as words, since the beginning."""

    def ask(persona: str, door: str = "billing", path: str = "", **query: str) -> str:
        given = {"since": began.isoformat(), **query}
        answer = signed_in(persona, entered=door).get(f"/{door}/{world.account.number}/access/changes/{path}", given)
        return f"{answer.status_code} {' '.join(answer.content.decode().split())}"

    return ask


def test_who_lost_and_who_gained_is_told_with_the_act_and_by_whom(page):
    text = page("founder")
    assert 'badge--bad">Lost</span> <span class="roads__road">Pay invoices</span>' in text
    assert "The level “Payer” ended on" in text
    assert "Billing administrator changed · Founder Example" in text
    assert 'badge--good">Gained</span> <span class="roads__road">View invoices, Pay invoices</span>' in text
    assert "PBX permission “Pay invoices” through group Finance › Direction" in text


def test_nobody_else_is_there(page):
    text = page("founder")
    assert "2 people" in text
    for nobody in ("Pbx_Payer Example", "Full Example"):
        assert nobody not in text


def test_an_administrator_from_outside_reads_of_the_act_but_not_who_did_it_in_another_portal(page):
    text = page("full")
    assert "Billing administrator changed · Founder Example" in text
    assert "Members put in a group" in text
    assert "Members put in a group · Founder" not in text
    assert "member@example.com" not in text


def test_who_may_view_people_alone_sees_members_only(page):
    text = page("custom_role", "admin")
    assert "Member Example" in text
    assert "Payer Example" not in text


def test_an_earlier_end_sees_nothing_of_it(page, began):
    assert "Nothing changed" in page("founder", until=(began + HOUR / 2).isoformat())


def test_the_file_has_a_line_for_each(page):
    lines = page("founder", path="export.csv").split("Lost,Pay invoices")
    assert len(lines) == 2
    assert "Billing administrator changed,Founder Example" in lines[1]


def test_people_of_another_account_are_never_named(other_world, page):
    elsewhere = billing_admin(other_world, "elsewhere", Level.FULL)
    accounts.open_membership(other_world.account, elsewhere, "member")  # type: ignore[arg-type]
    for path in ("", "export.csv"):
        assert "Elsewhere" not in page("founder", path=path)


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        ("2026-03-03T10:00", "2026-03-02T10:00", "This moment is not before the other one."),
        ("2026-03-03T10:00", "2190-03-02T10:00", "What is to come cannot be compared yet."),
        ("soon", "", "This is no day and time"),
    ],
)
def test_two_moments_that_cannot_be_compared_are_refused(page, since, until, words):
    for path in ("", "export.csv"):
        text = page("full", path=path, since=since, until=until)
        assert text.startswith("422")
        assert words in text


@pytest.mark.parametrize(("persona", "door", "status"), [("viewer", "billing", 403), ("member", "admin", 403)])
def test_the_doors(page, persona, door, status):
    assert page(persona, door).startswith(str(status))


def test_it_is_narrowed_to_a_right_and_to_a_name(page):
    text = page("founder", right="invoice:view")
    assert ("Member Example" in text, "Payer Example" in text) == (True, False)
    text = page("founder", q="pay exa")
    assert ("Member Example" in text, "Payer Example" in text) == (False, True)
    assert "nobody gained or lost what you ask about" in page("founder", right="billing_admin:manage")
    assert page("founder", right="member:view").startswith("422")


def test_the_file_is_narrowed_too(page):
    text = page("founder", path="export.csv", right="invoice:view")
    assert ("Member Example" in text, "Payer Example" in text) == (True, False)
