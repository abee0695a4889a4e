"""The one use case of the room: saving the permissions page, all or nothing."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from bursar.access.actor import Actor
from bursar.access.permissions import PBX_GUARDED, PbxPermission, Permission
from bursar.accounts import steps as accounts
from bursar.accounts.models import Account
from bursar.audit.recording import audited, record, unchanged
from bursar.core import clock
from bursar.core.errors import Conflict
from bursar.grants import queries as grants_queries
from bursar.grants import steps as grants
from bursar.grants.models import Grant
from bursar.mail.outbox import enqueue
from bursar.pbx import draft, queries, rules
from bursar.pbx.draft import Change, Page, Principal
from bursar.pbx.events import PERMISSIONS_SAVED
from bursar.pbx.models import PermissionsPage
from bursar.pbx.principals import Found, find


@audited
def save_permissions(actor: Actor, *, account: Account, version: int, rows: Page) -> int:
    """Save a draft that was drawn from `version` of the page; answers the page's version afterwards.

    `rows` names what is to be ticked for each person or group of the draft; nobody else changes. Raises Conflict when
    somebody saved in between (nothing is written), Refused with the row as its field for what rule 6 forbids.
    """
    accounts.lock(account)
    access = grants_queries.require(actor, Permission.PBX_PERMISSION_MANAGE, account)
    page = _page_at(account, version)
    found = find(account, rows)
    ticked = queries.ticked(account, list(rows))
    changed = draft.changes(queries.plain(ticked), rows)
    if not changed:
        unchanged()
        return page.version
    _refuse_what_breaks_a_rule(access, changed, found)
    now = clock.now()
    closed = [_close(actor, ticked[c.principal][p], now) for c in changed for p in sorted(c.taken)]
    opened = [_give(actor, account, found[c.principal], p, now) for c in changed for p in sorted(c.given)]
    _raise_version(page, actor)
    record(
        actor,
        PERMISSIONS_SAVED,
        account=account.pk,
        on=("pbx_page", page.pk),
        old={"version": version, "ticks": _by_id(found, {c.principal: c.old for c in changed}), "closed": closed},
        new={"version": page.version, "ticks": _by_id(found, {c.principal: c.new for c in changed}), "opened": opened},
    )
    _tell(actor, account, changed, found)
    return page.version


def _page_at(account: Account, version: int) -> PermissionsPage:
    page, _created = PermissionsPage.objects.get_or_create(account=account)
    if page.version != version:
        raise Conflict("stale_page", _("Somebody else saved this page in the meantime. Nothing of yours was saved."))
    return page


def _refuse_what_breaks_a_rule(
    access: grants_queries.Access, changed: Sequence[Change], found: Mapping[Principal, Found]
) -> None:
    for refusal in rules.refusals(access, changed, found):
        raise refusal


def _close(actor: Actor, grant: Grant, at: datetime) -> int:
    grants.close(actor, grant, at=at)
    return grant.pk


def _give(actor: Actor, account: Account, found: Found, permission: PbxPermission, at: datetime) -> dict[str, Any]:
    """Tick it; answers the row in an entry's words, enough to make it again from the activity alone."""
    grant = grants.give_pbx(actor, account, permission, person=found.person, group=found.group, at=at)
    to = f"{found.principal.kind}:{found.id}"
    return {"grant": grant.pk, "to": to, "name": str(permission), "valid_from": at.isoformat()}


def _raise_version(page: PermissionsPage, actor: Actor) -> None:
    """Compare and set: the lock on the account has already put writers in a row, the row itself says it again."""
    earlier = PermissionsPage.objects.filter(pk=page.pk, version=page.version)
    if not earlier.update(version=page.version + 1, saved_at=clock.now(), saved_by_id=actor.person_id):
        raise Conflict("stale_page", _("Somebody else saved this page in the meantime. Nothing of yours was saved."))
    page.version += 1


def _by_id(found: Mapping[Principal, Found], ticks: Page) -> dict[str, list[str]]:
    return {f"{who.kind}:{found[who].id}": sorted(ticks[who]) for who in sorted(ticks)}


def _tell(actor: Actor, account: Account, changed: Iterable[Change], found: Mapping[Principal, Found]) -> None:
    """Tell the persons named on the page what they gained and lost of the bills; one's own doing needs no mail."""
    for change in changed:
        person = found[change.principal].person
        given, taken = sorted(change.given & PBX_GUARDED), sorted(change.taken & PBX_GUARDED)
        if person is not None and person.pk != actor.person_id and (given or taken):
            about = {"given": given, "taken": taken}
            enqueue("pbx.permissions_changed", account=account.pk, person=person.pk, about=about)
