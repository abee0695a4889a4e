"""Turns rows into the facts that `access/` decides on, and asks it the four questions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from bursar.access import facts as f
from bursar.access import policy
from bursar.access.actor import Actor
from bursar.access.permissions import PBX as PBX_TABLE
from bursar.access.permissions import Level, PbxPermission, Permission, level_permissions
from bursar.accounts.models import Account, GroupMembership, GroupNesting, Membership, Person
from bursar.core import clock
from bursar.core.errors import Forbidden, NotKnown
from bursar.grants.models import Grant


@dataclass(frozen=True)
class Access:
    """What an actor may do in an account at this moment, with the facts behind it."""

    actor: Actor
    account: Account
    facts: f.Facts
    held: frozenset[Permission]
    at: datetime

    def may(self, permission: Permission) -> bool:
        """Whether the actor holds `permission`."""
        return permission in self.held

    def why(self, permission: Permission) -> policy.Decision:
        """The decision with its chains, or with what is missing."""
        return policy.decide(self.facts, self.actor.person_id or 0, permission, self.account.pk, self.at)


def access(actor: Actor, number: str, to: Permission | None = None) -> Access:
    """The account with this number and what the actor may do there.

    Raises NotKnown (404) when there is no such account or the actor has no tie to it, Forbidden (403) when `to` is
    named and not held.
    """
    account = Account.objects.filter(number=number).first()
    if account is None or actor.person_id is None:
        raise NotKnown
    return access_to(actor, account, to)


def access_to(actor: Actor, account: Account, to: Permission | None = None) -> Access:
    """The same for an account in hand."""
    if actor.person_id is None:
        raise NotKnown
    now = clock.now()
    known = facts(account_ids=[account.pk], person_ids=[actor.person_id])
    held = policy.held(known, actor.person_id, account.pk, now)
    if not held and not has_tie(known, actor.person_id, account.pk, now):
        raise NotKnown
    if to is not None and to not in held:
        raise Forbidden("lacks_permission", lacks_text(to))
    return Access(actor, account, known, held, now)


def require(actor: Actor, permission: Permission, account: Account) -> Access:
    """Inside a command, under the account's lock: the actor holds `permission` now, or the command is refused."""
    return access_to(actor, account, permission)


def has_tie(known: f.Facts, person: int, account: int, at: datetime) -> bool:
    """Whether the person may know that the account exists: a membership (suspended too) or a grant of their own."""
    if person not in known.active:
        return False
    member = any(m.person == person and m.account == account and m.span.covers(at) for m in known.memberships)
    return member or any(
        g.person == person and g.account == account and (g.span.end is None or at < g.span.end) for g in known.grants
    )


def facts(*, account_ids: Iterable[int] | None = None, person_ids: Iterable[int] | None = None) -> f.Facts:
    """The present facts about these persons in these accounts; None stands for all of them."""
    in_account = Q() if account_ids is None else Q(account_id__in=list(account_ids))
    of_person = Q() if person_ids is None else Q(person_id__in=list(person_ids))
    # Groups' grants concern everybody. An empty Q on one side of | would vanish and leave the other alone.
    of_holder = of_person | Q(group__isnull=False) if of_person else Q()
    people = Person.objects.filter(deactivated_at__isnull=True)
    if person_ids is not None:
        people = people.filter(pk__in=list(person_ids))
    return f.Facts(
        active=frozenset(people.values_list("pk", flat=True)),
        memberships=frozenset(_memberships(in_account & of_person)),
        in_groups=frozenset(_in_groups(in_account & of_person)),
        nestings=frozenset(_nestings(in_account)),
        grants=frozenset(_grants(in_account & of_holder)),
    )


def permissions(person_id: int, account: Account) -> frozenset[Permission]:
    """Every permission that a person has in an account now."""
    known = facts(account_ids=[account.pk], person_ids=[person_id])
    return policy.held(known, person_id, account.pk, clock.now())


def accounts_where(person_id: int, permission: Permission) -> list[Account]:
    """Where the person holds `permission` now, by name."""
    known = facts(person_ids=[person_id])
    return list(
        Account.objects.filter(pk__in=policy.accounts(known, person_id, permission, clock.now())).order_by("name")
    )


@dataclass(frozen=True)
class Holdings:
    """Everything one person holds, in every account that they have a tie to."""

    person_id: int
    accounts: tuple[Account, ...]  # by name
    facts: f.Facts
    at: datetime

    def held(self, account: Account) -> frozenset[Permission]:
        """What the person may do in an account."""
        return policy.held(self.facts, self.person_id, account.pk, self.at)

    def why(self, permission: Permission, account: Account) -> policy.Decision:
        """By which chains."""
        return policy.decide(self.facts, self.person_id, permission, account.pk, self.at)

    @property
    def anywhere(self) -> frozenset[Permission]:
        """What the person may do in one account at least."""
        return frozenset(permission for account in self.accounts for permission in self.held(account))


