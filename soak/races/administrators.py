"""Two Full administrators remove each other; a right is taken away while its holder pays; somebody is deactivated."""

from collections.abc import Sequence
from typing import Any

from bursar.access.actor import Actor
from bursar.access.permissions import Level, Role
from bursar.accounts.models import Membership
from bursar.accounts.steps import link_made, operator_named
from bursar.audit.models import Entry
from bursar.billing.models import PortalState
from bursar.billing.queries import full_administrators
from bursar.core.errors import Refused
from bursar.grants.models import Grant
from bursar.lifecycle.commands.invitations import accept_invitation
from bursar.lifecycle.commands.operator import create_account, deactivate_person
from bursar.payments.models import Payment
from soak.browser import Browser, Page, click, session_for
from soak.people import address, appointed, billing_admin, founded
from soak.races.paying import charged, open_bill, tab
from soak.races.race import AT_A_TIME, Race
from tests.personas import make_person

_pairs: list[dict[str, Any]] = []


def _pair(number: int) -> dict[str, Any]:
    """Two who are Full administrators of one portal; the one who lost an earlier duel is appointed again."""
    if number < AT_A_TIME:
        account, boss = founded()
        pair = [boss, billing_admin(account, boss, Level.FULL)]
        sessions = [session_for(person, f"billing:{account.number}") for person in pair]
        _pairs.append({"account": account, "pair": pair, "sessions": sessions})
    each = _pairs[number % AT_A_TIME]
    for person in set(each["pair"]) - set(full_administrators(each["account"])):
        appointed(each["account"], person)
    return each


def _open_removal(each: dict[str, Any], entrant: int) -> Page:
    browser = Browser(each["sessions"][entrant])
    path = f"/billing/{each['account'].number}/administrators/{each['pair'][1 - entrant].uid}/delete/"
    return browser, path, browser.form(path)


def _one_is_left(each: dict[str, Any], outcomes: Sequence[str]) -> list[str]:
    left = len(full_administrators(each["account"]))
    return [] if left == 1 and "302" in outcomes else [f"{left} administrators are left: {outcomes}"]


def _payer(_number: int) -> dict[str, Any]:
    account, boss = founded()
    payer, door = billing_admin(account, boss, Level.PAYER), f"billing:{account.number}"
    sessions = [session_for(payer, door), session_for(boss, door)]
    return {"account": account, "invoice": open_bill(account), "payer": payer.uid, "sessions": sessions}


def _open_either(each: dict[str, Any], entrant: int) -> Page:
    if entrant == 0:
        return tab(each["account"], each["invoice"], each["sessions"][0])
    browser = Browser(each["sessions"][1])
    path = f"/billing/{each['account'].number}/administrators/{each['payer']}/delete/"
    return browser, path, browser.form(path)


def _before_or_refused(each: dict[str, Any], outcomes: Sequence[str]) -> list[str]:
    account = each["account"]
    removed = Entry.objects.get(account_id=account.pk, kind="billing.admin.removed")
    ordered = Entry.objects.filter(account_id=account.pk, kind="payments.payment.ordered").first()
    payments = Payment.objects.filter(account=account).count()
    if outcomes[1] != "302":
        return [f"the right was not taken: {outcomes}"]
    if ordered is None:
        return [] if (payments, charged(account)) == (0, []) else ["a payment without its entry"]
    return [] if ordered.pk < removed.pk and charged(account) == [12000] else ["paid after the right was taken"]


def _invited(_number: int) -> dict[str, Any]:
    person = make_person(address().partition("@")[0])
    account = create_account(operator_named("Olive"), name=f"Race {person.uid}", owner_email=person.email)
    return {"account": account, "person": person, "token": link_made(account.invitations.get())}


def _accept_or_deactivate(page: tuple[dict[str, Any], int]) -> str:
    each, entrant = page
    try:
        if entrant:
            deactivate_person(operator_named("Olive"), email=each["person"].email, reason="left")
        else:
            accept_invitation(Actor.person(each["person"].pk, door="public"), token=each["token"])
    except Refused as refusal:
        return refusal.code
    return "done"


def _nothing_is_left(each: dict[str, Any], outcomes: Sequence[str]) -> list[str]:
    person, account = each["person"], each["account"]
    ties = Membership.objects.filter(person=person, ended_at=None, role=Role.SUPER_ADMIN).count()
    ties += Grant.objects.filter(person=person, closed_at=None).count()
    state = PortalState.objects.get(portal__account=account, ended_at=None).state
    return [] if (ties, state) == (0, "needs_admin") else [f"{ties} ties are left, the portal is {state}: {outcomes}"]


RACES = [
    Race(
        "two Full administrators remove each other", 2, 10_000, _pair, _open_removal, click, _one_is_left,
        command="remove_billing_admin",
    ),
    Race(
        "a right is taken while its holder pays", 2, 500, _payer, _open_either, click, _before_or_refused,
        spread=0.02, least=20, command="intend_payment",
    ),
    Race(
        "an owner is deactivated while accepting", 2, 500, _invited, lambda each, n: (each, n), _accept_or_deactivate,
        _nothing_is_left, command="accept_invitation",
    ),
]  # fmt: skip
