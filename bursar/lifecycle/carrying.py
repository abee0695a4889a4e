"""What groups carry on the PBX, and who may bring somebody under a group that carries View or Pay (rule 6)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from bursar.access.facts import Source
from bursar.access.permissions import PBX, PbxPermission, Permission
from bursar.access.policy import Decision
from bursar.accounts.forest import Forest
from bursar.accounts.models import Account
from bursar.core.errors import Forbidden
from bursar.grants import giving
from bursar.grants import queries as grants
from bursar.grants.queries import Access, permission_label


@dataclass(frozen=True)
class Carried:
    """A PBX permission that a group carries, and the group (itself or an ancestor) to which it was given."""

    permission: PbxPermission
    given_to: int


def given_to_groups(account: Account, groups: Iterable[int]) -> dict[int, list[PbxPermission]]:
    """What is ticked for each of these groups itself, in the order of the PBX permissions page."""
    rows = grants.open_grants(account).filter(grants.counting(), source=Source.PBX, group_id__in=list(groups))
    found: dict[int, list[PbxPermission]] = defaultdict(list)
    for group, name in rows.values_list("group_id", "name"):
        found[group].append(PbxPermission(name))
    order = list(PbxPermission)
    return {group: sorted(names, key=order.index) for group, names in found.items()}


def carried(forest: Forest, given: Mapping[int, list[PbxPermission]], group: int) -> list[Carried]:
    """Everything that being in `group` brings: its own and that of the groups it is inside of; each one once."""
    found: dict[PbxPermission, Carried] = {}
    for source in forest.with_ancestors(group):
        for permission in given.get(source, []):
            found.setdefault(permission, Carried(permission, source))
    return list(found.values())


def require_to_bring_under(access: Access, forest: Forest, groups: Iterable[int], *, field: str) -> None:
    """Refuse when one of `groups` carries, or will carry, what the actor may not pass on as long as it does.

    Nobody makes himself a payer. View and Pay need to be held; the right to change the PBX permissions page does, too.
    """
    wanted = list(groups)
    above = {source for group in wanted for source in forest.with_ancestors(group)}
    rows = grants.open_grants(access.account).filter(grants.not_over(), source=Source.PBX, group_id__in=above)
    given = list(rows.values_list("group_id", "name", "valid_until"))
    for group in wanted:
        sources = set(forest.with_ancestors(group))
        for source, name, until in given:
            if source in sources:
                for refusal in giving.refusals(access, PBX[PbxPermission(name)], until=until, field=field):
                    raise _about(forest, group, refusal)


def _about(forest: Forest, group: int, refusal: Forbidden) -> Forbidden:
    if not isinstance(refusal.why, Decision):
        return refusal
    return _unheld(forest, group, Permission(refusal.why.action), refusal.field or "")


def _unheld(forest: Forest, group: int, right: Permission, field: str) -> Forbidden:
    text = _(
        "Whoever is in “%(group)s” holds “%(right)s”. Only somebody who holds that right may bring others under this "
        "group, and you do not hold it. Taking out is possible."
    )
    values = {"group": forest.nodes[group].name, "right": permission_label(right)}
    return Forbidden("gives_unheld", text % values, field=field)
