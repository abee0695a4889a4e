"""What the tests of the billing room share: adding, editing and accepting in one word each."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from bursar.access.actor import Actor
from bursar.access.permissions import Level, Permission
from bursar.accounts.models import Invitation, Person
from bursar.accounts.steps import close_invitation
from bursar.billing import commands
from bursar.billing.queries import level_of, revision
from bursar.billing.steps import appoint_from_invitation
from bursar.billing.terms import Terms
from bursar.core import clock
from bursar.grants import steps as grants
from bursar.grants.models import Grant
from tests.personas import BY, World, make_person

ENTER = Permission.BILLING_PORTAL_ENTER


def terms(level: Level = Level.VIEWER, *rights: Permission, **more: datetime | str) -> Terms:
    """Terms with the chosen rights for Custom, entering always among them."""
    return Terms(level, frozenset({ENTER, *rights}) if rights else frozenset(), **more)  # type: ignore[arg-type]


def days(count: float) -> datetime:
    """An instant so many days from now."""
    return clock.now() + timedelta(days=count)


def give(world: World, name: str, level: Level, *rights: Permission, **span: datetime) -> Person:
    """Somebody who is a billing administrator on these terms."""
    person = make_person(name)
    all_rights = {ENTER, *rights} if rights else ()
    grants.give_level(BY, world.account, person, level, how=Grant.How.INVITATION, rights=all_rights, **span)
    world.people[name] = person
    return person


def seen(world: World, person: Person) -> str:
    """The revision that a form about the person would carry."""
    row = level_of(world.account, person=person)
    return revision("grant", row.pk) if row else ""


@pytest.fixture
def add(world: World) -> Callable[..., Invitation]:
    """`add("full", "new@example.com", terms(Level.PAYER))`."""

    def make(by: str, email: str, what: Terms | None = None) -> Invitation:
        return commands.add_billing_admin(
            world.actor(by),
            account=world.account,
            email=email,
            first_name="New",
            last_name="Comer",
            language="en",
            terms=what or terms(),
        )

    return make


@pytest.fixture
def change(world: World) -> Callable[..., Grant]:
    """`change("full", person, terms(Level.PAYER))`."""

    def make(by: str, person: Person, what: Terms, drawn_from: str = "") -> Grant:
        return commands.change_billing_admin(
            world.actor(by),
            account=world.account,
            person=person,
            terms=what,
            seen=drawn_from or seen(world, person),
        )

    return make


@pytest.fixture
def remove(world: World) -> Callable[..., None]:
    """`remove("full", person)`."""

    def make(by: str, person: Person) -> None:
        commands.remove_billing_admin(world.actor(by), account=world.account, person=person, seen=seen(world, person))

    return make


@pytest.fixture
def accept(world: World) -> Callable[..., Grant]:
    """Accept as `lifecycle` does: appoint, then close the invitation."""

    def make(invitation: Invitation, person: Person) -> Grant:
        grant = appoint_from_invitation(Actor.person(person.pk, door="tests"), invitation, person)
        close_invitation(invitation, Invitation.State.ACCEPTED, person)
        return grant

    return make
