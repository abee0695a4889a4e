"""From when until when somebody is a billing administrator: days and times of the account's zone, told with UTC."""

from datetime import UTC, datetime, timedelta

import pytest

from bursar.access.permissions import Level
from bursar.accounts.models import Invitation
from bursar.billing.queries import level_of
from bursar.core import clock
from tests.billing.conftest import give, seen
from tests.personas import World

A_DAY_IN_2027 = datetime(2027, 1, 10, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def on_a_day_in_2027():
    """Whatever the date is, and before there is an account."""
    with clock.at(A_DAY_IN_2027):
        yield


@pytest.fixture
def full(world: World, signed_in):
    """The browser of a Full administrator in Paris."""
    world.account.time_zone = "Europe/Paris"
    world.account.save()
    return signed_in("full", entered="billing")


def page(world: World, path: str) -> str:
    return f"/billing/{world.account.number}/administrators/{path}"


def filled(**changes: str) -> dict[str, str]:
    person = {"first_name": "Henry", "last_name": "Boyd", "email": "henry@example.com", "language": "en"}
    return {**person, "level": "viewer", **changes}


def test_a_time_is_one_of_the_accounts_zone(world, full):
    full.post(page(world, "add/"), filled(starts_on="2027-07-01", starts_at="09:30", ends_on="2027-07-31"))
    offer = Invitation.objects.get().offer
    assert (offer["valid_from"], offer["valid_until"]) == ("2027-07-01T07:30:00+00:00", "2027-07-31T22:00:00+00:00")


def test_what_is_offered_is_shown_in_both_zones(world, full):
    answer = full.post(page(world, "add/"), filled(starts_on="2027-02-01", ends_on="2027-06-30"), follow=True)
    text = answer.content.decode()
    assert "1 Feb 2027, 00:00 CET (31 Jan 2027, 23:00 UTC)" in text
    assert "30 Jun 2027, 24:00 CEST (22:00 UTC)" in text


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2027-03-28", "The clocks skip 02:30 that night. Meant is 28 Mar 2027, 03:30 CEST (01:30 UTC)."),
        ("2027-10-31", "The clocks show 02:30 twice that night. Meant is 31 Oct 2027, 02:30 CEST (00:30 UTC)."),
    ],
)
def test_in_a_night_of_changing_clocks_it_is_told_which_instant_is_meant(world, full, day, told):
    answer = full.post(page(world, "add/"), filled(ends_on=day, ends_at="02:30"), follow=True)
    assert told in answer.content.decode()


def test_a_time_without_its_day_is_refused_beside_the_day(world, full):
    answer = full.post(page(world, "add/"), filled(ends_at="18:00"))
    assert answer.status_code == 422
    assert "Say on which day as well." in answer.content.decode()


def test_another_reason_moves_no_end_however_odd_its_instant(world, full):
    until = datetime(2027, 10, 31, 1, 30, 12, 345, tzinfo=UTC)  # the second 02:30 of that night, and some seconds
    person = give(world, "interim", Level.VIEWER, valid_until=until)
    form = {"level": "viewer", "reason": "Because", "seen": seen(world, person)}
    text = full.get(page(world, f"{person.uid}/edit/")).content.decode()
    assert 'value="02:30"' in text
    sent = {**form, "ends_on": "2027-10-31", "ends_at": "02:30"}
    assert full.post(page(world, f"{person.uid}/edit/"), sent).status_code == 302
    row = level_of(world.account, person=person)
    assert (row.reason, row.valid_until) == ("Because", until)


def test_the_list_tells_what_begins_and_what_ends(world, full):
    give(world, "later", Level.VIEWER, valid_from=A_DAY_IN_2027 + timedelta(days=3))
    give(world, "going", Level.VIEWER, valid_until=A_DAY_IN_2027 + timedelta(hours=30))
    text = full.get(page(world, "")).content.decode()
    assert "Begins in 3 days" in text
    assert "Ends in 30 hours" in text
    assert "Until 11 Jan 2027, 19:00 CET (18:00 UTC)" in text


def test_the_activity_tells_instants_in_the_accounts_zone(world, full):
    full.post(page(world, "add/"), filled(starts_on="2027-02-01", ends_on="2027-06-30"))
    text = full.get(f"/billing/{world.account.number}/activity/").content.decode()
    assert "1 Feb 2027, 00:00 CET (31 Jan 2027, 23:00 UTC)" in text
