"""The public pages: signing up, signing in, a new password, invitations."""

import re
from typing import Any

import pytest
from django.core import mail as delivered
from django.test import Client
from django.urls import reverse

from bursar.accounts.models import Account, Person
from bursar.accounts.steps import link_made
from bursar.audit.models import Entry
from bursar.mail.models import OutboxMail
from bursar.mail.sender import send_due
from tests.lifecycle.test_invitations import invite
from tests.personas import PASSWORD, make_person

SIGN_UP = {
    "first_name": "Ada",
    "last_name": "Lovelace",
    "email": "ada@example.com",
    "organisation": "Lovelace Ltd",
    "time_zone": "Europe/London",
    "password": PASSWORD,
}


@pytest.fixture(autouse=True)
def _mails_are_caught(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def answer(client: Client, url: str, data: dict[str, str]) -> tuple[Any, ...]:
    """Status, headers and body that a browser gets in the end, without what changes with each request."""
    first = client.post(url, data)
    last = client.get(first["Location"]) if first.status_code == 302 else first
    body = re.sub(r'(nonce="|csrfmiddlewaretoken" value=")[^"]+', r"\1", last.content.decode())
    headers = [{k: v for k, v in r.headers.items() if k not in VARYING} for r in (first, last)]
    return first.status_code, last.status_code, headers, body


VARYING = {"X-Request-ID", "Content-Security-Policy", "Expires"}  # the id, the nonce, the second


def link(kind: str) -> str:
    """The newest link of this kind in the mails."""
    send_due()
    found = [re.search(rf"https?://[^/]+(/{kind}/\S+)", str(message.body)) for message in delivered.outbox]
    return [match.group(1) for match in found if match][-1]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "fields"), [("public:sign-up", SIGN_UP), ("public:password-reset", {"email": "ada@example.com"})]
)
def test_known_and_unknown_addresses_get_the_same_answer(name, fields):
    unknown = answer(Client(), reverse(name), fields)
    make_person("ada")
    assert answer(Client(), reverse(name), fields) == unknown


@pytest.mark.django_db
def test_signing_in_fails_alike_for_known_unknown_and_deactivated_people():
    person = make_person("ada")
    url = reverse("public:sign-in")
    wrong = answer(Client(), url, {"login": "ada@example.com", "password": "wrong"})
    unknown = answer(Client(), url, {"login": "ada@example.org", "password": "wrong"})
    Person.objects.filter(pk=person.pk).update(deactivated_at="2026-01-01T00:00:00Z")
    gone = answer(Client(), url, {"login": "ada@example.com", "password": PASSWORD})
    assert wrong[3].replace("example.com", "example.org") == unknown[3]
    assert wrong == gone
    assert wrong[0] == unknown[0] == 422


@pytest.mark.django_db
def test_signing_up_and_confirming_ends_in_the_new_account_s_admin_portal():
    browser = Client()
    browser.post(reverse("public:sign-up"), SIGN_UP)
    page = link("sign-up/confirm")
    assert browser.get(page).status_code == 200
    assert not Account.objects.exists()  # GET only shows
    done = browser.post(page, {"password": PASSWORD}, follow=True)
    number = Account.objects.get().number
    assert done.redirect_chain == [(f"/admin/{number}/", 302)]
    assert browser.get(page).status_code == 200
    assert Account.objects.count() == 1


@pytest.mark.django_db
def test_signing_up_needs_a_long_uncommon_password_and_nothing_else():
    url = reverse("public:sign-up")
    assert Client().post(url, {**SIGN_UP, "password": "Sh0rt!"}).status_code == 422
    assert Client().post(url, {**SIGN_UP, "password": "aaaaaaaaaaaaaaaaaaaa bcd"}).status_code == 302


@pytest.mark.django_db
def test_a_new_password_is_chosen_once_by_the_mailed_link():
    make_person("ada")
    browser = Client()
    browser.post(reverse("public:password-reset"), {"email": "ada@example.com"})
    page = link("reset-password")
    shown = browser.get(page)
    assert shown.url.endswith("-set-password/")  # the key is out of the address before the page is shown
    new = "another entirely different phrase"
    assert browser.post(shown.url, {"password": new}).status_code == 302
    assert Person.objects.get().check_password(new)
    assert Client().get(page).status_code == 410


