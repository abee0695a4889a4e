"""What a change of a group or of a role would give and take, for whom; writes nothing."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import pairwise

from bursar.access import supposing
from bursar.access.facts import Facts, Nested, Span
from bursar.access.permissions import Permission, Role, role_billing, role_permissions
from bursar.accounts.forest import Forest
from bursar.accounts.models import Account, CustomRole
from bursar.accounts.queries.roles import contained
from bursar.core import clock
from bursar.core.errors import Refused
from bursar.grants import queries as grants
from bursar.grants.queries.outlook import Outlook, carried_by, outlook
from bursar.pbx import reach


def of_filling(account: Account, trees: Forest, group: int, people: Iterable[int]) -> Outlook:
    """These people come into the group."""
    known = _around(account, people, trees, [group])
    name = trees.nodes[group].name
    return outlook(account, known, supposing.joining(known, account.pk, people, group, name, clock.now()))


def of_taking_out(account: Account, group: int, person: int) -> Outlook:
    """The person leaves the group."""
    known = grants.facts(account_ids=[account.pk], person_ids=[person])
    return outlook(account, known, supposing.leaving(known, account.pk, [person], [group]))


def of_grouping(account: Account, trees: Forest, person: int, groups: Iterable[int]) -> Outlook:
    """The person is in these groups and no others."""
    wanted = {group: trees.nodes[group].name for group in groups}
    known = _around(account, [person], trees, wanted)
    return outlook(account, known, supposing.grouped(known, account.pk, person, wanted, clock.now()))


def of_moving(account: Account, trees: Forest, group: int, parent: int | None) -> Outlook:
    """The group with all that is inside it comes under another one, or becomes topmost."""
    people, is_all = reach.active_below([group], reach.LOOKED_AT)
    known = _around(account, people, trees, [parent] if parent else [])
    named = (parent, trees.nodes[parent].name) if parent else None
    later = supposing.moved(known, account.pk, group, named, clock.now())
    return outlook(account, known, later, is_all=is_all)


def of_role(account: Account, people: Iterable[int], role: Role, custom: CustomRole | None) -> Outlook:
    """These members have this role from now on."""
    return of_contents(account, people, role, contained(custom) if custom else frozenset())


def of_contents(account: Account, people: Iterable[int], role: Role, custom: frozenset[Permission]) -> Outlook:
    """These members have a role that contains this, if it is a custom one."""
    looked_at = sorted(people)
    some = looked_at[: reach.LOOKED_AT]
    known = grants.facts(account_ids=[account.pk], person_ids=some)
    given = role_permissions(role, custom), role_billing(role, custom)
    later = supposing.with_role(known, account.pk, some, role, *given)
    return outlook(account, known, later, is_all=len(some) == len(looked_at))


def of_deleting(account: Account, group: int) -> Outlook:
    """The group is no more; those inside it move up to the one above it."""
    people, is_all = reach.active_below([group], reach.LOOKED_AT)
    known = grants.facts(account_ids=[account.pk], person_ids=people)
    return outlook(account, known, supposing.dissolved(known, account.pk, group), is_all=is_all)


def of_suspending(account: Account, person: int) -> Outlook:
    """The person's membership is suspended."""
    known = grants.facts(account_ids=[account.pk], person_ids=[person])
    return outlook(account, known, supposing.suspended(known, account.pk, person, is_suspended=True))


def of_resuming(account: Account, person: int) -> Outlook:
    """The person's membership is no longer suspended."""
    known = grants.facts(account_ids=[account.pk], person_ids=[person])
    return outlook(account, known, supposing.suspended(known, account.pk, person, is_suspended=False))


def of_removing(account: Account, person: int) -> Outlook:
    """The person is no member any more."""
    known = grants.facts(account_ids=[account.pk], person_ids=[person])
    return outlook(account, known, supposing.gone(known, account.pk, person))


def meeting(found: Outlook, check: Callable[[], object]) -> Outlook:
    """The same with what stands against it."""
    try:
        check()
    except Refused as refusal:
        return replace(found, refusal=refusal)
    return found


def _around(account: Account, people: Iterable[int], trees: Forest, groups: Iterable[int]) -> Facts:
    """What is known of these people, with what these groups carry and those above them."""
    above = [trees.with_ancestors(group) for group in groups]
    now = Span(clock.now())
    nestings = {
        Nested(account.pk, child, parent, trees.nodes[parent].name, now)
        for line in above
        for child, parent in pairwise(line)
    }
    known = grants.facts(account_ids=[account.pk], person_ids=people)
    carried = carried_by(account, {group for line in above for group in line})
    return supposing.together(known, replace(carried, nestings=frozenset(nestings)))
