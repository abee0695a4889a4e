"""An account's people in bulk: members with their roles and groups, billing administrators, ticks on the PBX."""

import random
from collections import Counter
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db.models import F

from bench import names
from bursar.access.actor import Actor
from bursar.access.permissions import Level, PbxPermission, Permission, Role
from bursar.accounts.models import Account, CustomRole, Group, GroupMembership, Membership, Person, Word
from bursar.accounts.models.word import words_of
from bursar.accounts.steps import link_made
from bursar.audit.models import Entry
from bursar.billing.commands import add_billing_admin
from bursar.billing.terms import Terms
from bursar.core import clock
from bursar.lifecycle import events
from bursar.lifecycle.commands.groups import create_group
from bursar.lifecycle.commands.invitations import accept_invitation
from bursar.lifecycle.commands.roles import create_role
from bursar.pbx.commands import save_permissions
from bursar.pbx.draft import Kind, Principal
from bursar.pbx.models import PermissionsPage

AT_ONCE = 5_000
BILLING_ADMINISTRATORS = 20  # beside the founder
LEVELS = (Level.FULL, Level.PAYER, Level.PAYER, Level.VIEWER)
RARE_NAME = ("Zéphyrine", "Quatrebarbes")
BILLS = frozenset({PbxPermission.VIEW_INVOICES, PbxPermission.PAY_INVOICES})
CALLS = frozenset({PbxPermission.VIEW_INVOICES})


@dataclass(frozen=True)
class Crowd:
    """Who is there: all members but the founder, and those who may pay."""

    people: list[Person]
    payers: list[Person]


def gather(account: Account, founder: Person, size: int, dice: random.Random) -> Crowd:
    """`size` members in all, the founder among them. The last one has no right over the bills."""
    by = Actor.person(founder.pk, door="admin")
    groups = _groups(by, account, 12 * len(str(size // 100)))
    role = create_role(by, account=account, name="Reception", permissions=frozenset({Permission.MEMBER_VIEW}))
    people = _people(size - 1, dice)
    for start in range(0, len(people), AT_ONCE):
        _join(account, people[start : start + AT_ONCE], groups, role, dice)
    payers = [founder, *_billing_administrators(account, founder, people)]
    _tick(account, founder, people[BILLING_ADMINISTRATORS:-1], groups)
    return Crowd(people, payers)


def _groups(by: Actor, account: Account, count: int) -> list[Group]:
    made: dict[str, Group] = {}
    for name, parent in names.units(count):
        made[name] = create_group(by, account=account, name=name, parent_uid=made[parent].uid if parent else "")
    return list(made.values())


def _people(count: int, dice: random.Random) -> list[Person]:
    nobody = make_password(None)
    found = []
    for serial in range(count):
        first, last = RARE_NAME if serial == count // 2 else names.person(dice)
        email = names.address(first, last, serial)
        folded = f"{first} {last} {email}".casefold()
        person = Person(email=email, first_name=first, last_name=last, name_folded=folded, password=nobody)
        person.confirmed_at = clock.now()
        found.append(person)
    return found


def _join(account: Account, people: list[Person], groups: list[Group], role: CustomRole, dice: random.Random) -> None:
    """As accepting an invitation leaves them: a sign-in, a membership, groups and one entry each."""
    Person.objects.bulk_create(people)
    EmailAddress.objects.bulk_create(EmailAddress(user=p, email=p.email, verified=True, primary=True) for p in people)
    chances = [dice.random() if n >= BILLING_ADMINISTRATORS else 1.0 for n in range(len(people))]
    memberships = [_membership(account, p, role, chance) for p, chance in zip(people, chances, strict=True)]
    Membership.objects.bulk_create(memberships)
    Word.objects.bulk_create(word for person in people for word in words_of(account.pk, person))
    inside = [dice.sample(groups, k=dice.choice((0, 1, 1, 2))) for _ in people]
    inside[-1] = []
    pairs = [(group, person) for person, mine in zip(people, inside, strict=True) for group in mine]
    GroupMembership.objects.bulk_create(
        GroupMembership(account=account, group=g, person=p, name_key=p.name_key) for g, p in pairs
    )
    for group, count in Counter(group.pk for group, _person in pairs).items():
        Group.objects.filter(pk=group).update(size=F("size") + count)
    Entry.objects.bulk_create(
        Entry(
            at=clock.now(), kind=events.MEMBER_JOINED.name, account_id=account.pk, actor_kind="person",
            actor_id=m.person_id, door="public", on_type="person", on_id=m.person_id,
            new={"role": m.role, "custom_role": m.custom_role_id, "groups": [g.pk for g in mine]},
        )
        for m, mine in zip(memberships, inside, strict=True)
    )  # fmt: skip


def _membership(account: Account, person: Person, custom: CustomRole, chance: float) -> Membership:
    key = person.name_key
    if chance < 0.03:
        return Membership(account=account, person=person, role=Role.CUSTOM, custom_role=custom, name_key=key)
    role = Role.ADMIN if chance < 0.04 else Role.MEMBER
    return Membership(account=account, person=person, role=role, is_suspended=0.04 <= chance < 0.05, name_key=key)


def _billing_administrators(account: Account, founder: Person, people: list[Person]) -> list[Person]:
    """Invited by the founder and accepted; answers those who may pay."""
    payers = []
    for number, person in enumerate(people[:BILLING_ADMINISTRATORS]):
        level = LEVELS[number % len(LEVELS)]
        invitation = add_billing_admin(
            Actor.person(founder.pk, door="billing"), account=account, email=person.email,
            first_name=person.first_name, last_name=person.last_name, language="en", terms=Terms(level),
        )  # fmt: skip
        accept_invitation(Actor.person(person.pk, door="public"), token=link_made(invitation))
        payers += [person] if level is not Level.VIEWER else []
    return payers


def _tick(account: Account, founder: Person, people: list[Person], groups: list[Group]) -> None:
    """One Save of the permissions page: every fourth group, and five people of a hundred (50 to 1,000)."""
    suspended = set(Membership.objects.filter(account=account, is_suspended=True).values_list("person_id", flat=True))
    people = [person for person in people if person.pk not in suspended]
    count = min(max(50, len(people) // 20), 1_000)
    rows = {Principal(Kind.PERSON, person.uid): BILLS if n % 3 else CALLS for n, person in enumerate(people[:count])}
    rows |= {Principal(Kind.GROUP, group.uid): CALLS for group in groups[::4]}
    version = PermissionsPage.objects.get(account=account).version
    save_permissions(Actor.person(founder.pk, door="pbx"), account=account, version=version, rows=rows)
