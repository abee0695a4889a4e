"""What nobody types by accident: an answer for it, and never an error of ours (invariant 16)."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bursar.mail.models import OutboxMail
from bursar.payments.gateways.sandbox.models import Charge
from tests.fuzz.filling import sign_up
from tests.invoices.making import make_invoice
from tests.payments.paying import order
from tests.personas import PASSWORD, World

FAR = {"after": "0001-01-01", "before": "9999-12-31"}


@pytest.mark.parametrize("address", ["/billing/%00/", "/admin/C%00/people/", "/billing/{number}/invoices/%00/"])
def test_an_address_with_a_nul_names_nothing(world: World, signed_in, address):
    browser = signed_in("founder", entered="billing admin")
    assert browser.get(address.format(number=world.account.number)).status_code == 404


def test_a_query_with_a_nul_makes_no_sense(world: World, signed_in):
    browser = signed_in("founder", entered="admin")
    assert browser.get(f"/admin/{world.account.number}/people/", {"q": "a\0b"}).status_code == 400


def test_a_form_with_a_nul_makes_no_sense(world: World, signed_in):
    browser = signed_in("founder", entered="admin")
    answer = browser.post(f"/admin/{world.account.number}/groups/add/", {"name": "Night\0"})
    assert answer.status_code == 400
    assert "no-store" in answer["Cache-Control"]


def test_a_cookie_with_a_nul_is_no_cookie(world: World):
    browser = Client(headers={"cookie": 'bursar_session="\\000\\000abcdefghijkl"'})
    assert browser.get("/me/").status_code == 302


@pytest.mark.parametrize("portal", ["admin", "billing"])
@pytest.mark.parametrize("end", FAR)
def test_activity_from_the_ends_of_the_calendar_is_shown(world: World, signed_in, portal, end):
    browser = signed_in("founder", entered=portal)
    assert browser.get(f"/{portal}/{world.account.number}/activity/", {end: FAR[end]}).status_code == 200


@pytest.mark.parametrize(("field", "day"), [("starts_on", "0001-01-01"), ("ends_on", "9999-12-31")])
def test_terms_at_the_ends_of_the_calendar_are_refused_beside_their_field(world: World, signed_in, field, day):
    browser = signed_in("founder", entered="billing")
    person = {"first_name": "A", "last_name": "B", "email": "a@example.com", "language": "en", "level": "viewer"}
    answer = browser.post(f"/billing/{world.account.number}/administrators/add/", {**person, field: day})
    assert answer.status_code == 422
    assert f'id="id_{field}-errors"' in answer.content.decode()


@pytest.mark.parametrize("expiry", ["12/9999", "12/0000", "²/30", "09/²²"])
def test_an_expiry_date_that_is_none_is_refused_beside_its_field(world: World, expiry):
    page = order(world, "payer", {make_invoice(world.account, "F-1"): 5000}).hosted_url
    typed = {"number": "4242 4242 4242 4242", "cvc": "123", "holder": "Sam", "notices": "now", "expiry": expiry}
    assert Client().post(page, typed).status_code == 422


@pytest.mark.parametrize("waited", ["²", "9" * 5000, "-1"])
def test_a_page_that_has_waited_for_no_number_of_seconds_waits_on(world: World, waited):
    page = order(world, "payer", {make_invoice(world.account, "F-1"): 5000}).hosted_url
    Charge.objects.update(status="processing")
    assert Client().get(f"{page}processing/", {"waited": waited}).status_code in (200, 302)


@pytest.mark.parametrize("name", ["Ada\r\n\r\nDear customer", "Ada https://evil.example", "A\u202eda", "Bell\x07"])
def test_a_name_speaks_no_lines_of_its_own_in_our_mails(db, name):
    typed = {
        "first_name": name,
        "last_name": "L",
        "email": "ada@example.com",
        "organisation": "O",
        "password": PASSWORD,
    }
    answer = Client().post("/sign-up/", {**typed, "time_zone": "Europe/Paris"})
    assert answer.status_code == 422
    assert not OutboxMail.objects.exists()


@pytest.mark.parametrize("name", ["Zoë O’Neil-d’Arc", "株式会社", "Müller & Söhne: GmbH/Co.", "Booking.com"])
def test_what_people_and_companies_are_really_called_is_taken(db, name):
    typed = {"first_name": "A", "last_name": "L", "email": "ada@example.com", "organisation": name}
    answer = Client().post("/sign-up/", {**typed, "password": PASSWORD, "time_zone": "Europe/Paris"})
    assert answer.status_code == 302


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE", "BREW"])
def test_a_page_answers_no_method_that_browsers_do_not_send(world: World, signed_in, method):
    answer = signed_in("founder", entered="billing").generic(method, f"/billing/{world.account.number}/invoices/")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, POST")


def test_a_page_that_is_only_read_takes_no_form(world: World, signed_in):
    assert signed_in("founder", entered="admin").post(f"/admin/{world.account.number}/people/").status_code == 405


@pytest.mark.parametrize(("referer", "leads_back"), [("http://testserver/sign-up/", True), ("http://evil/", False)])
def test_an_expired_form_leads_back_to_its_page_and_nowhere_else(db, referer, leads_back):
    answer = Client(enforce_csrf_checks=True).post("/sign-up/", headers={"referer": referer})
    assert answer.status_code == 403
    assert (f'href="{referer}"' in answer.content.decode()) == leads_back


def test_a_file_that_no_page_asked_for_is_kept_nowhere(db):
    file = SimpleUploadedFile("x.csv", b"a" * 3_000_000)
    answer = Client().post("/reset-password/", {"email": file, "name": "x"})
    assert answer.status_code == 422
    assert not answer.wsgi_request.FILES


def test_the_second_tab_of_a_confirmation_is_led_back_to_what_the_first_one_did(db):
    address = f"/sign-up/confirm/{sign_up('ada@example.com', 'Acme')}/"
    browser = Client(enforce_csrf_checks=True)
    secret = re.search('name="csrfmiddlewaretoken" value="([^"]+)', browser.get(address).content.decode())
    form = {"csrfmiddlewaretoken": secret[1], "password": PASSWORD}
    assert browser.post(address, form).status_code == 302
    second = browser.post(address, form, headers={"referer": f"http://testserver{address}"})
    assert second.status_code == 403
    assert f'href="http://testserver{address}"' in second.content.decode()
    assert 'name="password"' not in browser.get(address).content.decode()
