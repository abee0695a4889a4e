"""Writes that several use cases share: a new account with its portals, the first billing administrator."""

from django.utils.translation import gettext as _

from bursar.access.actor import Actor
from bursar.access.permissions import Level, Role
from bursar.accounts.models import Account, Invitation, Person
from bursar.accounts.queries import membership
from bursar.accounts.steps import change_membership, lock, open_membership
from bursar.audit.recording import record
from bursar.billing.models import BillingDetails, BillingPortal, PortalState
from bursar.billing.steps import reopen_portal, words_of
from bursar.core.errors import Refused
from bursar.grants import queries as grants
from bursar.grants import steps as grant_steps
from bursar.grants.models import Grant
from bursar.lifecycle import events
from bursar.pbx.models import PermissionsPage


def provision_account(actor: Actor, *, name: str, time_zone: str, language: str, has_owner: bool) -> Account:
    """An account with its billing portal and PBX, and nobody in it; without an owner yet, the portal waits for one."""
    account = Account.objects.create(name=name, time_zone=time_zone, language=language)
    portal = BillingPortal.objects.create(account=account)
    state = PortalState.State.OPEN if has_owner else PortalState.State.NEEDS_ADMIN
    PortalState.objects.create(portal=portal, state=state)
    BillingDetails.objects.create(portal=portal, company=name)
    PermissionsPage.objects.create(account=account)
    record(actor, events.ACCOUNT_CREATED, account=account.pk, on=("account", account.pk))
    return account


def make_founder(
    actor: Actor, account: Account, person: Person, how: Grant.How, invitation: Invitation | None = None
) -> None:
    """The person becomes Super admin and first billing administrator (level Full); the portal opens (S5)."""
    lock(account)
    if Grant.objects.filter(account=account, how__in=[Grant.How.SIGN_UP, Grant.How.OWNER]).exists():
        raise Refused("has_owner", _("This account has its first billing administrator already."))
    _make_super_admin(account, person)
    earlier = grants.open_grants(account).filter(source="billing", person=person).first()
    if earlier:
        grant_steps.close(actor, earlier)
    grant = grant_steps.give_level(actor, account, person, Level.FULL, how=how)
    record(
        actor,
        events.FIRST_ADMINISTRATOR,
        account=account.pk,
        on=("person", person.pk),
        old=words_of(earlier),
        new={**(words_of(grant) or {}), "how": how, "invitation": invitation.pk if invitation else None},
    )
    reopen_portal(actor, account)


def _make_super_admin(account: Account, person: Person) -> None:
    row = membership(account, person)
    if row is None:
        open_membership(account, person, Role.SUPER_ADMIN)
    elif row.role != Role.SUPER_ADMIN or row.is_suspended:
        change_membership(row, role=Role.SUPER_ADMIN, is_suspended=False)
