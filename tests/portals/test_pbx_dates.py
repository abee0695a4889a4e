"""Dates of ticks at the door: shown in both zones, set without a script, kept, refused beside their field."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from bursar.access.permissions import PbxPermission
from bursar.core import clock
from bursar.grants import steps as grants
from bursar.grants.models import Grant
from tests.personas import BY, World, make_group
from tests.portals.test_pbx_permissions import address, draft, key, words

P = PbxPermission
NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def browser(world: World, signed_in):
    """The founder's, in Paris, on a morning in March 2027."""
    world.account.time_zone = "Europe/Paris"
    world.account.save()
    with clock.at(NOW):
        yield signed_in("founder", entered="pbx")


def dated(someone, permission, **fields):
    return {f"{name}:{key(someone)}:{permission}": value for name, value in fields.items()}


def fields_of(page: str) -> dict[str, list[str]]:
    """The hidden fields of the last form, as a browser would send them."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {name: [v for n, v in found if n == name] for name, _value in found if name != "csrfmiddlewaretoken"}


def test_a_draft_with_dates_is_saved_in_the_accounts_zone(world, browser):
    someone = world.person("member")
    sent = draft((someone, P.VIEW_INVOICES)) | dated(
        someone, P.VIEW_INVOICES, starts_on="2027-04-01", starts_at="08:00", ends_on="2027-04-30", ends_at=""
    )
    assert browser.post(address(world), sent).status_code == 302
    row = Grant.objects.get(person=someone)
    assert (row.valid_from, row.valid_until) == (
        datetime(2027, 4, 1, 6, tzinfo=UTC), datetime(2027, 4, 30, 22, tzinfo=UTC)
    )  # fmt: skip


def test_the_page_lists_what_begins_and_ends_in_both_zones(world, browser):
    someone = world.person("member")
    grants.give_pbx(BY, world.account, P.VIEW_REPORTS, person=someone, valid_from=NOW + timedelta(days=3))
    grants.give_pbx(BY, world.account, P.CONFIGURE, person=someone, valid_until=NOW + timedelta(days=5))
    text = words(browser.get(address(world)))
    assert "View reports: from 4 Mar 2027, 10:00 CET (09:00 UTC) Begins in 3 days" in text
    assert "Admin (configure PBX): until 6 Mar 2027, 10:00 CET (09:00 UTC) Ends in 5 days" in text


@pytest.mark.parametrize("kind", ["people", "groups"])
def test_without_a_script_dates_have_a_page_that_leads_to_the_review(world, browser, kind):
    someone = world.person("member") if kind == "people" else make_group(world.account, "Finance")
    page = browser.get(address(world, f"{kind}/{someone.uid}/dates/")).content.decode()
    assert page.count('type="date"') == 12
    sent = draft((someone, P.VIEW_REPORTS)) | dated(someone, P.VIEW_REPORTS, ends_on="2027-03-28", ends_at="02:30")
    review = browser.post(address(world, "review/"), sent)
    assert "The clocks skip 02:30 that night. Meant is 28 Mar 2027, 03:30 CEST (01:30 UTC)." in words(review)
    assert browser.post(address(world), fields_of(review.content.decode())).status_code == 302
    assert Grant.objects.get(name=P.VIEW_REPORTS).valid_until == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)


def test_the_review_says_who_gains_what_from_when_until_when(world, browser):
    someone = world.person("member")
    sent = draft((someone, P.VIEW_REPORTS))
    sent |= dated(someone, P.VIEW_REPORTS, starts_on="2027-04-01", ends_on="2027-04-30")
    told = words(browser.post(address(world, "review/"), sent))
    assert "1 person gains View reports , from 1 Apr 2027, 00:00 CEST (31 Mar 2027, 22:00 UTC)" in told
    assert "until 30 Apr 2027, 24:00 CEST (22:00 UTC) Member Example" in told


def test_a_tick_changed_without_a_word_of_dates_keeps_them_to_the_microsecond(world, browser):
    someone, until = world.person("member"), datetime(2027, 10, 31, 1, 30, 12, 345, tzinfo=UTC)
    grants.give_pbx(BY, world.account, P.VIEW_REPORTS, person=someone, valid_until=until)
    browser.post(address(world), draft((someone, P.VIEW_REPORTS, P.CONFIGURE)))
    page = browser.get(address(world, f"people/{someone.uid}/dates/")).content.decode()
    fields = {name: values[0] for name, values in fields_of(page).items() if ":" in name}
    sent = draft((someone, P.VIEW_REPORTS), version=2) | fields
    sent |= dated(someone, P.VIEW_REPORTS, starts_on="", starts_at="", ends_on="2027-10-31", ends_at="02:30")
    assert browser.post(address(world), sent).status_code == 302
    assert Grant.objects.get(person=someone, name=P.VIEW_REPORTS, closed_at=None).valid_until == until


def test_a_refused_draft_is_shown_again_with_its_dates_and_the_reason_in_its_row(world, browser):
    someone = world.person("member")
    sent = draft((someone, P.VIEW_INVOICES, P.PAY_INVOICES)) | dated(someone, P.VIEW_INVOICES, ends_on="2027-04-30")
    answer = browser.post(address(world), sent)
    page = answer.content.decode()
    row = page[page.index(f'data-row="{key(someone)}"') :].partition("</tr>")[0]
    assert answer.status_code == 422
    assert "cannot hold “Pay invoices” sooner or longer than “View invoices”" in row
    assert f'name="ends_on:{key(someone)}:view_invoices" value="2027-04-30"' in row
    assert "2027-04-30" in re.search(r'data-wanted="([^"]*)"', row)[1]


def test_before_save_a_reason_names_the_tick_that_it_is_about(world, browser):
    someone = world.person("member")
    sent = draft((someone, P.VIEW_INVOICES, P.PAY_INVOICES)) | dated(someone, P.VIEW_INVOICES, ends_on="2027-04-30")
    page = browser.post(address(world, "preview/"), sent).content.decode()
    assert f'data-about="{key(someone)}#pay_invoices"' in page


@pytest.mark.parametrize(
    "damage",
    [
        {"ends_on": "soon"}, {"ends_on": "2027-02-30"}, {"ends_on": "9999-12-31"}, {"ends_at": "08:00"},
        {"ends_on": "2027-04-01", "ends_at": "25:00"}, {"ends_on": "2027-04-01", "ends_at": "08:00+02:00"},
        {"ends_on": "2027-04-01", "exact": "/9999-12-31T23:59:59+00:00"}, {"ends_on": "2027-04-01", "exact": "x"},
    ],
)  # fmt: skip
def test_damaged_dates_change_nothing(world, browser, damage):
    someone = world.person("member")
    sent = draft((someone, P.VIEW_REPORTS)) | dated(someone, P.VIEW_REPORTS, **damage)
    assert browser.post(address(world), sent).status_code == 422
    assert not Grant.objects.filter(person=someone).exists()


def test_of_two_saves_that_meet_both_dates_are_shown_and_ones_own_are_put_on_top(world, browser, signed_in):
    someone, other = world.person("pbx_super"), world.person("admin")
    grants.give_pbx(BY, world.account, P.VIEW_REPORTS, person=other)
    with clock.at(NOW + timedelta(hours=1)):
        theirs = draft((other, P.VIEW_REPORTS)) | dated(other, P.VIEW_REPORTS, ends_on="2027-05-31")
        signed_in("super_admin", entered="pbx").post(address(world), theirs)
    with clock.at(NOW + timedelta(hours=2)):
        mine = draft((someone, P.SUPER_ADMINISTRATOR, P.CONFIGURE), drawn_at=NOW + timedelta(minutes=1))
        mine |= dated(someone, P.CONFIGURE, ends_on="2027-06-30")
        answer = browser.post(address(world), mine)
        told = words(answer)
        again = browser.post(address(world, "reapply/"), fields_of(answer.content.decode())).content.decode()
    assert answer.status_code == 409
    assert "Admin Example – View reports until 31 May 2027, 24:00 CEST (22:00 UTC)" in told
    assert "Admin (configure PBX) given, until 30 Jun 2027, 24:00 CEST (22:00 UTC)" in told
    assert f'name="ends_on:{key(someone)}:configure" value="2027-06-30"' in again


def test_what_reaches_somebody_through_a_group_is_shown_while_it_counts(world, browser):
    payer = world.person("pbx_payer")
    grants.give_pbx(BY, world.account, P.CONFIGURE, person=payer)
    Grant.objects.filter(group__isnull=False).update(valid_until=NOW + timedelta(days=5))
    assert "Also through group Direction" in words(browser.get(address(world)))
    with clock.at(NOW + timedelta(days=5)):
        assert "Also through group" not in words(browser.get(address(world)))
