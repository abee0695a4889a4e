"""My account: S6, the rights with their chains, one's own name, address, password and sessions."""

import re

import pytest
from django.core import mail as delivered
from django.test import Client
from django.urls import reverse

from bursar.accounts.models import Membership, Person
from bursar.audit.models import Entry
from bursar.grants.models import Grant
from bursar.mail.sender import send_due
from tests.lifecycle.test_invitations import invite
from tests.personas import PASSWORD, make_person


@pytest.fixture(autouse=True)
def _mails_are_caught(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def signed_in_as(person: Person) -> Client:
    browser = Client()
    browser.post(reverse("public:sign-in"), {"login": person.email, "password": PASSWORD})
    return browser


def address_link() -> str:
    send_due()
    match = re.search(r"/confirm-address/\S+", str(delivered.outbox[-1].body))
    assert match
    return match.group(0)


@pytest.mark.parametrize("name", ["home", "access", "requests", "profile", "security", "address", "password"])
@pytest.mark.parametrize("persona", ["stranger", "founder", "pbx_payer", "payer", "suspended", "custom_role"])
def test_everybody_who_signs_in_has_my_account(world, signed_in, name, persona):
    assert signed_in(persona).get(reverse(f"me:{name}")).status_code == 200


@pytest.mark.parametrize("persona", ["payer", "full", "viewer", "founder"])
def test_a_billing_administrator_finds_go_to_billing(world, signed_in, persona):
    page = signed_in(persona).get(reverse("me:home")).content.decode()
    assert "Go to billing" in page
    assert f'href="/billing/{world.account.number}/"' in page


@pytest.mark.parametrize("persona", ["super_admin", "admin", "member", "pbx_payer", "suspended"])
def test_nobody_else_finds_go_to_billing(world, signed_in, persona):
    page = signed_in(persona).get(reverse("me:home")).content.decode()
    assert "Go to billing" not in page
    assert world.account.name in page


def test_my_access_tells_by_which_groups_a_right_came_about(world, signed_in):
    page = signed_in("pbx_payer").get(reverse("me:access")).content.decode()
    assert "Pay invoices: through group Finance, in group Direction." in page


def test_my_access_tells_by_whose_hand_a_right_was_given(world, signed_in):
    world.person("payer")
    Grant.objects.update(granted_by=world.person("full"))
    page = signed_in("payer").get(reverse("me:access")).content.decode()
    assert "Pay invoices: as billing administrator, level Payer. Given by Full Example on " in page


def test_one_changes_one_s_own_name_and_the_entry_holds_no_name(world, signed_in):
    browser = signed_in("member")
    browser.post(reverse("me:profile"), {"first_name": "Zoë", "last_name": "Quartz", "language": "fr"})
    person = Person.objects.get(pk=world.person("member").pk)
    assert (person.name, person.language) == ("Zoë Quartz", "fr")
    assert "Quartz" not in str(list(Entry.objects.values()))


def test_a_new_address_counts_once_confirmed_by_whoever_asked(world, signed_in):
    person = world.person("member")
    browser = signed_in("member")
    browser.post(reverse("me:address"), {"email": "New@Example.com", "current": PASSWORD})
    page = address_link()
    assert signed_in("stranger").post(page).status_code == 403
    assert Client().post(page).status_code == 403
    browser.get(page)
    person.refresh_from_db()
    assert person.email == "member@example.com"
    browser.post(page)
    person.refresh_from_db()
    assert person.email == "new@example.com"
    assert browser.post(page).status_code == 422


def test_asking_for_an_address_needs_the_password(world, signed_in):
    answer = signed_in("member").post(reverse("me:address"), {"email": "new@example.com", "current": "wrong"})
    assert answer.status_code == 422


def test_another_person_s_address_cannot_be_taken_and_asking_reveals_nothing(world, signed_in):
    browser = signed_in("member")
    fields = {"email": world.person("stranger").email, "current": PASSWORD}
    taken = browser.post(reverse("me:address"), fields)
    free = browser.post(reverse("me:address"), {**fields, "email": "free@example.com"})
    assert (taken.status_code, taken.url) == (free.status_code, free.url)
    send_due()
    assert [message.to for message in delivered.outbox] == [["free@example.com"]]


@pytest.mark.django_db
def test_a_new_password_ends_every_other_session():
    person = make_person("ada")
    here, there = signed_in_as(person), signed_in_as(person)
    here.post(reverse("me:password"), {"current": PASSWORD, "password": "another entirely different phrase"})
    assert here.get(reverse("me:home")).status_code == 200
    assert there.get(reverse("me:home")).status_code == 302


@pytest.mark.django_db
def test_sessions_are_listed_and_the_others_ended():
    person = make_person("ada")
    here, there = signed_in_as(person), signed_in_as(person)
    assert here.get(reverse("me:security")).content.decode().count("127.0.0.1") == 2
    here.post(reverse("me:sessions-end"))
    assert here.get(reverse("me:home")).status_code == 200
    assert there.get(reverse("me:home")).status_code == 302


def test_an_open_invitation_to_one_s_own_address_is_accepted_from_my_account(world):
    invitation = invite(world)
    guest = make_person("guest")
    browser = signed_in_as(guest)
    assert "You are invited to Northwind Traders" in browser.get(reverse("me:home")).content.decode()
    browser.post(reverse("me:invitation-answer", kwargs={"uid": invitation.uid, "answer": "accept"}))
    assert Membership.objects.get(person=guest).account == world.account


def test_the_last_ones_are_told_why_they_may_not_leave(world, signed_in):
    browser = signed_in("founder")
    for part in ("account", "billing"):
        url = reverse("me:leave", kwargs={"number": world.account.number, "part": part})
        assert browser.get(url).status_code == 200
        assert browser.post(url).status_code == 422


def test_an_account_one_has_no_tie_to_cannot_be_left(world, other_world, signed_in):
    url = reverse("me:leave", kwargs={"number": other_world.account.number, "part": "account"})
    assert signed_in("founder").get(url).status_code == 404


@pytest.mark.parametrize("persona", ["founder", "pbx_payer", "stranger"])
def test_my_access_takes_a_fixed_number_of_queries(world, signed_in, django_assert_max_num_queries, persona):
    browser = signed_in(persona)
    with django_assert_max_num_queries(14):
        browser.get(reverse("me:access"))
