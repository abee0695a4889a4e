"""Signing up: rule 1 and S5."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core import mail as delivered
from django.db import connection

from bursar.access.actor import Actor
from bursar.accounts.models import Account, Membership, Person
from bursar.audit.models import Entry
from bursar.billing.models import PortalState
from bursar.core.errors import Refused
from bursar.grants.models import Grant
from bursar.lifecycle.commands.invitations import accept_invitation
from bursar.lifecycle.commands.operator import create_account
from bursar.lifecycle.commands.sign_up import ask_sign_up, confirm_sign_up, resend_sign_up
from bursar.lifecycle.models import PendingSignUp
from bursar.mail.models import OutboxMail
from bursar.mail.sender import send_due
from tests.personas import PASSWORD, make_person
from tests.refusals import refused

VISITOR = Actor.job("public")


@pytest.fixture(autouse=True)
def _mails_are_caught(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def ask(email: str = "Ada@Example.com", organisation: str = "Lovelace Ltd", password: str = PASSWORD) -> PendingSignUp:
    return ask_sign_up(
        VISITOR,
        first_name="Ada",
        last_name="Lovelace",
        email=email,
        password=password,
        organisation=organisation,
        time_zone="Europe/London",
        language="en",
    )


def links(kind: str = "sign-up/confirm") -> list[str]:
    """The secrets in the mails sent so far, oldest first."""
    send_due()
    found = [re.search(rf"/{kind}/([0-9a-f]+)/", str(message.body)) for message in delivered.outbox]
    return [match.group(1) for match in found if match]


@pytest.mark.django_db
def test_nothing_is_made_before_the_address_is_confirmed():
    ask()
    assert not Person.objects.exists()
    assert not Account.objects.exists()


@pytest.mark.django_db
def test_confirming_makes_account_portal_super_admin_and_first_billing_administrator():
    ask()
    account = confirm_sign_up(VISITOR, token=links()[0], password=PASSWORD)
    person = Person.objects.get(email="ada@example.com")
    grant = Grant.objects.get(account=account)
    assert (grant.person, grant.name, grant.how, grant.valid_until) == (person, "full", "sign_up", None)
    assert Membership.objects.get(account=account, person=person).role == "super_admin"
    assert PortalState.objects.get(portal__account=account, ended_at=None).state == "open"
    assert person.confirmed_at is not None
    assert person.check_password(PASSWORD)


@pytest.mark.django_db
def test_confirming_again_answers_the_same_account_and_makes_nothing():
    ask()
    token = links()[0]
    first = confirm_sign_up(VISITOR, token=token, password=PASSWORD)
    entries = Entry.objects.count()
    assert confirm_sign_up(VISITOR, token=token, password=PASSWORD) == first
    assert (Account.objects.count(), Grant.objects.count(), Entry.objects.count()) == (1, 1, entries)


@pytest.mark.django_db
def test_an_old_link_again_leaves_alive_what_was_asked_for_since():
    ask()
    old = links()[0]
    confirm_sign_up(VISITOR, token=old, password=PASSWORD)
    ask()
    confirm_sign_up(VISITOR, token=old, password=PASSWORD)
    assert PendingSignUp.objects.filter(completed_at=None).count() == 1


@pytest.mark.django_db
def test_signing_up_twice_before_confirming_makes_one_account():
    ask()
    ask()
    first, second = links()
    confirm_sign_up(VISITOR, token=second, password=PASSWORD)
    with refused("link_dead"):
        confirm_sign_up(VISITOR, token=first, password=PASSWORD)
    assert Account.objects.count() == 1


@pytest.mark.skipif(connection.vendor == "sqlite", reason="about PostgreSQL: SQLite lets one writer in at a time")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("sign_ups", [1, 4])
def test_confirmations_at_the_same_instant_make_one_account(sign_ups):
    for _n in range(sign_ups):
        ask()
    tokens = links() * (8 // sign_ups)
    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(confirm_apart, tokens))
    assert len(answers - {"link_dead"}) == Account.objects.count() == Grant.objects.count() == 1


def confirm_apart(token: str) -> str:
    """Confirm on a connection of its own: the account's number, or the refusal's code."""
    try:
        return confirm_sign_up(VISITOR, token=token, password=PASSWORD).number
    except Refused as refusal:
        return refusal.code
    finally:
        connection.close()


@pytest.mark.django_db
def test_the_link_alone_confirms_nothing_without_the_password_chosen():
    ask()
    with refused("wrong_password"):
        confirm_sign_up(VISITOR, token=links()[0], password="something else entirely")
    assert not Account.objects.exists()
    assert PendingSignUp.objects.get().completed_at is None


@pytest.mark.django_db
def test_who_signs_in_already_gets_one_more_account_and_no_second_person():
    person = make_person("ada")
    ask()
    token = links()[0]
    assert "You already have a sign-in" in delivered.outbox[0].subject
    with refused("sign_in_first"):
        confirm_sign_up(VISITOR, token=token, password=PASSWORD)
    account = confirm_sign_up(Actor.person(person.pk, door="public"), token=token)
    assert Grant.objects.get(account=account).person == person
    assert Person.objects.count() == 1


@pytest.mark.django_db
def test_a_link_dies_after_three_days():
    ask()
    token = links()[0]
    PendingSignUp.objects.update(created_at="2020-01-01T00:00:00Z")
    with refused("link_dead"):
        confirm_sign_up(VISITOR, token=token, password=PASSWORD)


@pytest.mark.django_db
def test_the_outbox_and_the_entries_hold_no_secret():
    ask()
    token = links()[0]
    rows = f"{list(OutboxMail.objects.values())} {list(Entry.objects.values())}"
    assert token not in rows
    assert PASSWORD not in rows
    assert token not in str(list(PendingSignUp.objects.values()))


@pytest.mark.django_db
def test_resending_writes_to_the_address_that_waits_and_to_no_other():
    ask()
    resend_sign_up(VISITOR, email="ada@example.com")
    resend_sign_up(VISITOR, email="nobody@example.com")
    assert [row.to_address for row in OutboxMail.objects.all()] == ["ada@example.com", "ada@example.com"]


@pytest.mark.django_db
def test_an_account_made_by_the_operator_waits_for_its_owner_who_becomes_first_administrator():
    account = create_account(Actor.operator(1), name="Acme", owner_email="olga@example.com")
    assert PortalState.objects.get(portal__account=account, ended_at=None).state == "needs_admin"
    owner = make_person("olga")
    accept_invitation(Actor.person(owner.pk, door="public"), token=links("invitation")[0])
    assert PortalState.objects.get(portal__account=account, ended_at=None).state == "open"
    grant = Grant.objects.get(account=account)
    assert (grant.person, grant.name, grant.how) == (owner, "full", "owner")
    assert Membership.objects.get(account=account).role == "super_admin"
