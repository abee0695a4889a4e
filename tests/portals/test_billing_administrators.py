"""Manage billing administrators in the browser: S4, S7, S8 and rules 4 and 5."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from bursar.access.permissions import Level, Permission
from bursar.accounts.models import Invitation
from bursar.billing.queries import level_of
from bursar.core import clock
from bursar.grants.models import Grant
from tests.billing.conftest import days, give, seen
from tests.personas import World, make_account

P = Permission


@pytest.fixture
def page(world: World):
    """`page("administrators/add/")`: an address in the billing portal."""
    return lambda path="": f"/billing/{world.account.number}/{path}"


@pytest.fixture
def full(signed_in) -> Client:
    """The browser of a Full administrator who has entered."""
    return signed_in("full", entered="billing")


def filled(**changes: object) -> dict[str, object]:
    """The form of adding, filled in."""
    person = {"first_name": "Henry", "last_name": "Boyd", "email": "henry@example.com", "language": "en"}
    return {**person, "level": "viewer", "reason": "Our accountant", **changes}


def test_the_list_tells_everything_about_each_administrator(world: World, full, page):
    give(world, "marta", Level.CUSTOM, P.INVOICE_VIEW, valid_until=days(10))
    text = full.get(page("administrators/")).content.decode()
    for words in ("Full Example", "marta@example.com", "Custom", "View invoices", "Ends in 10 days", "Not a member"):
        assert words in text


def test_with_one_left_the_page_suggests_a_second(world: World, full, page):
    assert "Only one administrator keeps this portal" in full.get(page("administrators/")).content.decode()
    give(world, "second", Level.FULL)
    assert "Only one administrator keeps this portal" not in full.get(page("administrators/")).content.decode()


def test_adding_leads_to_a_page_that_says_what_it_does_not_give(world: World, full, page):
    answer = full.post(page("administrators/add/"), filled(), follow=True)
    assert "This gives no access to the admin portal" in answer.content.decode()
    assert Invitation.objects.get().offer["reason"] == "Our accountant"


def test_the_link_to_assign_a_role_is_for_those_who_may(world: World, full, signed_in, page):
    full.post(page("administrators/add/"), filled())
    there = page(f"administrators/invitations/{Invitation.objects.get().uid}/")
    assert "Assign a role in the admin portal" not in full.get(there).content.decode()
    founder = signed_in("founder", entered="billing")
    assert "Assign a role in the admin portal" in founder.get(there).content.decode()


def test_a_form_sent_twice_invites_once(full, page):
    full.post(page("administrators/add/"), filled())
    again = full.post(page("administrators/add/"), filled())
    assert again.status_code == 422
    assert "has an open invitation already" in again.content.decode()
    assert Invitation.objects.count() == 1


def test_dates_are_days_of_the_accounts_time_zone_and_the_last_one_counts(world: World, full, page):
    world.account.time_zone = "Europe/Paris"
    world.account.save()
    year = clock.today().year + 1
    with clock.at(datetime(year, 1, 10, 12, tzinfo=UTC)):
        full.post(page("administrators/add/"), filled(starts_on=f"{year}-02-01", ends_on=f"{year}-06-30"))
    offer = Invitation.objects.get().offer
    assert offer["valid_from"] == f"{year}-01-31T23:00:00+00:00"
    assert offer["valid_until"] == f"{year}-06-30T22:00:00+00:00"


def test_custom_rights_are_ticked_one_by_one(full, page):
    full.post(page("administrators/add/"), filled(level="custom", rights=["invoice:view", "invoice:pay"]))
    assert Invitation.objects.get().offer["rights"] == ["billing_portal:enter", "invoice:pay", "invoice:view"]


def test_a_right_without_what_it_needs_is_refused_beside_the_table(full, page):
    answer = full.post(page("administrators/add/"), filled(level="custom", rights=["invoice:pay"]))
    assert answer.status_code == 422
    assert re.search(r'id="id_rights-errors".*do not hold together', answer.content.decode(), re.DOTALL)


def test_what_one_does_not_hold_cannot_be_chosen(world: World, signed_in, page):
    give(world, "clerk", Level.CUSTOM, P.INVOICE_VIEW, P.BILLING_ADMIN_MANAGE)
    browser = signed_in("clerk", entered="billing")
    form = browser.get(page("administrators/add/")).content.decode()
    assert re.search(r'value="full"[^>]* disabled', form)
    assert not re.search(r'value="viewer"[^>]* disabled', form)
    assert browser.post(page("administrators/add/"), filled(level="payer")).status_code == 403


def test_editing_changes_the_level(world: World, full, page):
    person = world.person("viewer")
    there = page(f"administrators/{person.uid}/edit/")
    assert full.get(there).status_code == 200
    answer = full.post(there, {"level": "payer", "seen": seen(world, person)})
    assert answer.status_code == 302
    assert level_of(world.account, person=person).name == Level.PAYER


def test_the_edit_form_starts_from_what_is_there_and_strips_nothing(world: World, full, page):
    person = give(world, "custom", Level.CUSTOM, P.INVOICE_VIEW, P.BILLING_ACTIVITY_VIEW, valid_until=days(40))
    there = page(f"administrators/{person.uid}/edit/")
    text = full.get(there).content.decode()
    assert re.search(r'name="level" value="custom"[^>]* checked', text)
    assert re.search(r'value="billing_activity:view"[^>]* checked', text)
    assert not re.search(r'value="invoice:pay"[^>]* checked', text)


def test_two_browsers_editing_the_second_is_told_and_nothing_is_written(world: World, full, page):
    person = world.person("viewer")
    there, stale = page(f"administrators/{person.uid}/edit/"), seen(world, person)
    full.post(there, {"level": "payer", "seen": stale})
    answer = full.post(there, {"level": "full", "seen": stale})
    assert answer.status_code == 409
    assert "Show the present state" in answer.content.decode()
    assert level_of(world.account, person=person).name == Level.PAYER


def test_delete_asks_first_and_names_what_they_lose(world: World, full, page):
    person = world.person("payer")
    there = page(f"administrators/{person.uid}/delete/")
    assert "Pay invoices" in full.get(there).content.decode()
    assert level_of(world.account, person=person)
    assert full.post(there, {"seen": seen(world, person)}).status_code == 302
    assert level_of(world.account, person=person) is None


def test_a_deletion_replayed_finds_nobody(world: World, full, page):
    person, there = world.person("payer"), page(f"administrators/{world.person('payer').uid}/delete/")
    sent = {"seen": seen(world, person)}
    full.post(there, sent)
    assert full.post(there, sent).status_code == 404


def test_the_last_one_is_told_why_they_cannot_leave_and_the_way_out(world: World, full, page):
    person = world.person("full")
    answer = full.post(page(f"administrators/{person.uid}/delete/"), {"seen": seen(world, person)})
    assert answer.status_code == 422
    assert "Add a second one first" in answer.content.decode()


def test_the_last_ones_end_date_is_refused_beside_its_field(world: World, full, page):
    person = world.person("full")
    ends_on = (clock.now() + timedelta(days=60)).date().isoformat()
    answer = full.post(
        page(f"administrators/{person.uid}/edit/"), {"level": "full", "ends_on": ends_on, "seen": seen(world, person)}
    )
    assert answer.status_code == 422
    assert re.search(r'id="id_ends_on-errors".*without an administrator', answer.content.decode(), re.DOTALL)


def test_who_deletes_oneself_leads_to_my_account(world: World, full, page):
    give(world, "second", Level.FULL)
    person = world.person("full")
    answer = full.post(page(f"administrators/{person.uid}/delete/"), {"seen": seen(world, person)})
    assert answer.url == "/me/"


def test_an_invitation_is_resent_corrected_and_revoked(full, page):
    full.post(page("administrators/add/"), filled())
    row = Invitation.objects.get()
    there = f"administrators/invitations/{row.uid}/"
    assert full.post(page(f"{there}resend/")).status_code == 302
    form = full.get(page(f"{there}edit/")).content.decode()
    mark = re.search(r'name="seen" value="([0-9a-f]+)"', form).group(1)
    full.post(page(f"{there}edit/"), filled(email="hank@example.com", seen=mark))
    row.refresh_from_db()
    assert (row.email, row.generation) == ("hank@example.com", 3)
    full.post(page(f"{there}revoke/"))
    row.refresh_from_db()
    assert row.state == Invitation.State.REVOKED


def test_an_expired_invitation_is_shown_as_such(full, page):
    full.post(page("administrators/add/"), filled())
    Invitation.objects.update(expires_at=days(-1))
    assert "Expired" in full.get(page("administrators/")).content.decode()


PAGES = [
    "administrators/",
    "administrators/add/",
    "administrators/{uid}/edit/",
    "administrators/{uid}/delete/",
    "administrators/invitations/{invitation}/",
    "administrators/invitations/{invitation}/edit/",
    "administrators/invitations/{invitation}/revoke/",
    "details/",
    "details/recipients/add/",
    "activity/",
]
ONLY_READ = {"administrators/", "administrators/invitations/{invitation}/", "activity/"}  # nobody may post there


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("persona", ["viewer", "payer"])
def test_a_viewer_and_a_payer_are_refused_on_get_and_post(world: World, full, signed_in, page, persona, path):
    full.post(page("administrators/add/"), filled())
    there = page(path.format(uid=world.person("full").uid, invitation=Invitation.objects.get().uid))
    browser = signed_in(persona, entered="billing")
    assert browser.get(there).status_code == 403
    assert browser.post(there, filled()).status_code == (405 if path in ONLY_READ else 403)
    assert Grant.objects.filter(person=world.person("full"), closed_at=None).exists()


@pytest.mark.parametrize("path", [path for path in PAGES if "{" in path])
def test_what_belongs_to_another_account_does_not_exist(world: World, signed_in, full, page, path):
    full.post(page("administrators/add/"), filled())
    uids = {"uid": world.person("payer").uid, "invitation": Invitation.objects.get().uid}
    other = make_account("Contoso")
    world.people["outsider"] = give(World(other, {}), "outsider", Level.FULL)
    browser = signed_in("outsider", entered="billing", account=other)
    assert browser.get(f"/billing/{other.number}/{path.format(**uids)}").status_code == 404
    assert browser.get(page(path.format(**uids))).status_code == 404


def test_the_list_takes_the_same_number_of_queries_however_long(world: World, full, page, django_assert_num_queries):
    for number in range(10):
        give(world, f"person{number}", Level.VIEWER)
        full.post(page("administrators/add/"), filled(email=f"invited{number}@example.com"))
    with django_assert_num_queries(7):
        full.get(page("administrators/"))


def test_the_navigation_shows_what_one_may_reach(world: World, full, signed_in, page):
    assert "Manage billing administrators" in full.get(page()).content.decode()
    assert "Manage billing administrators" not in signed_in("viewer", entered="billing").get(page()).content.decode()
