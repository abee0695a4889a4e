"""What is done to a member: another role, suspending, resuming, removing. Nothing here touches a billing right."""

from typing import Any

from bursar.access.actor import Actor
from bursar.access.permissions import Permission, Role
from bursar.accounts import events
from bursar.accounts import steps as accounts
from bursar.accounts.models import Account, CustomRole, Membership
from bursar.accounts.queries import group_ids_of
from bursar.accounts.queries.people import member_by_uid
from bursar.accounts.queries.roles import custom_role_by_uid
from bursar.audit.recording import audited, record, unchanged
from bursar.grants import queries as grants
from bursar.grants import steps as grant_steps
from bursar.grants.queries import Access
from bursar.lifecycle.authority import (
    require_super_admin_stays,
    require_to_assign,
    require_to_end,
    require_to_manage,
)
from bursar.mail.outbox import enqueue
from bursar.pbx.steps import page_changed


@audited
def change_role(actor: Actor, *, account: Account, person_uid: str, role: Role, custom_role_uid: str = "") -> None:
    """Give a member another role; a custom one by its uid."""
    access, row = _locked(actor, account, person_uid)
    custom = custom_role_by_uid(account, custom_role_uid) if role is Role.CUSTOM else None
    require_to_manage(access, row)
    if (row.role, row.custom_role) == (role, custom):
        unchanged()
        return
    require_to_assign(access, role, custom)
    require_super_admin_stays(row)
    accounts.change_membership(row, role=role, custom_role=custom)
    record(
        actor,
        events.ROLE_CHANGED,
        account=account.pk,
        on=("person", row.person_id),
        old=_role(row.role, row.custom_role),
        new=_role(role, custom),
    )
    _tell(actor, row, "member.role_changed", {"role": role, "custom_role": custom.pk if custom else None})


@audited
def suspend_member(actor: Actor, *, account: Account, person_uid: str) -> None:
    """End, for the time being, what the member has in the admin portal and on the PBX; role and groups are kept."""
    access, row = _locked(actor, account, person_uid)
    if row.is_suspended:
        unchanged()
        return
    require_to_end(access, row)
    accounts.change_membership(row, is_suspended=True)
    _record(actor, events.MEMBER_SUSPENDED, row, old={"is_suspended": False}, new={"is_suspended": True})
    _tell(actor, row, "member.suspended")


@audited
def resume_member(actor: Actor, *, account: Account, person_uid: str) -> None:
    """Lift a suspension: role, groups and PBX permissions count again. The role must be one that the actor may give."""
    access, row = _locked(actor, account, person_uid)
    if not row.is_suspended:
        unchanged()
        return
    require_to_manage(access, row)
    require_to_assign(access, Role(row.role), row.custom_role, field="")
    accounts.change_membership(row, is_suspended=False)
    _record(actor, events.MEMBER_RESUMED, row, old={"is_suspended": True}, new={"is_suspended": False})
    _tell(actor, row, "member.resumed")


@audited
def remove_member(actor: Actor, *, account: Account, person_uid: str) -> None:
    """End the membership with its role, groups and PBX permissions; a billing administrator stays one."""
    access, row = _locked(actor, account, person_uid)
    require_to_end(access, row)
    groups = group_ids_of(account, row.person)
    closed = grant_steps.close_pbx_grants_of(actor, account, row.person)
    if closed:
        page_changed(account)
    accounts.end_membership(row)
    old = {**_role(row.role, row.custom_role), "groups": groups, "closed": closed}
    _record(actor, events.MEMBER_REMOVED, row, old=old, new=None)
    _tell(actor, row, "member.removed")


def _locked(actor: Actor, account: Account, person_uid: str) -> tuple[Access, Membership]:
    """Under the lock: what the actor may, and the member to be handled."""
    accounts.lock(account)
    return grants.require(actor, Permission.MEMBER_MANAGE, account), member_by_uid(account, person_uid)


def _role(role: str, custom: CustomRole | None) -> dict[str, Any]:
    return {"role": role, "custom_role": custom.pk} if custom else {"role": role}


def _record(actor: Actor, what: Any, row: Membership, *, old: Any, new: Any) -> None:
    record(actor, what, account=row.account_id, on=("person", row.person_id), old=old, new=new)


def _tell(actor: Actor, row: Membership, kind: str, about: dict[str, Any] | None = None) -> None:
    """Tell the person concerned; one's own doing needs no mail."""
    if row.person_id != actor.person_id:
        enqueue(kind, account=row.account_id, person=row.person_id, about=about or {})
