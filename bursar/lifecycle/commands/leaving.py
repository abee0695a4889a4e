"""Going of one's own accord: out of an account, or out of the administration of its bills (rules 2, 5 and 10)."""

from django.utils.translation import gettext as _

from bursar.access.actor import Actor
from bursar.access.permissions import Role
from bursar.accounts.models import Account
from bursar.accounts.queries import membership as membership_of
from bursar.accounts.queries import person_by_id
from bursar.accounts.steps import end_membership, lock, other_super_admins
from bursar.audit.recording import audited, record
from bursar.billing.steps import ensure_full_administrator_remains
from bursar.core.errors import NotKnown, Refused
from bursar.grants import queries as grants
from bursar.grants import steps as grant_steps
from bursar.lifecycle import events


@audited
def leave_account(actor: Actor, *, account: Account) -> None:
    """End one's membership: roles, groups and PBX permissions go with it, a billing administrator stays one."""
    lock(account)
    person = person_by_id(actor.person_id or 0)
    membership = membership_of(account, person)
    if membership is None:
        raise NotKnown
    is_active_super_admin = membership.role == Role.SUPER_ADMIN and not membership.is_suspended
    if is_active_super_admin and not other_super_admins(account, person):
        raise Refused(
            "last_super_admin",
            _("You are the last Super admin of %(account)s. Make somebody else Super admin first, then leave.")
            % {"account": account.name},
        )
    end_membership(membership)
    closed = grant_steps.close_pbx_grants_of(actor, account, person)
    record(
        actor,
        events.MEMBER_LEFT,
        account=account.pk,
        on=("person", person.pk),
        old={"role": membership.role, "custom_role": membership.custom_role_id, "grants": closed},
    )


@audited
def leave_billing(actor: Actor, *, account: Account) -> None:
    """Give back one's rights in the billing portal; the last Full administrator cannot."""
    lock(account)
    person = person_by_id(actor.person_id or 0)
    grant = grants.open_grants(account).filter(source="billing", person=person).first()
    if grant is None:
        raise NotKnown
    if grant.name == "full" and grant.valid_until is None:
        ensure_full_administrator_remains(account, without=person)
    grant_steps.close(actor, grant)
    record(
        actor,
        events.BILLING_ADMINISTRATOR_LEFT,
        account=account.pk,
        on=("person", person.pk),
        old={"grant": grant.pk, "level": grant.name, "rights": grant.rights},
    )
