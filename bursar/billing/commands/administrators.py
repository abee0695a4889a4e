"""Changing and removing a billing administrator, and giving up one's own access (rules 4 and 5, S7)."""

from django.utils.translation import gettext as _

from bursar.access.actor import Actor
from bursar.access.permissions import Level, Permission
from bursar.accounts.models import Account, Person
from bursar.accounts.queries import person_by_id
from bursar.accounts.queries.kinds import goes_by_role
from bursar.accounts.steps import lock
from bursar.audit.recording import audited, record, unchanged
from bursar.billing import events, steps
from bursar.billing.queries import level_of, revision, terms_of
from bursar.billing.rules import require_assigned, require_may_give, require_may_touch
from bursar.billing.terms import Terms, check_sound
from bursar.core import clock
from bursar.core.errors import Conflict, NotKnown
from bursar.grants import steps as grants
from bursar.grants.models import Grant
from bursar.grants.queries import Access, grant_permissions, require


@audited
def change_billing_admin(actor: Actor, *, account: Account, person: Person, terms: Terms, seen: str) -> Grant:
    """Give a billing administrator other terms: the row is closed and another opened, held_since kept.

    `seen` is the revision that the form was drawn from; saved in between is a conflict, and nothing is written.
    """
    access = _locked(actor, account)
    row = _touchable(access, person, seen)
    check_sound(terms, account.time_zone)
    require_may_give(access, terms)
    if _is_same(row, terms):
        unchanged()
        return row
    grant = steps.give(actor, account, person, terms, Grant.How.EDIT, row)
    steps.ensure_full_administrator_remains(account, field=_guilty_field(terms))
    steps.reopen_portal(actor, account)
    record(
        actor,
        events.ADMIN_CHANGED,
        account=account.pk,
        on=("person", person.pk),
        old=steps.words_of(row),
        new=steps.words_of(grant),
    )
    steps.tell_person(actor, account, person, "changed", terms)
    steps.tell_full(actor, account, "changed", terms=terms, who=person.pk)
    return grant


@audited
def remove_billing_admin(actor: Actor, *, account: Account, person: Person, seen: str) -> None:
    """Take every billing right from a billing administrator; what they hold elsewhere stays (rule 10)."""
    access = _locked(actor, account)
    row = _touchable(access, person, seen)
    grants.close(actor, row)
    steps.ensure_full_administrator_remains(account)
    record(actor, events.ADMIN_REMOVED, account=account.pk, on=("person", person.pk), old=steps.words_of(row))
    steps.tell_person(actor, account, person, "removed")
    steps.tell_full(actor, account, "removed", who=person.pk)


@audited
def leave_billing_portal(actor: Actor, *, account: Account) -> None:
    """Give up one's own billing rights; needs no right but to hold them. The last Full administrator stays."""
    lock(account)
    person = person_by_id(actor.person_id or 0)
    row = level_of(account, person=person)
    if row is None:
        raise NotKnown
    grants.close(actor, row)
    steps.ensure_full_administrator_remains(account)
    record(actor, events.ADMIN_LEFT, account=account.pk, on=("person", person.pk), old=steps.words_of(row))
    steps.tell_full(actor, account, "withdrew", who=person.pk, by_role=goes_by_role(account))


def _locked(actor: Actor, account: Account) -> Access:
    lock(account)
    access = require(actor, Permission.BILLING_ADMIN_MANAGE, account)
    require_assigned(access)
    return access


def _touchable(access: Access, person: Person, seen: str) -> Grant:
    row = level_of(access.account, person=person)
    if row is None:
        raise NotKnown
    require_may_touch(access, grant_permissions(row))
    if seen != revision("grant", row.pk):
        text = _("Somebody changed this billing administrator in the meantime. Reload the page before you decide.")
        raise Conflict("changed_in_between", text)
    return row


def _is_same(row: Grant, terms: Terms) -> bool:
    held = terms_of(row)
    has_begun = row.valid_from <= clock.now()
    same_start = terms.start <= clock.now() if has_begun else terms.valid_from == row.valid_from
    return same_start and held.starting(None) == terms.starting(None)


def _guilty_field(terms: Terms) -> str:
    """Which of the terms would leave the portal without an administrator."""
    if terms.level is not Level.FULL:
        return "level"
    return "ends_on" if terms.valid_until else "starts_on"
