"""Going of one's own accord out of an account (rules 2 and 10)."""

from django.utils.translation import gettext as _

from bursar.access.actor import Actor
from bursar.access.permissions import Role
from bursar.accounts.models import Account
from bursar.accounts.queries import membership as membership_of
from bursar.accounts.queries import person_by_id
from bursar.accounts.steps import end_membership, lock, other_super_admins
from bursar.audit.recording import audited, record
from bursar.core.errors import NotKnown, Refused
from bursar.grants import steps as grant_steps
from bursar.lifecycle import events
from bursar.pbx.steps import page_changed


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
    if closed:
        page_changed(account)
    record(
        actor,
        events.MEMBER_LEFT,
        account=account.pk,
        on=("person", person.pk),
        old={"role": membership.role, "custom_role": membership.custom_role_id, "closed": closed},
    )
