"""What tests of the two kinds of billing portal share: the operator, the switch, somebody who pays by role."""

import pytest

from bursar.access.actor import Actor
from bursar.access.facts import PortalKind
from bursar.access.permissions import Permission, Role
from bursar.accounts.models import CustomRole, CustomRolePermission, Operator, Person
from bursar.billing import commands
from tests.personas import World, member

P = Permission
BY_ROLE, ASSIGNED = PortalKind.BY_ROLE, PortalKind.ASSIGNED


def operator() -> Actor:
    """Ada, who runs the installation."""
    return Actor.operator(Operator.objects.get_or_create(name="Ada")[0].pk)


def switch(world: World, kind: PortalKind = BY_ROLE, reason: str = "The customer asked for it") -> None:
    """As the operator does it."""
    commands.change_portal_kind(operator(), account=world.account, kind=kind, reason=reason)


def appoint(world: World, persona: str) -> commands.Appointment:
    """Without force."""
    email = world.person(persona).email
    return commands.appoint_billing_admin(operator(), account=world.account, email=email, reason="to switch back")


def payer_by_role(world: World) -> Person:
    """Somebody whose custom role carries the three rights over bills that a role may carry."""
    role = CustomRole.objects.create(account=world.account, name="Treasurer")
    for permission in (P.BILLING_PORTAL_ENTER, P.INVOICE_VIEW, P.INVOICE_PAY):
        CustomRolePermission.objects.create(role=role, permission=permission)
    person = world.people["treasurer"] = member(world, "treasurer", Role.CUSTOM, role)
    return person


@pytest.fixture
def by_role(world: World) -> World:
    """An account whose portal goes by role: a Super admin, somebody named Full, a treasurer by role."""
    world.person("super_admin"), world.person("full"), payer_by_role(world)
    switch(world)
    return world
