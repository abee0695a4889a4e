"""The one use case of the room: saving the permissions page, all or nothing."""

from django.utils.translation import gettext as _

from bursar.access.actor import Actor
from bursar.access.permissions import Permission
from bursar.accounts import steps as accounts
from bursar.accounts.models import Account
from bursar.audit.recording import audited, record, unchanged
from bursar.core import clock
from bursar.core.errors import Conflict
from bursar.grants import queries as grants
from bursar.pbx import draft, queries, rules
from bursar.pbx.draft import Page, Periods
from bursar.pbx.events import PERMISSIONS_SAVED
from bursar.pbx.models import PermissionsPage
from bursar.pbx.principals import find
from bursar.pbx.steps import ticking
from bursar.pbx.steps.telling import tell


@audited
def save_permissions(
    actor: Actor, *, account: Account, version: int, rows: Page, periods: Periods | None = None
) -> int:
    """Save a draft that was drawn from `version` of the page; answers the page's version afterwards.

    `rows` names what is to be ticked for each person or group of the draft; nobody else changes. `periods` says from
    when until when a tick counts (aware instants); one that it does not name keeps its period, a new one counts at once
    and for good. Raises Conflict when somebody saved in between (nothing is written), Refused with the row as its field
    (`person:<uid>`; for a period `person:<uid>#<permission>`) for what rule 6 forbids.
    """
    accounts.lock(account)
    access = grants.require(actor, Permission.PBX_PERMISSION_MANAGE, account)
    page = _page_at(account, version)
    found = find(account, rows)
    now = clock.now()
    ticked = queries.ticked(account, list(rows))
    changed = draft.changes(queries.held(ticked, now), rows, draft.since(periods or {}, now))
    if not changed:
        unchanged()
        return page.version
    for refusal in rules.refusals(access, changed, found, periods or {}):
        raise refusal
    done = ticking.apply(actor, account, changed, found, ticked, now)
    _raise_version(page, actor)
    record(
        actor,
        PERMISSIONS_SAVED,
        account=account.pk,
        on=("pbx_page", page.pk),
        old={"version": version, **ticking.words_before(changed, found), "closed": done.closed},
        new={"version": page.version, **ticking.words_after(changed, found), "opened": done.opened},
    )
    tell(actor, account, changed, found)
    return page.version


def _page_at(account: Account, version: int) -> PermissionsPage:
    page, _created = PermissionsPage.objects.get_or_create(account=account)
    if page.version != version:
        raise Conflict("stale_page", _("Somebody else saved this page in the meantime. Nothing of yours was saved."))
    return page


def _raise_version(page: PermissionsPage, actor: Actor) -> None:
    """Compare and set: the lock on the account has already put writers in a row, the row itself says it again."""
    earlier = PermissionsPage.objects.filter(pk=page.pk, version=page.version)
    if not earlier.update(version=page.version + 1, saved_at=clock.now(), saved_by_id=actor.person_id):
        raise Conflict("stale_page", _("Somebody else saved this page in the meantime. Nothing of yours was saved."))
    page.version += 1
