"""People around the permissions page: whom one may add, who may change it, and why somebody has what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bursar.access import facts as f
from bursar.access import policy
from bursar.access.permissions import GUARDED, PbxPermission, Permission
from bursar.access.resources import Resource
from bursar.accounts.models import Account, Group, Membership, Person
from bursar.accounts.queries.directory import first_found
from bursar.core import clock
from bursar.core.errors import NotKnown
from bursar.grants import queries as grants
from bursar.pbx import effect, reach
from bursar.pbx.draft import Kind, Principal

LISTED = 8  # candidates of each kind: who does not find theirs types more of the name


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody or some group that can be added to the page."""

    principal: Principal
    name: str
    note: str


@dataclass(frozen=True, slots=True)
class Why:
    """One permission of a person on the PBX with the decision behind it."""

    permission: PbxPermission
    decision: policy.Decision


def candidates(account: Account, words: str) -> list[Candidate]:
    """Active members with words of name or address that begin so, and groups whose name contains the words."""
    groups = Group.objects.filter(account=account, deleted_at__isnull=True)
    for word in words.casefold().split():
        groups = groups.filter(name_folded__contains=word)
    people = [row.person for row in first_found(account, words, LISTED)]
    return [
        *(Candidate(Principal(Kind.PERSON, p.uid), p.name, p.email) for p in people),
        *(Candidate(Principal(Kind.GROUP, g.uid), g.name, g.description) for g in groups.order_by("name")[:LISTED]),
    ]


def managers(account: Account) -> list[Person]:
    """Who may change the permissions page now, by name: Super admins and PBX Super administrators, some of many."""
    known = reach.around_managing(account)
    ids = policy.who(known, Permission.PBX_PERMISSION_MANAGE, account.pk, clock.now())
    return list(Person.objects.filter(pk__in=ids).order_by("last_name", "first_name", "pk"))


def extenders(account: Account, permissions: Iterable[PbxPermission]) -> list[Person]:
    """Who may change the page and holds what they would pass on of these: View and Pay; by name, some of many."""
    known, now = reach.around_managing(account), clock.now()
    wanted = {Permission.PBX_PERMISSION_MANAGE, *({effect.RIGHT[each] for each in permissions} & GUARDED)}
    people = policy.who(known, Permission.PBX_PERMISSION_MANAGE, account.pk, now)
    ids = [person for person in people if wanted <= policy.held(known, person, account.pk, now)]
    return list(Person.objects.filter(pk__in=ids).order_by("last_name", "first_name", "pk"))


def member_with_facts(account: Account, uid: str) -> tuple[Person, list[Why]]:
    """A member and, for each PBX permission, the chains of facts behind it or what stands between. Raises NotKnown."""
    row = Membership.objects.filter(account=account, ended_at__isnull=True, person__uid=uid).select_related("person")
    member = row.first()
    if member is None:
        raise NotKnown
    known = grants.facts(account_ids=[account.pk], person_ids=[member.person_id], past=True)
    return member.person, list(_why(known, member.person_id, account.pk, clock.now()))


def _why(known: f.Facts, person: int, account: int, at: datetime) -> Iterable[Why]:
    for permission, right in effect.RIGHT.items():
        yield Why(permission, policy.decide(known, person, right, Resource.of(account), at))
