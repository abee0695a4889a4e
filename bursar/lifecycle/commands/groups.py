"""Groups: creating, renaming, moving, deleting; moving under one that carries View or Pay needs holding them."""

from django.utils.translation import gettext as _

from bursar.access.actor import Actor
from bursar.access.facts import Source
from bursar.access.permissions import Permission
from bursar.accounts import events
from bursar.accounts import steps as accounts
from bursar.accounts.forest import MAX_DEPTH, Forest
from bursar.accounts.models import Account, Group
from bursar.accounts.queries.groups import forest, group_by_uid
from bursar.audit.recording import audited, record, unchanged
from bursar.core.errors import Refused
from bursar.grants import queries as grants
from bursar.grants import steps as grant_steps
from bursar.grants.queries import Access
from bursar.lifecycle.carrying import require_to_bring_under
from bursar.pbx.steps import page_changed


@audited
def create_group(actor: Actor, *, account: Account, name: str, description: str = "", parent_uid: str = "") -> Group:
    """A new group with nobody in it, topmost or inside another one."""
    access = _begin(actor, account)
    _refuse_taken(account, name)
    parent = group_by_uid(account, parent_uid) if parent_uid else None
    trees = forest(account)
    if parent:
        if trees.depth(parent.pk) >= MAX_DEPTH:
            raise _too_deep()
        require_to_bring_under(access, trees, [parent.pk], field="parent")
    group = Group.objects.create(account=account, name=name, description=description)
    accounts.nest_group(group, parent)
    new = {"name": name, "description": description, "parent": parent.pk if parent else None}
    record(actor, events.GROUP_CREATED, account=account.pk, on=("group", group.pk), new=new)
    return group


@audited
def edit_group(actor: Actor, *, account: Account, group_uid: str, name: str, description: str = "") -> None:
    """Another name or description."""
    _begin(actor, account)
    group = group_by_uid(account, group_uid)
    old, new = {"name": group.name, "description": group.description}, {"name": name, "description": description}
    if old == new:
        unchanged()
        return
    _refuse_taken(account, name, group)
    group.name, group.description = name, description
    group.save(update_fields=["name", "name_folded", "description"])
    record(actor, events.GROUP_CHANGED, account=account.pk, on=("group", group.pk), old=old, new=new)


@audited
def move_group(actor: Actor, *, account: Account, group_uid: str, parent_uid: str = "") -> None:
    """Put a group with all that is inside it under another one, or make it topmost."""
    access = _begin(actor, account)
    group = group_by_uid(account, group_uid)
    parent = group_by_uid(account, parent_uid) if parent_uid else None
    trees = forest(account)
    before = trees.parents.get(group.pk)
    if before == (parent.pk if parent else None):
        unchanged()
        return
    if parent:
        _refuse_misfit(trees, group.pk, parent.pk)
        require_to_bring_under(access, trees, [parent.pk], field="parent")
    accounts.nest_group(group, parent)
    old, new = {"parent": before}, {"parent": parent.pk if parent else None}
    record(actor, events.GROUP_MOVED, account=account.pk, on=("group", group.pk), old=old, new=new)


@audited
def delete_group(actor: Actor, *, account: Account, group_uid: str) -> None:
    """The group is no more: its PBX permissions end, and the groups inside it move up to its parent."""
    _begin(actor, account)
    group = group_by_uid(account, group_uid)
    trees = forest(account)
    above = trees.parents.get(group.pk)
    parent = Group.objects.get(pk=above) if above else None
    inside = list(trees.children.get(group.pk, []))
    closed = _close_grants(actor, account, group)
    members = accounts.dissolve_group(group, parent)
    old = {"name": group.name, "parent": above, "people": members, "nested": inside, "closed": closed}
    record(actor, events.GROUP_DELETED, account=account.pk, on=("group", group.pk), old=old)


def _begin(actor: Actor, account: Account) -> Access:
    accounts.lock(account)
    return grants.require(actor, Permission.GROUP_MANAGE, account)


def _refuse_taken(account: Account, name: str, group: Group | None = None) -> None:
    same = Group.objects.filter(account=account, name_folded=name.casefold(), deleted_at__isnull=True).first()
    if same and same != group:
        raise Refused("name_taken", _("There is a group of this name already."), field="name")


def _refuse_misfit(trees: Forest, group: int, parent: int) -> None:
    if parent == group or parent in trees.inside(group):
        text = _("A group cannot be inside itself: “%(parent)s” is “%(group)s” or is inside it.")
        values = {"parent": trees.nodes[parent].name, "group": trees.nodes[group].name}
        raise Refused("group_cycle", text % values, field="parent")
    if not trees.fits(group, parent):
        raise _too_deep()


def _too_deep() -> Refused:
    text = _("Groups are nested at most %(depth)s deep. Choose a group further up.")
    return Refused("group_too_deep", text % {"depth": MAX_DEPTH}, field="parent")


def _close_grants(actor: Actor, account: Account, group: Group) -> list[int]:
    rows = list(grants.open_grants(account).filter(source=Source.PBX, group=group).order_by("pk"))
    for row in rows:
        grant_steps.close(actor, row)
    if rows:
        page_changed(account)
    return [row.pk for row in rows]
