"""Custom roles in the model: made of what one holds, never emptied under oneself."""

from dataclasses import replace

from bursar.access.permissions import ROLE_BILLING, ROLE_PERMISSIONS, Permission
from soak.model.people import Op
from soak.model.rights import Access, require_to_assign, unpassable
from soak.model.things import No, Role

P = Permission


def create_role(op: Op) -> None:
    """A role of what one holds."""
    found = op.access(P.ROLE_MANAGE)
    wanted = frozenset(op.args["permissions"])
    _role_name(op, op.args["name"])
    _sound(found, wanted)
    made = op.made["id"]
    op.account.roles[made] = Role(made, op.args["name"], wanted)


def edit_role(op: Op) -> None:
    """Another name or content."""
    found, role, wanted = op.access(P.ROLE_MANAGE), op.role(op.args["role"]), frozenset(op.args["permissions"])
    _offered(found, wanted)
    kept = role.permissions - _offer(found)
    if (role.name, role.permissions) == (op.args["name"], wanted | kept):
        return
    _contain(found, role.permissions - kept)
    _role_name(op, op.args["name"], role.id)
    _sound(found, wanted)
    _lock_out(op, role.id, wanted)
    op.account.roles[role.id] = replace(role, name=op.args["name"], permissions=wanted | kept)


def delete_role(op: Op) -> None:
    """Its people get another one."""
    found, role = op.access(P.ROLE_MANAGE), op.role(op.args["role"])
    _contain(found, role.permissions & _offer(found))
    _lock_out(op, role.id, frozenset())
    kind, other = op.args["replacement"], op.args["other"] if op.args["replacement"] == "custom" else None
    if kind == "custom":
        op.role(other)
    people = [row for row in op.account.members.values() if row.custom == role.id]
    offers = [i for i in op.world.offers(op.account.id, "member") if i.offer[1] == role.id]
    if people or offers:
        _replaceable(found, role.id, kind, other)
    for row in people:
        row.role, row.custom = kind, other
    for offer in offers:
        offer.offer = (kind, other, offer.offer[2])
    del op.account.roles[role.id]


def _replaceable(found: Access, role: int, kind: str | None, other: int | None) -> None:
    if kind is None or other == role:
        raise No("replacement_needed")
    if not found.may(P.ADMIN_MANAGE):
        raise No("in_use")
    require_to_assign(found, kind, other)


def _role_name(op: Op, name: str, besides: int = 0) -> None:
    if any(role.name.casefold() == name.casefold() and role.id != besides for role in op.account.roles.values()):
        raise No("name_taken")


def _contain(found: Access, permissions: frozenset[str]) -> None:
    if unpassable(found, frozenset(map(Permission, permissions))):
        raise No("lacks_permission_of_role")


def _offer(found: Access) -> frozenset[str]:
    """What a role may be made of in this account."""
    return frozenset((*ROLE_PERMISSIONS, *(ROLE_BILLING if found.account.by_role else ())))


def _offered(found: Access, wanted: frozenset[str]) -> None:
    if wanted - _offer(found):
        raise No("not_for_roles")


def _sound(found: Access, wanted: frozenset[str]) -> None:
    if not wanted:
        raise No("role_empty")
    _offered(found, wanted)
    if wanted & {P.MEMBER_MANAGE, P.GROUP_MANAGE} and P.MEMBER_VIEW not in wanted:
        raise No("needs_member_view")
    if P.INVOICE_PAY in wanted and P.INVOICE_VIEW not in wanted:
        raise No("pay_needs_view")
    _contain(found, wanted)


def _lock_out(op: Op, role: int, wanted: frozenset[str]) -> None:
    own = op.account.members.get(op.by)
    if own and own.custom == role and P.ROLE_MANAGE not in wanted:
        raise No("locks_oneself_out")
