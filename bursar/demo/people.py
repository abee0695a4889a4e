"""Brings the demo's people in: sign-up, groups, roles, invitations accepted, rights given."""

from datetime import date, datetime, timedelta

from bursar.access.actor import Actor
from bursar.access.permissions import Permission, Role
from bursar.accounts.models import Account, Group, Invitation, Person
from bursar.accounts.steps import link_made
from bursar.billing.commands import add_billing_admin, request_access
from bursar.billing.terms import Terms
from bursar.core.moments import Moment
from bursar.core.moments import ending as end_of
from bursar.demo import cast
from bursar.demo.cast import Organisation, Somebody
from bursar.grants.periods import Period
from bursar.lifecycle.commands.group_members import change_groups_of
from bursar.lifecycle.commands.groups import create_group
from bursar.lifecycle.commands.invitations import accept_invitation, accept_with_new_sign_in
from bursar.lifecycle.commands.member_invitations import invite_member
from bursar.lifecycle.commands.roles import create_role
from bursar.lifecycle.commands.sign_up import ask_sign_up, confirm_sign_up
from bursar.lifecycle.mails import sign_up_link_made
from bursar.pbx.commands import save_permissions
from bursar.pbx.draft import Kind, Principal
from bursar.pbx.models import PermissionsPage

WEB = Actor.job("demo")


def sign_up(organisation: Organisation) -> Account:
    """The founder signs up and confirms."""
    founder = organisation.founder
    row = ask_sign_up(
        WEB,
        first_name=founder.first,
        last_name=founder.last,
        email=organisation.email(founder),
        password=cast.PASSWORD,
        organisation=organisation.name,
        time_zone=organisation.time_zone,
        language=organisation.language,
    )
    return confirm_sign_up(WEB, token=sign_up_link_made(row), password=cast.PASSWORD)


def person(email: str) -> Person:
    """The person with this address."""
    return Person.objects.get(email=email)


def actor(email: str, door: str) -> Actor:
    """The same, acting at a door."""
    return Actor.person(person(email).pk, door=door)


def founder(organisation: Organisation, door: str = "admin") -> Actor:
    """Who signed up, acting at a door."""
    return actor(organisation.email(organisation.founder), door)


def organise(organisation: Organisation, account: Account) -> None:
    """Groups and custom roles, then everybody is invited and accepts."""
    by = founder(organisation)
    groups: dict[str, Group] = {}
    for name, parent in organisation.groups.items():
        uid = groups[parent].uid if parent else ""
        groups[name] = create_group(by, account=account, name=name, parent_uid=uid)
    roles = {
        name: create_role(by, account=account, name=name, permissions=frozenset(map(Permission, contents)))
        for name, contents in organisation.custom_roles.items()
    }
    for somebody in organisation.members:
        uids = [groups[name].uid for name in somebody.groups]
        custom = "" if isinstance(somebody.role, Role) else roles[somebody.role].uid
        _join(by, organisation, account, somebody, uids, custom)
    own = [groups[name].uid for name in organisation.founder.groups]
    change_groups_of(
        by, account=account, person_uid=person(organisation.email(organisation.founder)).uid, group_uids=own
    )


def _join(
    by: Actor, organisation: Organisation, account: Account, somebody: Somebody, groups: list[str], custom: str
) -> None:
    invitation = invite_member(
        by,
        account=account,
        email=organisation.email(somebody),
        first_name=somebody.first,
        last_name=somebody.last,
        language=organisation.language,
        role=Role.CUSTOM if custom else Role(somebody.role),
        custom_role_uid=custom,
        group_uids=groups,
    )
    accept(invitation)


def accept(invitation: Invitation) -> None:
    """Whoever was invited accepts, with a new sign-in where there is none yet."""
    known = Person.objects.filter(email=invitation.email).first()
    token = link_made(invitation)
    if known:
        accept_invitation(Actor.person(known.pk, door="public"), token=token)
        return
    accept_with_new_sign_in(
        WEB,
        token=token,
        first_name=invitation.first_name,
        last_name=invitation.last_name,
        password=cast.PASSWORD,
        language=invitation.language,
    )


def give_billing(organisations: dict[str, tuple[Organisation, Account]], today: date) -> None:
    """The accountant in both portals, and the other billing administrators; one of them for a time."""
    for key, level in cast.ACCOUNTANT_LEVELS.items():
        organisation, account = organisations[key]
        who = (cast.ACCOUNTANT.first, cast.ACCOUNTANT.last, cast.ACCOUNTANT_EMAIL)
        accept(_invite_to_billing(organisation, account, who, Terms(level, reason=REASONS[organisation.language])))
    for key, last, level in cast.BILLING_ADMINISTRATORS:
        organisation, account = organisations[key]
        somebody = _member(organisation, last)
        who = (somebody.first, somebody.last, organisation.email(somebody))
        until = _end(cast.ENDING_LEVEL, last, account, today)
        accept(_invite_to_billing(organisation, account, who, Terms(level, valid_until=until)))


REASONS = {"fr": "Expert-comptable externe", "en": "Outside accountant"}


def loose_ends(organisations: dict[str, tuple[Organisation, Account]]) -> None:
    """An invitation nobody accepted yet, and a request nobody decided yet."""
    key, first, last, email, level = cast.PENDING_INVITATION
    organisation, account = organisations[key]
    _invite_to_billing(organisation, account, (first, last, email), Terms(level))
    key, last, message = cast.ACCESS_REQUEST
    organisation, account = organisations[key]
    asker = actor(organisation.email(_member(organisation, last)), "billing")
    request_access(asker, account=account, message=message)


def tick(organisations: dict[str, tuple[Organisation, Account]], today: date) -> None:
    """The PBX permissions pages, saved once each by the founder, who holds View and Pay; one row for a time."""
    for key, (organisation, account) in organisations.items():
        rows = {
            _principal(organisation, account, name): frozenset(permissions)
            for owner, name, permissions in cast.PBX_ROWS
            if owner == key
        }
        version = PermissionsPage.objects.get(account=account).version
        periods = {
            _principal(organisation, account, name): dict.fromkeys(permissions, Period(None, until))
            for owner, name, permissions in cast.PBX_ROWS
            if owner == key and (until := _end(cast.ENDING_TICKS, name, account, today))
        }
        by = founder(organisation, "pbx")
        save_permissions(by, account=account, version=version, rows=rows, periods=periods)


def _end(ending: tuple[str, int], name: str, account: Account, today: date) -> datetime | None:
    """When it ends for whoever is meant; None for the others."""
    whose, days = ending
    return end_of(Moment(today + timedelta(days=days)), account.time_zone) if name == whose else None


def _principal(organisation: Organisation, account: Account, name: str) -> Principal:
    group = Group.objects.filter(account=account, name=name, deleted_at=None).first()
    if group:
        return Principal(Kind.GROUP, group.uid)
    return Principal(Kind.PERSON, person(organisation.email(_member(organisation, name))).uid)


def _member(organisation: Organisation, last: str) -> Somebody:
    return next(member for member in organisation.members if member.last == last)


def _invite_to_billing(
    organisation: Organisation, account: Account, who: tuple[str, str, str], terms: Terms
) -> Invitation:
    first, last, email = who
    return add_billing_admin(
        founder(organisation, "billing"),
        account=account,
        email=email,
        first_name=first,
        last_name=last,
        language=organisation.language,
        terms=terms,
    )