@pytest.mark.django_db
def test_no_mail_is_sent_and_no_secret_stored_by_a_request():
    make_person("ada")
    Client().post(reverse("public:password-reset"), {"email": "ada@example.com"})
    assert delivered.outbox == []
    assert OutboxMail.objects.get().about == {}


@pytest.mark.django_db
def test_signing_in_and_failing_to_are_recorded_without_names():
    person = make_person("ada")
    browser = Client()
    browser.post(reverse("public:sign-in"), {"login": "ada@example.com", "password": "wrong"})
    browser.post(reverse("public:sign-in"), {"login": "ada@example.com", "password": PASSWORD})
    found = Entry.objects.order_by("pk").values_list("kind", "on_id")
    assert list(found) == [("person.sign_in.failed", person.pk), ("person.signed_in", person.pk)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_signing_in_never_leads_to_another_site(target):
    make_person("ada")
    fields = {"login": "ada@example.com", "password": PASSWORD, "next": target}
    assert Client().post(reverse("public:sign-in"), fields).url == reverse("me:home")
    assert Client().post(reverse("public:sign-out"), {"next": target}).url == reverse("public:landing")


@pytest.mark.django_db
def test_too_many_mails_to_one_address_are_refused():
    answers = [Client().post(reverse("public:password-reset"), {"email": "ada@example.com"}) for _n in range(6)]
    assert [a.status_code for a in answers] == [302] * 5 + [429]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/accounts/login/", "/login/", "/signup/", "/password/reset/", "/email/", "/logout/"])
def test_no_page_of_allauth_s_own_can_be_reached(path):
    assert Client().get(path).status_code == 404


def test_the_page_behind_an_invitation_shows_who_offers_what_and_hides_the_address(world):
    token = link_made(invite(world))
    page = Client().get(reverse("public:invitation", kwargs={"token": token})).content.decode()
    assert "Super_Admin Example" in page
    assert "Northwind Traders" in page
    assert "g…@example.com" in page
    assert "guest@example.com" not in page


def test_opening_an_invitation_accepts_nothing(world):
    invitation = invite(world)
    url = reverse("public:invitation", kwargs={"token": link_made(invitation)})
    guest = make_person("guest")
    browser = Client()
    browser.force_login(guest)
    assert browser.get(url).status_code == 200
    assert not guest.memberships.exists()
    assert browser.post(url).status_code == 302
    assert guest.memberships.get().account == world.account


def test_an_invitation_is_accepted_by_its_addressee_only(world):
    url = reverse("public:invitation", kwargs={"token": link_made(invite(world))})
    other = make_person("other")
    browser = Client()
    browser.force_login(other)
    assert browser.post(url).status_code == 403
    assert not other.memberships.exists()
    assert Client().post(url).url.startswith(reverse("public:sign-in"))


def test_somebody_new_accepts_with_name_and_password_and_is_signed_in(world):
    token = link_made(invite(world))
    browser = Client()
    fields = {"first_name": "Grace", "last_name": "Guest", "password": PASSWORD}
    browser.post(reverse("public:invitation-new", kwargs={"token": token}), fields)
    assert browser.get(reverse("me:home")).status_code == 200
    assert Client().get(reverse("public:invitation", kwargs={"token": token})).status_code == 410


def test_an_unknown_invitation_is_not_found(world):
    assert Client().get(reverse("public:invitation", kwargs={"token": "0" * 64})).status_code == 404


@pytest.mark.django_db
def test_the_language_chosen_is_kept_with_the_person_or_in_a_cookie():
    browser = Client()
    browser.post(reverse("public:language"), {"language": "fr", "next": "/"})
    assert browser.get("/").headers["Content-Language"] == "fr"
    person = make_person("ada")
    browser.force_login(person)
    browser.post(reverse("public:language"), {"language": "fr", "next": "/"})
    person.refresh_from_db()
    assert person.language == "fr"
    assert Entry.objects.filter(kind="person.language.chosen").count() == 1
