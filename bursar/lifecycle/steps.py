"""Writes that several use cases share: a new account with its portals, the first billing administrator."""

from bursar.access.actor import Actor
from bursar.access.permissions import Level, Role
from bursar.accounts.models import Account, Person
from bursar.accounts.steps import lock, open_membership
from bursar.audit.recording import record
from bursar.billing.models import BillingDetails, BillingPortal, PortalState
from bursar.core import clock
from bursar.grants import queries as grants
from bursar.grants import steps as grant_steps
from bursar.grants.models import Grant
from bursar.lifecycle import events
from bursar.pbx.models import PermissionsPage


def provision_account(actor: Actor, *, name: str, time_zone: str, language: str) -> Account:
    """An account with its billing portal and PBX, and nobody in it: the portal waits for an administrator."""
    account = Account.objects.create(name=name, time_zone=time_zone, language=language)
    portal = BillingPortal.objects.create(account=account)
    PortalState.objects.create(portal=portal, state=PortalState.State.NEEDS_ADMIN)
    BillingDetails.objects.create(portal=portal, company=name)
    PermissionsPage.objects.create(account=account)
    record(actor, events.ACCOUNT_CREATED, account=account.pk, on=("account", account.pk))
    return account


def make_founder(actor: Actor, account: Account, person: Person, how: Grant.How) -> None:
    """The person becomes Super admin and first billing administrator (level Full); the portal opens (S5)."""
    lock(account)
    membership = person.memberships.filter(account=account, ended_at__isnull=True).first()
    if membership is None:
        open_membership(account, person, Role.SUPER_ADMIN)
    earlier = grants.open_grants(account).filter(source="billing", person=person).first()
    if earlier:
        grant_steps.close(actor, earlier)
    grant = grant_steps.give_level(actor, account, person, Level.FULL, how=how)
    record(
        actor,
        events.FIRST_ADMINISTRATOR,
        account=account.pk,
        on=("person", person.pk),
        new={"grant": grant.pk, "level": Level.FULL, "how": how},
    )
    open_portal(actor, account)


def open_portal(actor: Actor, account: Account) -> None:
    """The portal no longer waits for an administrator; an open one stays as it is."""
    portal = BillingPortal.objects.get(account=account)
    waiting = PortalState.objects.filter(
        portal=portal, state=PortalState.State.NEEDS_ADMIN, ended_at__isnull=True
    ).update(ended_at=clock.now())
    if waiting:
        PortalState.objects.create(portal=portal, state=PortalState.State.OPEN)
        record(actor, events.PORTAL_OPENED, account=account.pk, old={"state": "needs_admin"}, new={"state": "open"})
