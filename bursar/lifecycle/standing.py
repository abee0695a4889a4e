"""What somebody stands to lose, and what stays theirs: asked before a member or a group is removed."""

from dataclasses import dataclass, replace

from bursar.access.changes import changes
from bursar.access.facts import Facts, Nested, Source
from bursar.access.permissions import Permission
from bursar.accounts.models import Account, Person
from bursar.accounts.queries import people_by_id
from bursar.core import clock
from bursar.grants import queries as grants
from bursar.grants.models import Grant


@dataclass(frozen=True)
class Loss:
    """A person and the rights that they would no longer have."""

    person: Person
    lost: tuple[Permission, ...]


def billing_grant(account: Account, person: Person) -> Grant | None:
    """The level at which the person is billing administrator now; no role and no removal here touches it."""
    return grants.open_grants(account).filter(grants.counting(), source=Source.BILLING, person=person).first()


def lost_by_leaving(account: Account, person: Person) -> tuple[Permission, ...]:
    """The rights that end with the membership; those of a billing administrator are not among them."""
    known = grants.facts(account_ids=[account.pk], person_ids=[person.pk])
    later = replace(known, memberships=frozenset())
    return tuple(change.right for change in changes(known, later, account.pk, clock.now()) if change.lost)


def lost_by_deleting(account: Account, group_id: int) -> list[Loss]:
    """Who would lose what if the group were deleted and the groups inside it moved up to its parent; by name."""
    known = grants.facts(account_ids=[account.pk])
    lost: dict[int, list[Permission]] = {}
    for change in changes(known, _without(known, group_id), account.pk, clock.now()):
        for person in change.lost:
            lost.setdefault(person, []).append(change.right)
    people = sorted(people_by_id(set(lost)).values(), key=lambda p: (p.last_name, p.first_name, p.pk))
    return [Loss(person, tuple(lost[person.pk])) for person in people]


def _without(known: Facts, group: int) -> Facts:
    """The facts once the group is gone: nobody is in it, it carries nothing, what was inside it moves up."""
    above = next((nested for nested in known.nestings if nested.child == group), None)
    kept: set[Nested] = {nested for nested in known.nestings if group not in (nested.child, nested.parent)}
    if above:
        inside = (nested for nested in known.nestings if nested.parent == group)
        kept |= {replace(nested, parent=above.parent, parent_name=above.parent_name) for nested in inside}
    return replace(
        known,
        in_groups=frozenset(entry for entry in known.in_groups if entry.group != group),
        nestings=frozenset(kept),
        grants=frozenset(grant for grant in known.grants if grant.group != group),
    )
