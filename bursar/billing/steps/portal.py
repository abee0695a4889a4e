"""A portal is never without an administrator, or it is closed and everybody concerned is told (rule 5)."""

from django.conf import settings
from django.utils.translation import gettext as _

from bursar.access.actor import Actor
from bursar.accounts.models import Account, Person
from bursar.accounts.queries.kinds import goes_by_role, super_admins
from bursar.audit.recording import record
from bursar.billing import events
from bursar.billing.models import PortalState
from bursar.billing.queries import full_administrators, is_waiting, portal_of
from bursar.core import clock
from bursar.core.errors import Refused
from bursar.mail.outbox import enqueue


def ensure_full_administrator_remains(
    account: Account, without: Person | None = None, *, field: str | None = None, even_waiting: bool = False
) -> None:
    """Refuse when no effective Full administrator without an end date remains; under the account's lock.

    Called before the write with the person who goes (`without`), or after it without one. A portal that waits for an
    administrator has none to lose: there it refuses only if asked to.
    """
    remaining = [person for person in full_administrators(account) if without is None or person.pk != without.pk]
    if remaining or (is_waiting(account) and not even_waiting):
        return
    text = _(
        "The billing portal would be left without an administrator: nobody else has the level Full, works already and "
        "has no end date. Add a second one first, and try again once they have accepted."
    )
    raise Refused("last_full_administrator", text, field=field)


def close_portal_without_administrator(actor: Actor, account: Account) -> None:
    """After a person was deactivated: a portal that has nobody left waits for the operator to appoint somebody.

    It stays open to those who hold other rights in it; Super admins and the operator are told.
    """
    if full_administrators(account) or is_waiting(account):
        return
    _set_state(account, PortalState.State.NEEDS_ADMIN)
    record(actor, events.PORTAL_CLOSED, account=account.pk, old={"state": "open"}, new={"state": "needs_admin"})
    for person in super_admins(account):  # none are left where the portal goes by role
        enqueue("billing.needs_admin", account=account.pk, person=person.pk, about={"reader": "super_admin"})
    about = {"reader": "operator_by_role" if goes_by_role(account) else "operator"}
    enqueue("billing.needs_admin", account=account.pk, address=settings.OPERATOR_ADDRESS, about=about)


def reopen_portal(actor: Actor, account: Account) -> None:
    """A portal that waited is open again as soon as it has an effective Full administrator without an end date."""
    if is_waiting(account) and full_administrators(account):
        _set_state(account, PortalState.State.OPEN)
        record(actor, events.PORTAL_REOPENED, account=account.pk, old={"state": "needs_admin"}, new={"state": "open"})


def _set_state(account: Account, state: PortalState.State) -> None:
    portal, now = portal_of(account), clock.now()
    PortalState.objects.filter(portal=portal, ended_at__isnull=True).update(ended_at=now)
    PortalState.objects.create(portal=portal, state=state, started_at=now)
