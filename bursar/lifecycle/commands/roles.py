"""Custom roles: creating, editing, deleting. What one lacks oneself is in no role that one handles."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from bursar.access.actor import Actor
from bursar.access.permissions import Permission, Role
from bursar.accounts import events, words
from bursar.accounts import steps as accounts
from bursar.accounts.models import Account, CustomRole, CustomRolePermission
from bursar.accounts.queries import membership, person_by_id
from bursar.accounts.queries.roles import contained, custom_role_by_uid, holders, offers
from bursar.audit.recording import audited, record, unchanged
from bursar.core import clock
from bursar.core.errors import Forbidden, Refused
from bursar.grants import queries as grants
from bursar.grants.queries import Access
from bursar.lifecycle.authority import require_to_assign
from bursar.lifecycle.contents import counting, refuse_unsound, require_offered, require_to_contain
from bursar.mail.outbox import enqueue

P = Permission


@audited
def create_role(
    actor: Actor, *, account: Account, name: str, description: str = "", permissions: frozenset[Permission]
) -> CustomRole:
    """A role made of permissions that the actor holds."""
    access = _begin(actor, account)
    _refuse_taken(account, name)
    refuse_unsound(access, permissions)
    role = CustomRole.objects.create(account=account, name=name, description=description)
    _write(role, frozenset(), permissions)
    new = {"name": name, "description": description, "permissions": sorted(permissions)}
    record(actor, events.CUSTOM_ROLE_CREATED, account=account.pk, on=("custom_role", role.pk), new=new)
    return role


@audited
def edit_role(
    actor: Actor,
    *,
    account: Account,
    role_uid: str,
    name: str,
    description: str = "",
    permissions: frozenset[Permission],
) -> None:
    """Another name or other permissions; they count at once for everybody who has the role.

    What sleeps in it because of the kind of billing portal stays in it.
    """
    access = _begin(actor, account)
    role = custom_role_by_uid(account, role_uid)
    before = contained(role)
    require_offered(access, permissions)
    kept = before - counting(access, before)  # it sleeps, and nobody has asked about it
    wanted = permissions | kept
    old: dict[str, Any] = {"name": role.name, "description": role.description, "permissions": sorted(before)}
    new: dict[str, Any] = {"name": name, "description": description, "permissions": sorted(wanted)}
    if old == new:
        unchanged()
        return
    require_to_contain(access, before - kept)
    _refuse_taken(account, name, role)
    refuse_unsound(access, permissions)
    _refuse_lock_out(access, role, permissions)
    role.name, role.description = name, description
    role.save(update_fields=["name", "description"])
    _write(role, before, wanted)
    record(actor, events.CUSTOM_ROLE_CHANGED, account=account.pk, on=("custom_role", role.pk), old=old, new=new)


@audited
def delete_role(
    actor: Actor,
    *,
    account: Account,
    role_uid: str,
    replacement: Role | None = None,
    replacement_uid: str = "",
) -> None:
    """The role is no more; whoever has it, or is invited to it, gets the replacement."""
    access = _begin(actor, account)
    role = custom_role_by_uid(account, role_uid)
    before = contained(role)
    require_to_contain(access, counting(access, before))
    _refuse_lock_out(access, role, frozenset())
    other = custom_role_by_uid(account, replacement_uid) if replacement is Role.CUSTOM else None
    moved = _replace(actor, access, role, replacement, other)
    now = clock.now()
    role.permissions.filter(ended_at__isnull=True).update(ended_at=now)
    CustomRole.objects.filter(pk=role.pk).update(deleted_at=now)
    old = {"name": role.name, "permissions": sorted(before)}
    new = {**_words(replacement, other), "people": moved} if moved else None
    record(actor, events.CUSTOM_ROLE_DELETED, account=account.pk, on=("custom_role", role.pk), old=old, new=new)


def _begin(actor: Actor, account: Account) -> Access:
    accounts.lock(account)
    return grants.require(actor, P.ROLE_MANAGE, account)


def _replace(
    actor: Actor, access: Access, role: CustomRole, replacement: Role | None, other: CustomRole | None
) -> list[int]:
    """Give everybody who has the role the other one, in memberships and in offers; answers who had it."""
    rows, invitations = holders(role), offers(role)
    if not rows and not invitations:
        return []
    if replacement is None or other == role:
        text = _("This role is in use. Choose the role that its people get in its place.")
        raise Refused("replacement_needed", text, field="replacement")
    if not access.may(P.ADMIN_MANAGE):
        text = _("This role is in use, and only a Super admin changes the role of its people.")
        raise Forbidden("in_use", text, field="replacement")
    require_to_assign(access, replacement, other, field="replacement")
    for row in rows:
        accounts.change_membership(row, role=replacement, custom_role=other)
        old, new = {"role": Role.CUSTOM, "custom_role": role.pk}, _words(replacement, other)
        on = ("person", row.person_id)
        record(actor, events.ROLE_CHANGED, account=role.account_id, on=on, old=old, new=new)
        if row.person_id != actor.person_id:
            enqueue("member.role_changed", account=role.account_id, person=row.person_id, about=new)
    for invitation in invitations:
        kept = {key: value for key, value in invitation.offer.items() if key != "custom_role"}
        invitation.offer = {**kept, **_words(replacement, other)}
        invitation.save(update_fields=["offer"])
    return [row.person_id for row in rows]


def _words(role: Role | None, custom: CustomRole | None) -> dict[str, Any]:
    return {"role": role, "custom_role": custom.pk} if custom else {"role": role}


def _write(role: CustomRole, before: frozenset[Permission], wanted: frozenset[Permission]) -> None:
    """Close the rows of what is taken, open rows for what is added; the others stay as they are."""
    taken = role.permissions.filter(permission__in=before - wanted, ended_at__isnull=True)
    taken.update(ended_at=clock.now())
    for permission in sorted(wanted - before):
        CustomRolePermission.objects.create(role=role, permission=permission)


def _refuse_taken(account: Account, name: str, role: CustomRole | None = None) -> None:
    others = CustomRole.objects.filter(account=account, deleted_at__isnull=True)
    taken = {other.name.casefold() for other in others if other != role}
    for language in ("en", "fr"):  # a role that is called like a built-in one would deceive
        with override(language):
            taken |= {str(label).casefold() for label in words.ROLES.values()}
    taken |= {str(role) for role in Role}  # the words by which facts and entries name them
    if name.casefold() in taken:
        raise Refused("name_taken", _("There is a role of this name already."), field="name")


def _refuse_lock_out(access: Access, role: CustomRole, permissions: frozenset[Permission]) -> None:
    """Nobody takes from themselves the right by which they do it."""
    own = membership(access.account, person_by_id(access.actor.person_id or 0))
    if own and own.custom_role_id == role.pk and P.ROLE_MANAGE not in permissions:
        text = _("You have this role yourself and would lose “Manage roles” by this. Let a Super admin do it.")
        raise Forbidden("locks_oneself_out", text, field="permissions")
