"""An end that comes near is put off by one click, by those entitled: levels and PBX permissions."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from bursar.access.permissions import Level, PbxPermission
from bursar.audit.models import Entry
from bursar.billing.events import ADMIN_CHANGED
from bursar.core import clock
from bursar.core.moments import a_month_after
from bursar.grants import steps
from bursar.grants.models import EndNotice, Grant
from tests.personas import BY, PASSWORD, make_group, member

NOW = datetime(2027, 3, 27, 9, tzinfo=UTC)
END = datetime(2027, 3, 31, 22, tzinfo=UTC)  # when 31 March is over in Paris
LATER = datetime(2027, 4, 30, 22, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _now(world):
    world.account.time_zone = "Europe/Paris"
    world.account.save()
    with clock.at(NOW):
        yield


@pytest.fixture
def interim(world):
    """A Viewer until the end of March."""
    person = member(world, "interim")
    steps.give_level(BY, world.account, person, Level.VIEWER, how=Grant.How.INVITATION, valid_until=END)
    return person


def at(world, name, **kwargs):
    return reverse(name, kwargs={"number": world.account.number, **kwargs})


def ends(person):
    return {row.name: row.valid_until for row in Grant.objects.filter(person=person, closed_at=None)}


@pytest.mark.parametrize(
    ("end", "after"),
    [
        ("2027-01-31T00:00+00:00", "2027-03-01T00:00+00:00"),  # the end of January 30, a month on that of February 28
        ("2027-02-01T00:00+00:00", "2027-03-01T00:00+00:00"),
        ("2027-03-01T00:00+00:00", "2027-04-01T00:00+00:00"),
        ("2027-12-16T00:00+00:00", "2028-01-16T00:00+00:00"),
        ("2027-01-30T17:30+00:00", "2027-02-28T17:30+00:00"),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last_one(end, after):
    assert a_month_after(datetime.fromisoformat(end), "UTC") == datetime.fromisoformat(after)


def test_a_month_later_is_at_the_same_time_of_the_account_though_its_clocks_change():
    assert a_month_after(datetime(2027, 2, 28, 23, tzinfo=UTC), "Europe/Paris") == END


def test_a_level_is_extended_from_the_list_by_one_click(world, signed_in, interim):
    page = signed_in("full", entered="billing").get(at(world, "billing:administrators")).content.decode()
    address = at(world, "billing:administrator-extend", uid=interim.uid)
    form = page.partition(f'action="{address}"')[2].partition("</form>")[0]
    seen = form.partition('name="seen" value="')[2].partition('"')[0]
    answer = signed_in("full", entered="billing").post(address, {"seen": seen}, follow=True)
    assert "The access of Interim Example goes on until 30 Apr 2027" in answer.content.decode()
    assert ends(interim) == {"viewer": LATER}
    assert Entry.objects.filter(kind=ADMIN_CHANGED.name).count() == 1
    assert EndNotice.objects.filter(grant__person=interim, grant__closed_at=None).count() == 2


def test_the_page_that_the_mail_leads_to_has_one_button_and_shows_both_zones(world, signed_in, interim):
    address = at(world, "billing:administrator-extend", uid=interim.uid)
    page = signed_in("full", entered="billing").get(address).content.decode()
    assert "Extend until 30 Apr 2027, 24:00 CEST (22:00 UTC)" in page
    assert "From 1 Apr 2027, 00:00 CEST (31 Mar 2027, 22:00 UTC):" in page
    assert "1 person gains: " in page
    assert ends(interim) == {"viewer": END}


def test_a_click_on_a_stale_page_extends_nothing(world, signed_in, interim):
    browser, address = signed_in("full", entered="billing"), at(world, "billing:administrator-extend", uid=interim.uid)
    seen = browser.get(address).content.decode().partition('name="seen" value="')[2].partition('"')[0]
    assert browser.post(address, {"seen": seen}).status_code == 302
    assert browser.post(address, {"seen": seen}).status_code == 409
    assert ends(interim) == {"viewer": LATER}


@pytest.mark.parametrize(
    ("persona", "status"), [("viewer", 403), ("payer", 403), ("super_admin", 403), ("stranger", 404)]
)
def test_who_does_not_manage_administrators_extends_none(world, signed_in, interim, persona, status):
    address = at(world, "billing:administrator-extend", uid=interim.uid)
    assert signed_in(persona, entered="billing").post(address, {"seen": "x"}).status_code == status
    assert ends(interim) == {"viewer": END}


def test_nobody_is_extended_beyond_the_end_of_whoever_extends_them(world, signed_in, interim):
    world.people["short"] = member(world, "short")
    terms = {"how": Grant.How.INVITATION, "valid_until": END}
    steps.give_level(BY, world.account, world.people["short"], Level.FULL, **terms)
    browser, address = signed_in("short", entered="billing"), at(world, "billing:administrator-extend", uid=interim.uid)
    seen = browser.get(address).content.decode().partition('name="seen" value="')[2].partition('"')[0]
    assert browser.post(address, {"seen": seen}).status_code in {403, 422}
    assert ends(interim) == {"viewer": END}


@pytest.mark.parametrize("kind", ["person", "group"])
def test_permissions_that_end_next_are_extended_by_one_click(world, signed_in, kind):
    someone = member(world, "someone") if kind == "person" else make_group(world.account, "Finance")
    for permission in (PbxPermission.VIEW_INVOICES, PbxPermission.PAY_INVOICES):
        steps.give_pbx(BY, world.account, permission, **{kind: someone}, valid_until=END)
    steps.give_pbx(BY, world.account, PbxPermission.VIEW_REPORTS, **{kind: someone})
    browser = signed_in("founder", entered="pbx")
    address = at(world, f"pbx:permission-{kind}-extend", uid=someone.uid)
    assert f'href="{address}"' in browser.get(at(world, "pbx:permission-list")).content.decode()
    page = browser.get(address).content.decode()
    assert "Extend until 30 Apr 2027, 24:00 CEST (22:00 UTC)" in page
    version = page.partition('name="version" value="')[2].partition('"')[0]
    assert "are extended" in browser.post(address, {"version": version}, follow=True).content.decode()
    rows = Grant.objects.filter(**{kind: someone}, closed_at=None).values_list("name", "valid_until")
    assert dict(rows) == {"view_invoices": LATER, "pay_invoices": LATER, "view_reports": None}
    assert browser.post(address, {"version": version}).status_code == 409


def test_who_holds_no_pay_extends_none(world, signed_in):
    someone = member(world, "someone")
    for permission in (PbxPermission.VIEW_INVOICES, PbxPermission.PAY_INVOICES):
        steps.give_pbx(BY, world.account, permission, person=someone, valid_until=END)
    browser, address = signed_in("pbx_super", entered="pbx"), at(world, "pbx:permission-person-extend", uid=someone.uid)
    version = browser.get(address).content.decode().partition('name="version" value="')[2].partition('"')[0]
    answer = browser.post(address, {"version": version})
    assert answer.status_code == 403
    assert "Nothing was saved" in answer.content.decode()
    assert set(ends(someone).values()) == {END}


@pytest.mark.parametrize(("view_ends", "gets"), [(5, LATER), (60, None)])
def test_view_goes_along_where_pay_would_outlast_it(world, signed_in, view_ends, gets):
    someone, until = member(world, "someone"), END + timedelta(days=view_ends)
    steps.give_pbx(BY, world.account, PbxPermission.VIEW_INVOICES, person=someone, valid_until=until)
    steps.give_pbx(BY, world.account, PbxPermission.PAY_INVOICES, person=someone, valid_until=END)
    browser, address = signed_in("founder", entered="pbx"), at(world, "pbx:permission-person-extend", uid=someone.uid)
    page = browser.get(address).content.decode()
    assert ("View invoices: until" in page) is bool(gets)
    version = page.partition('name="version" value="')[2].partition('"')[0]
    assert browser.post(address, {"version": version}).status_code == 302
    assert ends(someone) == {"view_invoices": gets or until, "pay_invoices": LATER}


def test_the_link_of_the_mail_leads_by_the_sign_in_to_the_button(world, interim):
    address, browser = at(world, "billing:administrator-extend", uid=interim.uid), Client()
    world.person("full")
    at_the_door = browser.get(address)
    sent = {"login": "full@example.com", "password": PASSWORD}
    page = browser.post(at_the_door.url, sent, follow=True)
    assert page.redirect_chain[-1][0] == address
    assert "Extend until 30 Apr 2027" in page.content.decode()


def test_what_has_no_end_is_not_extended(world, signed_in):
    steps.give_pbx(BY, world.account, PbxPermission.VIEW_REPORTS, person=world.person("member"))
    address = at(world, "pbx:permission-person-extend", uid=world.person("member").uid)
    assert signed_in("founder", entered="pbx").get(address).status_code == 302
    address = at(world, "billing:administrator-extend", uid=world.person("payer").uid)
    assert signed_in("full", entered="billing").get(address).status_code == 302
