"""Personas: people with their rights in one account, made by the same steps that commands use."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.test import Client

from bursar.access.actor import Actor
from bursar.access.permissions import Level, PbxPermission, Permission, Role
from bursar.accounts import steps as accounts
from bursar.accounts.models import (
    Account,
    CustomRole,
    CustomRolePermission,
    Group,
    GroupMembership,
    GroupNesting,
    Person,
)
from bursar.billing.models import BillingDetails, BillingPortal, PortalState
from bursar.core import clock
from bursar.grants import steps as grants
from bursar.grants.models import Grant
from bursar.pbx.models import PermissionsPage

PASSWORD = "correct horse battery staple"
BY = Actor.job("tests")


@dataclass
class World:
    """An account with its portals, and one person for each persona, made when first asked for."""

    account: Account
    people: dict[str, Person]

    def person(self, persona: str) -> Person:
        """The person of this persona (see `MAKERS`)."""
        if persona not in self.people:
            self.people[persona] = MAKERS[persona](self, persona)
        return self.people[persona]

    def actor(self, persona: str, door: str = "tests") -> Actor:
        """The same as an actor."""
        return Actor.person(self.person(persona).pk, door=door)


def make_account(name: str) -> Account:
    """An account with billing portal (open) and PBX, and nobody in it."""
    account = Account.objects.create(name=name)
    portal = BillingPortal.objects.create(account=account)
    PortalState.objects.create(portal=portal, state=PortalState.State.OPEN)
    BillingDetails.objects.create(portal=portal, company=name)
    PermissionsPage.objects.create(account=account)
    return account


def make_person(name: str) -> Person:
    """A person with a confirmed address and the password `PASSWORD`."""
    person = Person.objects.create_user(
        f"{name}@example.com", PASSWORD, first_name=name.title(), last_name="Example", confirmed_at=clock.now()
    )
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def make_group(account: Account, name: str, parent: Group | None = None) -> Group:
    """A group, inside `parent` if one is given."""
    group = Group.objects.create(account=account, name=name)
    if parent:
        GroupNesting.objects.create(account=account, child=group, parent=parent)
    return group


def member(world: World, persona: str, role: Role = Role.MEMBER, custom: CustomRole | None = None) -> Person:
    """A member with a role."""
    person = make_person(persona)
    accounts.open_membership(world.account, person, role, custom)
    return person


def billing_admin(world: World, persona: str, level: Level) -> Person:
    """A billing administrator who is no member."""
    person = make_person(persona)
    grants.give_level(BY, world.account, person, level, how=Grant.How.INVITATION)
    return person


def pbx_holder(world: World, persona: str, *permissions: PbxPermission) -> Person:
    """A plain member who holds PBX permissions."""
    person = member(world, persona)
    for permission in permissions:
        grants.give_pbx(BY, world.account, permission, person=person)
    return person


def _custom_role_holder(world: World, persona: str) -> Person:
    role = CustomRole.objects.create(account=world.account, name="Receptionist")
    CustomRolePermission.objects.create(role=role, permission=Permission.MEMBER_VIEW)
    return member(world, persona, Role.CUSTOM, role)


def _nested_payer(world: World, persona: str) -> Person:
    person = member(world, persona)
    direction = make_group(world.account, "Direction")
    finance = make_group(world.account, "Finance", direction)
    GroupMembership.objects.create(account=world.account, group=finance, person=person)
    for permission in (PbxPermission.VIEW_INVOICES, PbxPermission.PAY_INVOICES):
        grants.give_pbx(BY, world.account, permission, group=direction)
    return person


def _suspended(world: World, persona: str) -> Person:
    person = member(world, persona, Role.ADMIN)
    row = person.memberships.get()
    accounts.change_membership(row, is_suspended=True)
    return person


def _founder(world: World, persona: str) -> Person:
    person = member(world, persona, Role.SUPER_ADMIN)
    grants.give_level(BY, world.account, person, Level.FULL, how=Grant.How.SIGN_UP)
    return person


MAKERS: dict[str, Callable[[World, str], Person]] = {
    "stranger": lambda world, name: make_person(name),
    "founder": _founder,  # Super admin and first billing administrator
    "member": member,
    "admin": lambda world, name: member(world, name, Role.ADMIN),
    "super_admin": lambda world, name: member(world, name, Role.SUPER_ADMIN),
    "custom_role": _custom_role_holder,  # member:view only
    "viewer": lambda world, name: billing_admin(world, name, Level.VIEWER),
    "payer": lambda world, name: billing_admin(world, name, Level.PAYER),
    "full": lambda world, name: billing_admin(world, name, Level.FULL),
    "pbx_viewer": lambda world, name: pbx_holder(world, name, PbxPermission.VIEW_INVOICES),
    "pbx_payer": _nested_payer,  # Pay invoices through a group of a group
    "pbx_super": lambda world, name: pbx_holder(world, name, PbxPermission.SUPER_ADMINISTRATOR),
    "suspended": _suspended,  # an Admin who is suspended
}


@pytest.fixture
def world(db: None) -> World:
    """The account under test."""
    return World(make_account("Northwind Traders"), {})


@pytest.fixture
def other_world(db: None) -> World:
    """A second account, whose people have nothing to do with the first."""
    return World(make_account("Contoso"), {})


@pytest.fixture
def person(world: World) -> Callable[[str], Person]:
    """`person("payer")`."""
    return world.person


@pytest.fixture
def signed_in(world: World) -> Callable[..., Client]:
    """`signed_in("payer", entered="billing")`: a browser of that persona that has entered these portals."""

    def make(persona: str, *, entered: str = "", account: Account | None = None) -> Client:
        client = Client()
        client.force_login(world.person(persona), backend=settings.AUTHENTICATION_BACKENDS[0])
        session = client.session
        number = (account or world.account).number
        session["account_authentication_methods"] = [{"method": "password", "at": clock.now().timestamp()}]
        session["entered"] = {f"{door}:{number}": clock.now().isoformat() for door in entered.split()}
        session.save()
        return client

    return make
