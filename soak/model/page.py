"""The PBX permissions page in the model: all of a draft or nothing, against its version."""

from bursar.access.permissions import PBX_NEEDS, PbxPermission, Permission
from soak.model.people import Op
from soak.model.rights import Access, reach, require_to_give
from soak.model.things import NOT_FOUND, No

P = Permission
RIGHTS = {PbxPermission.VIEW_INVOICES: P.INVOICE_VIEW, PbxPermission.PAY_INVOICES: P.INVOICE_PAY}


def save_permissions(op: Op) -> None:
    """`rows`: kind, id and what is to be ticked."""
    found = op.access(P.PBX_PERMISSION_MANAGE)
    if op.args["version"] != op.account.page:
        raise No("stale_page")
    for kind, id, _ in op.args["rows"]:
        if id not in (op.account.members if kind == "person" else op.account.groups):
            raise No(NOT_FOUND)
    changed = sorted((row for row in op.args["rows"] if _now(op, row) != set(row[2])), key=lambda row: _order(op, row))
    if not changed:
        return
    for row in changed:
        _allowed(op, found, row)
    before = set(op.account.ticks)
    for kind, id, names in changed:
        op.account.ticks = {tick for tick in op.account.ticks if tick[:2] != (kind, id)}
        op.account.ticks |= {(kind, id, name) for name in names}
    if not any(_may_change(op, person) for person in [*op.account.members, *op.account.levels]):
        op.account.ticks = before
        raise No("last_super_administrator")
    op.account.page += 1


def _allowed(op: Op, found: Access, row: tuple[str, int, list[str]]) -> None:
    kind, id, names = row
    if any(name in names and need not in names for name, need in PBX_NEEDS.items()):
        raise No("pay_needs_view")
    given = set(names) - _now(op, row)
    if given and kind == "person":
        member = op.account.members[id]
        if member.is_suspended or not op.world.people[id].is_active:
            raise No("cannot_receive")
    require_to_give(found, {RIGHTS[PbxPermission(name)] for name in given if name in RIGHTS})


def _may_change(op: Op, person: int) -> bool:
    return reach(op.world, op.account, person, op.now).may(P.PBX_PERMISSION_MANAGE)


def _now(op: Op, row: tuple[str, int, list[str]]) -> set[str]:
    return {name for kind, id, name in op.account.ticks if (kind, id) == (row[0], row[1])}


def _order(op: Op, row: tuple[str, int, list[str]]) -> tuple[str, str]:
    kind, id, _ = row
    return kind, op.world.people[id].uid if kind == "person" else op.account.groups[id].uid
