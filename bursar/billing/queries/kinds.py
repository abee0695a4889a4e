"""What another kind of billing portal would give and take, for whom, and what stands against it."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from bursar.access.changes import Change, changes
from bursar.access.facts import PortalKind, Source
from bursar.access.kinds import as_kind
from bursar.access.permissions import ROLE_BILLING, Permission, Role
from bursar.accounts.models import Account, Membership, Person
from bursar.accounts.queries import people_by_id
from bursar.accounts.queries.kinds import portal_kind, super_admins
from bursar.billing.queries.keepers import named_administrators
from bursar.core import clock
from bursar.core.errors import Refused
from bursar.grants.models import Grant
from bursar.grants.queries import facts


@dataclass(frozen=True)
class Turn:
    """What switching a portal to a kind would do: right by right, and person by person in the order of names."""

    kind: PortalKind
    changes: tuple[Change, ...]
    people: list[Person]

    def gained(self, person: Person) -> list[Permission]:
        """What the person would hold then and does not now."""
        return [change.right for change in self.changes if person.pk in change.gained]

    def lost(self, person: Person) -> list[Permission]:
        """What the person holds now and would not then."""
        return [change.right for change in self.changes if person.pk in change.lost]


def kind_turn(account: Account, kind: PortalKind) -> Turn:
    """Who would gain and who would lose what if the account's billing portal were of this kind from now on."""
    now = clock.now()
    before = facts(account_ids=[account.pk], person_ids=_concerned(account))
    found = changes(before, as_kind(before, account.pk, kind, now), account.pk, now)
    people = people_by_id(set().union(*(change.gained | change.lost for change in found)))
    return Turn(kind, found, sorted(people.values(), key=lambda p: (p.last_name, p.first_name, p.pk)))


def kind_refusal(account: Account, kind: PortalKind) -> Refused | None:
    """What stands against switching the account's billing portal to this kind now, with the way out."""
    if kind is portal_kind(account):
        return Refused(
            "same_kind", _("This billing portal is of that kind already. Nothing was changed."), field="kind"
        )
    if kind is PortalKind.ASSIGNED and not named_administrators(account):
        text = _(
            "Nobody could look after the billing portal then: no effective billing administrator is at level Full "
            "without an end date. Appoint one first (bursar billing-admin appoint): that works at once and sleeps "
            "until the portal is switched."
        )
        return Refused("no_full_administrator", text, field="kind")
    if kind is PortalKind.BY_ROLE and not super_admins(account):
        text = _("Nobody could look after the billing portal then: the account has no active Super admin.")
        return Refused("no_super_admin", text, field="kind")
    return None


def _concerned(account: Account) -> set[int]:
    """Whoever could hold the portal in either kind: those named, Super admins, roles that carry rights over bills."""
    named = Grant.objects.filter(account=account, source=Source.BILLING, closed_at__isnull=True)
    carrying = Q(custom_role__permissions__permission__in=ROLE_BILLING, custom_role__permissions__ended_at__isnull=True)
    members = Membership.objects.filter(account=account, ended_at__isnull=True)
    by_role = members.filter(Q(role=Role.SUPER_ADMIN) | carrying)
    return {*named.values_list("person_id", flat=True), *by_role.values_list("person_id", flat=True)} - {None}
