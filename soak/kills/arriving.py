"""Signing up (asking, then confirming) and accepting an invitation, killed."""

from collections.abc import Sequence
from typing import Any

from bursar.access.actor import Actor
from bursar.access.permissions import Level
from bursar.accounts.models import Account, Invitation, Person
from bursar.accounts.steps import link_made
from bursar.billing.commands import add_billing_admin
from bursar.billing.terms import Terms
from bursar.core import ids
from bursar.grants.models import Grant
from bursar.lifecycle.mails import sign_up_link_made
from bursar.lifecycle.models import PendingSignUp
from bursar.mail.models import OutboxMail
from soak.browser import Browser, came_out
from soak.kills.operation import Operation, Say
from soak.people import NAMES, address, founded
from tests.personas import PASSWORD


def _asked(_setting: Any, _number: int) -> dict[str, Any]:
    name = ids.public_id().lower()
    return {"organisation": f"Kill {name}", "email": f"{name}@example.com"}


def _form_open(each: dict[str, Any]) -> tuple[dict[str, Any], Browser, Any]:
    browser = Browser()
    fields = browser.form("/sign-up/")
    typed = {"first_name": "Ada", "last_name": "Lovelace", "email": each["email"], "password": PASSWORD}
    typed |= {"organisation": each["organisation"], "time_zone": "Europe/Paris"}
    return each, browser, {**fields, **{name: [value] for name, value in typed.items()}}


def _sign_up(page: tuple[dict[str, Any], Browser, Any], say: Say) -> None:
    each, browser, fields = page
    say(f"asked {came_out(browser.post('/sign-up/', fields))}")
    _confirm(each, browser, say)


def _confirm(each: dict[str, Any], browser: Browser, say: Say) -> None:
    path = f"/sign-up/confirm/{sign_up_link_made(PendingSignUp.objects.get(email=each['email']))}/"
    fields = browser.form(path)
    say(f"confirmed {came_out(browser.post(path, {**fields, 'password': [PASSWORD]}))}")


def _signed_up(each: dict[str, Any]) -> str:
    row = PendingSignUp.objects.filter(email=each["email"]).first()
    return "nothing" if row is None else "part" if row.account_id is None else "all"


def _sign_up_again(each: dict[str, Any]) -> None:
    if _signed_up(each) == "nothing":
        _sign_up(_form_open(each), lambda _word: None)
    elif _signed_up(each) == "part":
        _confirm(each, Browser(), lambda _word: None)


def _one_account(each: dict[str, Any], said: Sequence[str]) -> list[str]:
    accounts = list(Account.objects.filter(name=each["organisation"]))
    people = list(Person.objects.filter(email=each["email"]))
    grants = list(Grant.objects.filter(account__in=accounts).values_list("person", "name", "how"))
    mails = OutboxMail.objects.filter(to_address=each["email"]).count()
    right = len(accounts) == len(people) == 1 and grants == [(people[0].pk, Level.FULL, "sign_up")] and mails == 1
    return [] if right else [f"{accounts} {people} {grants} {mails} mails, said {said}"]


def _inviter(_rounds: int) -> dict[str, Any]:
    account, boss = founded()
    return {"account": account, "boss": Actor.person(boss.pk, door="billing")}


def _invited(setting: dict[str, Any], _number: int) -> dict[str, Any]:
    terms = Terms(Level.PAYER)
    invitation = add_billing_admin(setting["boss"], account=setting["account"], email=address(), terms=terms, **NAMES)
    return {"email": invitation.email, "invitation": invitation.pk, "path": f"/invitation/{link_made(invitation)}/"}


def _offer_open(each: dict[str, Any]) -> tuple[str, Browser, Any]:
    browser = Browser()
    names = {"first_name": ["New"], "last_name": ["Comer"], "password": [PASSWORD]}
    return f"{each['path']}new/", browser, {**browser.form(each["path"], "new/"), **names}


def _accept(page: tuple[str, Browser, Any], say: Say) -> None:
    path, browser, fields = page
    say(f"accepted {came_out(browser.post(path, fields))}")


def _accepted(each: dict[str, Any]) -> str:
    return "all" if Grant.objects.filter(person__email=each["email"]).exists() else "nothing"


def _accept_again(each: dict[str, Any]) -> None:
    if _accepted(each) == "nothing":
        _accept(_offer_open(each), lambda _word: None)


def _one_grant(each: dict[str, Any], said: Sequence[str]) -> list[str]:
    grants = list(Grant.objects.filter(person__email=each["email"]).values_list("name", "closed_at"))
    people = Person.objects.filter(email=each["email"]).count()
    state = Invitation.objects.get(pk=each["invitation"]).state
    right = (grants, people, state) == ([(Level.PAYER, None)], 1, "accepted")
    return [] if right else [f"{grants} {people} {state}, said {said}"]


OPERATIONS = [
    Operation("sign-up", lambda _n: None, _asked, _form_open, _sign_up, _signed_up, _sign_up_again, _one_account),
    Operation("acceptance", _inviter, _invited, _offer_open, _accept, _accepted, _accept_again, _one_grant),
]
