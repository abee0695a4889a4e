"""Two Full administrators remove each other; a right is taken away while its holder pays; somebody is deactivated."""

from collections.abc import Sequence
from typing import Any

from bursar.access.actor import Actor
from bursar.access.permissions import Level, Role
from bursar.accounts.models import Invitation, Membership, Operator, Person
from bursar.accounts.steps import link_made, open_invitation
from bursar.audit.models import Entry
from bursar.billing.models import PortalState
from bursar.billing.queries import full_administrators
from bursar.core import ids
from bursar.core.errors import Refused
from bursar.grants.models import Grant
from bursar.lifecycle.commands.invitations import accept_invitation
from bursar.lifecycle.commands.operator import deactivate_person
from bursar.payments.models import Payment
from soak.browser import Browser, Page, click, session_for
from soak.races.paying import charged, open_bill, tab
from soak.races.race import Race
from tests.personas import World, billing_admin, make_account, make_person


def world() -> World:
    """An account with nobody in it."""
    return World(make_account(f"Race {ids.public_id()}"), {})


def somebody(where: World, level: Level) -> Person:
    """A billing administrator whom no other account knows."""
    return billing_admin(where, f"{level}-{ids.public_id()}".lower(), level)


def _pair(_number: int) -> dict[str, Any]:
    where = world()
    pair = [somebody(where, Level.FULL) for _ in range(2)]
    sessions = [session_for(person, f"billing:{where.account.number}") for person in pair]
    return {"account": where.account, "uids": [person.uid for person in pair], "sessions": sessions}


def _open_removal(each: dict[str, Any], entrant: int) -> Page:
    browser = Browser(each["sessions"][entrant])
    path = f"/billing/{each['account'].number}/administrators/{each['uids'][1 - entrant]}/delete/"
    return browser, path, browser.form(path)


def _one_is_left(each: dict[str, Any], outcomes: Sequence[str]) -> list[str]:
    left = len(full_administrators(each["account"]))
    return [] if left == 1 and "302" in outcomes else [f"{left} administrators are left: {outcomes}"]


def _payer(_number: int) -> dict[str, Any]:
    where = world()
    payer, boss = somebody(where, Level.PAYER), somebody(where, Level.FULL)
    door = f"billing:{where.account.number}"
    return {
        "account": where.account,
        "invoice": open_bill(where.account),
        "payer": payer.uid,
        "sessions": [session_for(payer, door), session_for(boss, door)],
    }


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
    where = world()
    PortalState.objects.filter(portal__account=where.account).update(state=PortalState.State.NEEDS_ADMIN)
    person = make_person(f"owner-{ids.public_id()}".lower())
    invitation = open_invitation(
        where.account, Invitation.Purpose.OWNER, email=person.email, first_name="O", last_name="W", language="en",
        offer={}, invited_by=None,
    )  # fmt: skip
    operator = Operator.objects.get_or_create(name="Olive")[0]
    return {"account": where.account, "person": person, "token": link_made(invitation), "operator": operator.pk}


def _accept_or_deactivate(page: tuple[dict[str, Any], int]) -> str:
    each, entrant = page
    try:
        if entrant:
            deactivate_person(Actor.operator(each["operator"]), email=each["person"].email, reason="left")
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