def holdings(person_id: int) -> Holdings:
    """What a person holds now, everywhere."""
    now = clock.now()
    known = facts(person_ids=[person_id])
    tied = {m.account for m in known.memberships} | {g.account for g in known.grants if g.person == person_id}
    found = [a for a in tied if has_tie(known, person_id, a, now)]
    return Holdings(person_id, tuple(Account.objects.filter(pk__in=found).order_by("name", "pk")), known, now)


def holdings_in(person_id: int, account: Account) -> Holdings:
    """What a person holds now in one account: nothing is known of the others."""
    return Holdings(person_id, (account,), facts(account_ids=[account.pk], person_ids=[person_id]), clock.now())


def open_grants(account: Account) -> QuerySet[Grant]:
    """The grants of an account that are not closed (their period may be over, or to come)."""
    return Grant.objects.filter(account=account, closed_at__isnull=True).select_related(
        "person", "group", "granted_by", "granted_by_operator"
    )


def counting() -> Q:
    """The condition that a grant row counts at this moment."""
    now = clock.now()
    return Q(closed_at__isnull=True, valid_from__lte=now) & (Q(valid_until__isnull=True) | Q(valid_until__gt=now))


def grant_permissions(row: Grant) -> frozenset[Permission]:
    """What a grant row contains, by the one table."""
    if row.source == f.Source.PBX:
        return PBX_TABLE[PbxPermission(row.name)]
    return level_permissions(Level(row.name), (Permission(r) for r in row.rights))


def lacks_text(permission: Permission) -> str:
    """The sentence for somebody who lacks a permission."""
    return _("You need the right “%(right)s” for this, and do not have it.") % {"right": permission_label(permission)}


def permission_label(permission: Permission) -> str:
    """A permission in the reader's words."""
    return {
        Permission.BILLING_PORTAL_ENTER: _("Enter the billing portal"),
        Permission.INVOICE_VIEW: _("View invoices"),
        Permission.INVOICE_PAY: _("Pay invoices"),
        Permission.PAYMENT_METHOD_MANAGE: _("Manage payment methods"),
        Permission.BILLING_DETAILS_MANAGE: _("Manage billing details"),
        Permission.BILLING_ADMIN_MANAGE: _("Manage billing administrators"),
        Permission.BILLING_ACTIVITY_VIEW: _("View billing activity"),
        Permission.ADMIN_PORTAL_ENTER: _("Enter the admin portal"),
        Permission.MEMBER_VIEW: _("View people"),
        Permission.MEMBER_MANAGE: _("Manage members"),
        Permission.ADMIN_MANAGE: _("Manage Admins and Super admins"),
        Permission.GROUP_MANAGE: _("Manage groups"),
        Permission.ROLE_MANAGE: _("Manage roles"),
        Permission.ACCOUNT_MANAGE: _("Manage account settings"),
        Permission.ACTIVITY_VIEW: _("View activity"),
        Permission.PBX_ENTER: _("Enter PBX administration"),
        Permission.PBX_PERMISSION_MANAGE: _("Manage PBX permissions"),
        Permission.PBX_CONFIGURE: _("Configure the PBX"),
        Permission.PBX_REPORT_VIEW: _("View reports"),
        Permission.PBX_RECORDING_ACCESS: _("Access call recordings"),
    }[permission]


def _memberships(which: Q) -> Iterable[f.Membership]:
    rows = Membership.objects.filter(which, ended_at__isnull=True).select_related("custom_role")
    for m in rows.prefetch_related("custom_role__permissions"):
        yield f.Membership(
            m.account_id,
            m.person_id,
            m.custom_role.name if m.custom_role else m.role,
            m.held_permissions(),
            m.is_suspended,
            f.Span(m.started_at, m.ended_at),
        )


def _in_groups(which: Q) -> Iterable[f.InGroup]:
    rows = GroupMembership.objects.filter(which, ended_at__isnull=True, group__deleted_at__isnull=True)
    for g in rows.annotate(group_name=F("group__name")):
        yield f.InGroup(g.account_id, g.person_id, g.group_id, g.group_name, f.Span(g.started_at, g.ended_at))


def _nestings(which: Q) -> Iterable[f.Nested]:
    for n in GroupNesting.objects.filter(which, ended_at__isnull=True).annotate(parent_name=F("parent__name")):
        yield f.Nested(n.account_id, n.child_id, n.parent_id, n.parent_name, f.Span(n.started_at, n.ended_at))


def _grants(which: Q) -> Iterable[f.Grant]:
    rows = Grant.objects.filter(which, closed_at__isnull=True).select_related("granted_by", "granted_by_operator")
    for g in rows:
        by = g.granted_by or g.granted_by_operator
        yield f.Grant(
            g.pk,
            g.account_id,
            f.Source(g.source),
            g.name,
            grant_permissions(g),
            f.Span(g.valid_from, g.valid_until),
            g.person_id,
            g.group_id,
            str(by) if by else "",
            g.granted_at,
            g.reason,
        )
