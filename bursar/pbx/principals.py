"""Finds the persons and groups that a draft names, and whether something may be given to them."""

from collections.abc import Iterable
from dataclasses import dataclass

from bursar.access.permissions import Role
from bursar.accounts.models import Account, Group, Membership, Person
from bursar.core.errors import NotKnown
from bursar.pbx.draft import Kind, Principal


@dataclass(frozen=True, slots=True)
class Found:
    """A person who is a member, or a group, of the account."""

    principal: Principal
    person: Person | None = None
    group: Group | None = None
    may_receive: bool = True  # a suspended or deactivated person may not be given anything
    is_super_admin: bool = False  # in the admin portal

    @property
    def name(self) -> str:
        """What it is called on screen."""
        return str(self.person or self.group)

    @property
    def id(self) -> int:
        """The row's id, for entries."""
        return int((self.person or self.group).pk)  # type: ignore[union-attr]


def find(account: Account, principals: Iterable[Principal]) -> dict[Principal, Found]:
    """Each of them in this account. Raises NotKnown when one is not: who is elsewhere does not exist here."""
    wanted = frozenset(principals)
    found = known(account, wanted)
    if wanted - found.keys():
        raise NotKnown
    return found


def known(account: Account, principals: Iterable[Principal]) -> dict[Principal, Found]:
    """Those of them who are in this account now."""
    wanted = frozenset(principals)
    return {**_people(account, wanted), **_groups(account, wanted)}


def _people(account: Account, wanted: frozenset[Principal]) -> dict[Principal, Found]:
    uids = [p.uid for p in wanted if p.kind is Kind.PERSON]
    rows = Membership.objects.filter(account=account, ended_at__isnull=True, person__uid__in=uids)
    found = {}
    for row in rows.select_related("person"):
        who = Principal(Kind.PERSON, row.person.uid)
        may_receive = row.person.is_active and not row.is_suspended
        found[who] = Found(who, row.person, may_receive=may_receive, is_super_admin=row.role == Role.SUPER_ADMIN)
    return found


def _groups(account: Account, wanted: frozenset[Principal]) -> dict[Principal, Found]:
    uids = [p.uid for p in wanted if p.kind is Kind.GROUP]
    rows = Group.objects.filter(account=account, deleted_at__isnull=True, uid__in=uids)
    principals = [(Principal(Kind.GROUP, row.uid), row) for row in rows]
    return {who: Found(who, group=row) for who, row in principals}
