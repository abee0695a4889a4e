"""Groups in the model: trees of at most six levels, and who is in them."""

from bursar.access.permissions import Permission
from soak.model.people import MAX_DEPTH, Op, bring_under
from soak.model.things import Group, No

P = Permission


def create_group(op: Op) -> None:
    """A group with nobody in it."""
    found = op.access(P.GROUP_MANAGE)
    _name_free(op, op.args["name"])
    parent = op.args["parent"]
    if parent is not None:
        op.group(parent)
        if len(op.account.above(parent)) >= MAX_DEPTH:
            raise No("group_too_deep")
        bring_under(op, found, [parent])
    made = op.made["id"]
    op.account.groups[made] = Group(made, op.made["uid"], op.args["name"], parent)


def edit_group(op: Op) -> None:
    """Another name."""
    op.access(P.GROUP_MANAGE)
    group = op.group(op.args["group"])
    if group.name != op.args["name"]:
        _name_free(op, op.args["name"], group.id)
        group.name = op.args["name"]


def move_group(op: Op) -> None:
    """Under another one, or to the top."""
    found, group, parent = op.access(P.GROUP_MANAGE), op.group(op.args["group"]), op.args["parent"]
    if parent is not None:
        op.group(parent)
    if group.parent == parent:
        return
    if parent is not None:
        if parent == group.id or parent in op.account.below(group.id):
            raise No("group_cycle")
        if len(op.account.above(parent)) + _height(op, group.id) > MAX_DEPTH:
            raise No("group_too_deep")
        bring_under(op, found, [parent])
    group.parent = parent


def delete_group(op: Op) -> None:
    """Those inside move up, ticks end."""
    op.access(P.GROUP_MANAGE)
    group = op.group(op.args["group"])
    op.close_ticks("group", group.id)
    for child in op.account.groups.values():
        if child.parent == group.id:
            child.parent = group.parent
    op.account.inside = {pair for pair in op.account.inside if pair[0] != group.id}
    del op.account.groups[group.id]


def add_group_members(op: Op) -> None:
    """Several at once."""
    found, group = op.access(P.GROUP_MANAGE), op.group(op.args["group"])
    for person in op.args["people"]:
        op.member(person)
    bring_under(op, found, [group.id])
    op.account.inside |= {(group.id, person) for person in op.args["people"]}


def remove_group_member(op: Op) -> None:
    """Taking out needs no right over bills."""
    op.access(P.GROUP_MANAGE)
    group = op.group(op.args["group"])
    op.member(op.args["person"])
    op.account.inside.discard((group.id, op.args["person"]))


def change_groups_of(op: Op) -> None:
    """Exactly these groups."""
    found, person = op.access(P.GROUP_MANAGE), op.args["person"]
    op.member(person)
    for group in op.args["groups"]:
        op.group(group)
    before = {group for group, inside in op.account.inside if inside == person}
    wanted = set(op.args["groups"])
    bring_under(op, found, list(wanted - before))
    op.account.inside = {pair for pair in op.account.inside if pair[1] != person} | {(g, person) for g in wanted}


def _height(op: Op, group: int) -> int:
    children = [child.id for child in op.account.groups.values() if child.parent == group]
    return 1 + max((_height(op, child) for child in children), default=0)


def _name_free(op: Op, name: str, besides: int = 0) -> None:
    if any(group.name.casefold() == name.casefold() and group.id != besides for group in op.account.groups.values()):
        raise No("name_taken")
