"""What a page tells before a group, a level or a role is changed, beside what the change then does."""

from collections.abc import Callable
from typing import Any

from bursar.access.changes import changes
from bursar.access.permissions import Permission, Role
from bursar.accounts.models import Account, CustomRole, Group, Membership
from bursar.accounts.queries.groups import forest
from bursar.accounts.queries.roles import holders
from bursar.billing.queries import outlook_of_terms
from bursar.grants.queries.outlook import Outlook
from bursar.lifecycle import outlooks
from soak.playing.acts import account
from soak.playing.acts_billing import terms
from soak.playing.watch import Standing

Record = dict[str, Any]
Turn = dict[str, tuple[frozenset[int], frozenset[int]]]  # who gains and who loses, by right


def told(record: Record) -> Turn | None:
    """Who is said to gain and to lose what at once; nothing where a change is not told or names what there is not."""
    tell = TOLD.get(record["do"])
    if tell is None or not _is_there(record):
        return None
    turn: Turn = {}
    for effect in tell(account(record), record["args"]).effects:
        if effect.start is None:
            people = frozenset(person.pk for person in effect.people)
            for right in effect.rights:
                gained, lost = turn.get(right, (frozenset(), frozenset()))
                turn[right] = (gained | people, lost) if effect.is_gain else (gained, lost | people)
    return turn


def complaints(said: Turn, was: Standing, now: Standing, record: Record) -> list[str]:
    """Where a change that was done did otherwise."""
    if record["result"] != "done":
        return []
    found = changes(was.known, now.known, record["account"], now.at)
    turn = {each.right: (each.gained, each.lost) for each in found}
    return [] if turn == said else [f"it was told {said}, and did {turn}: {record}"]


def _of_role(where: Account, people: list[int], role: str, custom: int | None) -> Outlook:
    found = CustomRole.objects.get(pk=custom) if role == Role.CUSTOM and custom else None
    return outlooks.of_role(where, people, Role(role), found)


def _of_editing(where: Account, a: Record) -> Outlook:
    wanted = frozenset(map(Permission, a["permissions"]))
    return outlooks.of_contents(where, _holders(a["role"]), Role.CUSTOM, wanted)


def _holders(role: int) -> list[int]:
    return [row.person_id for row in holders(CustomRole.objects.get(pk=role))]


TOLD: dict[str, Callable[[Account, Record], Outlook]] = {
    "add_group_members": lambda at, a: outlooks.of_filling(at, forest(at), a["group"], a["people"]),
    "remove_group_member": lambda at, a: outlooks.of_taking_out(at, a["group"], a["person"]),
    "change_groups_of": lambda at, a: outlooks.of_grouping(at, forest(at), a["person"], a["groups"]),
    "move_group": lambda at, a: outlooks.of_moving(at, forest(at), a["group"], a["parent"]),
    "change_role": lambda at, a: _of_role(at, [a["person"]], a["role"], a["custom"]),
    "edit_role": _of_editing,
    "delete_role": lambda at, a: _of_role(at, _holders(a["role"]), a["replacement"] or Role.MEMBER, a["other"]),
    "delete_group": lambda at, a: outlooks.of_deleting(at, a["group"]),
    "suspend_member": lambda at, a: outlooks.of_suspending(at, a["person"]),
    "resume_member": lambda at, a: outlooks.of_resuming(at, a["person"]),
    "remove_member": lambda at, a: outlooks.of_removing(at, a["person"]),
    "change_billing_admin": lambda at, a: outlook_of_terms(at, a["person"], terms(a["terms"])),
    "remove_billing_admin": lambda at, a: outlook_of_terms(at, a["person"], None),
}


def _is_there(record: Record) -> bool:
    """Whether the groups, roles and members that it names are there in the account."""
    where, a = record["account"], record["args"]
    groups = [*a.get("groups", []), *(pk for pk in (a.get("group"), a.get("parent")) if pk is not None)]
    roles = [pk for pk in (a.get("custom"), a.get("other"), a.get("role")) if isinstance(pk, int)]
    members = Membership.objects.filter(account=where, ended_at=None).values_list("person_id", flat=True)
    is_of_billing = record["do"].endswith("billing_admin")
    return (
        Group.objects.filter(account=where, deleted_at=None, pk__in=groups).count() == len(set(groups))
        and CustomRole.objects.filter(account=where, deleted_at=None, pk__in=roles).count() == len(set(roles))
        and (is_of_billing or {*a.get("people", []), *([a["person"]] if "person" in a else [])} <= set(members))
    )
