"""Sixteen confirmations of one sign-up, sixteen acceptances of one invitation, two people who want one address."""

from collections.abc import Sequence
from typing import Any

from allauth.account.models import EmailAddress, EmailConfirmationHMAC

from bursar.access.actor import Actor
from bursar.access.permissions import Level
from bursar.accounts.models import Account, Membership, Person
from bursar.accounts.steps import link_made
from bursar.billing.commands import add_billing_admin
from bursar.billing.terms import Terms
from bursar.core import ids
from bursar.grants.models import Grant
from bursar.lifecycle.commands.sign_up import ask_sign_up
from bursar.lifecycle.mails import sign_up_link_made
from soak.browser import Browser, Page, click, session_for
from soak.people import NAMES, WEB, address, founded
from soak.races.race import Race
from tests.personas import PASSWORD, make_person


def _sign_up(_number: int) -> dict[str, Any]:
    email, name = address(), f"Race {ids.public_id()}"
    row = ask_sign_up(WEB, email=email, password=PASSWORD, organisation=name, time_zone="Europe/Paris", **NAMES)
    return {"organisation": name, "email": email, "token": sign_up_link_made(row)}


def _open_link(each: dict[str, Any], _entrant: int) -> Page:
    browser, path = Browser(), f"/sign-up/confirm/{each['token']}/"
    return browser, path, {**browser.form(path), "password": [PASSWORD]}


def _one_account(each: dict[str, Any], outcomes: Sequence[str]) -> list[str]:
    accounts = list(Account.objects.filter(name=each["organisation"]))
    people = list(Person.objects.filter(email=each["email"]))
    grants = list(Grant.objects.filter(account__in=accounts).values_list("person", "name", "how"))
    members = list(Membership.objects.filter(account__in=accounts).values_list("person", "role"))
    right = len(accounts) == len(people) == 1 and "302" in outcomes
    right = right and grants == [(people[0].pk, Level.FULL, "sign_up")] and members == [(people[0].pk, "super_admin")]
    return [] if right else [f"{accounts} {people} {grants} {members}: {outcomes}"]


def _invitation(number: int) -> dict[str, Any]:
    account, boss = founded()
    email = address()
    known = make_person(email.partition("@")[0]) if number % 2 else None
    by = Actor.person(boss.pk, door="billing")
    invitation = add_billing_admin(by, account=account, email=email, terms=Terms(Level.PAYER), **NAMES)
    session = session_for(known) if known else ""
    return {"account": account, "email": email, "token": link_made(invitation), "session": session}


def _open_invitation(each: dict[str, Any], _entrant: int) -> Page:
    browser, path = Browser(each["session"]), f"/invitation/{each['token']}/"
    if each["session"]:
        return browser, path, browser.form(path)
    names = {"first_name": ["New"], "last_name": ["Comer"], "password": [PASSWORD]}
    return browser, f"{path}new/", {**browser.form(path, "new/"), **names}


def _one_grant(each: dict[str, Any], outcomes: Sequence[str]) -> list[str]:
    people = list(Person.objects.filter(email=each["email"]))
    grants = list(Grant.objects.filter(account=each["account"], person__in=people).values_list("name", "how"))
    right = len(people) == 1 and grants == [(Level.PAYER, "invitation")] and list(outcomes).count("302") == 1
    return [] if right else [f"{people} {grants}: {outcomes}"]


def _address(_number: int) -> dict[str, Any]:
    people = [make_person(address().partition("@")[0]) for _ in range(2)]
    email = address()
    waiting = [EmailAddress.objects.create(user=p, email=email, verified=False, primary=False) for p in people]
    keys = [EmailConfirmationHMAC(each).key for each in waiting]
    return {"email": email, "keys": keys, "sessions": [session_for(person) for person in people]}


def _open_confirmation(each: dict[str, Any], entrant: int) -> Page:
    browser, path = Browser(each["sessions"][entrant % 2]), f"/confirm-address/{each['keys'][entrant % 2]}/"
    return browser, path, browser.form(path)


def _one_holder(each: dict[str, Any], outcomes: Sequence[str]) -> list[str]:
    people = Person.objects.filter(email=each["email"]).count()
    verified = EmailAddress.objects.filter(email=each["email"], verified=True).count()
    right = (people, verified, list(outcomes).count("302")) == (1, 1, 1)
    return [] if right else [f"{people} people, {verified} addresses: {outcomes}"]


RACES = [
    Race("16 confirmations of one sign-up", 16, 300, _sign_up, _open_link, click, _one_account),
    Race(
        "16 acceptances of one invitation", 16, 300, _invitation, _open_invitation, click, _one_grant,
        command="accept_with_new_sign_in",
    ),
    Race(
        "two people confirm one address, twice each", 4, 300, _address, _open_confirmation, click, _one_holder,
        command="confirm_address",
    ),
]  # fmt: skip
