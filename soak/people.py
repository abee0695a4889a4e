"""Accounts and people for trials, made by the commands that people use, so that every right has its entry."""

from bursar.access.actor import Actor
from bursar.access.permissions import Level, Role
from bursar.accounts.models import Account, Person
from bursar.accounts.steps import link_made, operator_named
from bursar.billing.commands import add_billing_admin, appoint_billing_admin
from bursar.billing.terms import Terms
from bursar.core import ids
from bursar.lifecycle.commands.invitations import accept_with_new_sign_in
from bursar.lifecycle.commands.member_invitations import invite_member
from bursar.lifecycle.commands.sign_up import ask_sign_up, confirm_sign_up
from bursar.lifecycle.mails import sign_up_link_made
from tests.personas import PASSWORD

WEB = Actor.job("public")
NAMES = {"first_name": "Some", "last_name": "Body", "language": "en"}


def address() -> str:
    """An address that nobody has."""
    return f"{ids.public_id()}@example.com".lower()


def founded() -> tuple[Account, Person]:
    """An account with its founder: Super admin and Full billing administrator."""
    email, organisation = address(), f"Trial {ids.public_id()}"
    row = ask_sign_up(WEB, email=email, password=PASSWORD, organisation=organisation, time_zone="Europe/Paris", **NAMES)
    account = confirm_sign_up(WEB, token=sign_up_link_made(row), password=PASSWORD)
    return account, Person.objects.get(email=email)


def billing_admin(account: Account, boss: Person, level: Level) -> Person:
    """Somebody new who has accepted the boss's invitation to be a billing administrator."""
    by = Actor.person(boss.pk, door="billing")
    invitation = add_billing_admin(by, account=account, email=address(), terms=Terms(level), **NAMES)
    accept_with_new_sign_in(WEB, token=link_made(invitation), password=PASSWORD, **NAMES)
    return Person.objects.get(email=invitation.email)


def member(account: Account, boss: Person, role: Role = Role.MEMBER) -> Person:
    """Somebody new who has accepted the boss's invitation to be a member."""
    by = Actor.person(boss.pk, door="admin")
    invitation = invite_member(by, account=account, email=address(), role=role, group_uids=[], **NAMES)
    accept_with_new_sign_in(WEB, token=link_made(invitation), password=PASSWORD, **NAMES)
    return Person.objects.get(email=invitation.email)


def appointed(account: Account, person: Person) -> None:
    """The operator makes the person a Full billing administrator."""
    operator = operator_named("Olive")
    appoint_billing_admin(operator, account=account, email=person.email, reason="again", force=True)
