"""Writes on memberships: the lock of an account, opening, changing and ending a row."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext as _

from bursar.access.permissions import Role
from bursar.accounts.models import Account, CustomRole, Group, GroupMembership, Membership, Person
from bursar.accounts.steps.person import hold
from bursar.core import clock
from bursar.core.errors import NotKnown, Refused

_AT_ONCE = 500


def lock(account: Account) -> None:
    """Begin a write on the account: raise its version, so that writes on one account follow one another.

    An UPDATE holds at every isolation level, where SELECT FOR UPDATE fails under REPEATABLE READ. From here on the
    change has one instant, which all its rows and its entry bear: as of any other it is there as a whole or not at all.
    """
    if not Account.objects.filter(pk=account.pk).update(version=F("version") + 1):
        raise NotKnown
    clock.pin()


def lock_all(accounts: Iterable[int]) -> None:
    """The same on many accounts, by id, in few statements."""
    ids = sorted(set(accounts))
    for first in range(0, len(ids), _AT_ONCE):
        Account.objects.filter(pk__in=ids[first : first + _AT_ONCE]).update(version=F("version") + 1)
    clock.pin()


def open_membership(account: Account, person: Person, role: Role, custom_role: CustomRole | None = None) -> Membership:
    """Make the person a member. The caller has made sure that they are not one yet. NotKnown: deactivated."""
    hold(person.pk)
    return Membership.objects.create(account=account, person=person, role=role, custom_role=custom_role)


def change_membership(
    membership: Membership,
    *,
    role: Role | None = None,
    custom_role: CustomRole | None = None,
    is_suspended: bool | None = None,
) -> Membership:
    """Close the row and open another with what changes; joined_at is kept. `custom_role` counts with `role` only."""
    now = close(membership)
    return Membership.objects.create(
        account_id=membership.account_id,
        person=membership.person,
        role=role or membership.role,
        custom_role=custom_role if role else membership.custom_role,
        is_suspended=membership.is_suspended if is_suspended is None else is_suspended,
        joined_at=membership.joined_at,
        started_at=now,
    )


def end_membership(membership: Membership) -> None:
    """The person is no longer in the account, nor in any of its groups: who comes back starts with nothing."""
    now = close(membership)
    rows = GroupMembership.objects.filter(
        account_id=membership.account_id, person_id=membership.person_id, ended_at__isnull=True
    )
    Group.objects.filter(pk__in=list(rows.values_list("group_id", flat=True))).update(size=F("size") - 1)
    rows.update(ended_at=now)


def close(membership: Membership) -> datetime:
    """Close an open row now; a row closed in between is a refusal."""
    now = clock.now()
    if not Membership.objects.filter(pk=membership.pk, ended_at__isnull=True).update(ended_at=now):
        raise Refused("changed_in_between", _("Somebody changed this in the meantime. Reload the page and try again."))
    return now


def other_super_admins(account: Account, person: Person) -> bool:
    """Whether an active Super admin other than `person` remains: the last one stays."""
    return (
        Membership.objects.filter(
            account=account,
            role=Role.SUPER_ADMIN,
            is_suspended=False,
            ended_at__isnull=True,
            person__deactivated_at__isnull=True,
        )
        .exclude(person=person)
        .exists()
    )
