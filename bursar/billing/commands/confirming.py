"""Recipients confirmed by a click from their address, asked again, and stopped by the link in their mails."""

from django.utils.translation import gettext as _

from bursar.access.actor import Actor
from bursar.access.permissions import Permission
from bursar.accounts.models import Account
from bursar.accounts.steps import lock
from bursar.audit.recording import audited, record
from bursar.billing import events
from bursar.billing.models import Recipient
from bursar.billing.queries import recipient
from bursar.billing.queries.mailing import access_ended, by_confirmation, stoppable
from bursar.billing.steps.confirming import ask_to_confirm
from bursar.core import clock
from bursar.core.errors import NotKnown, Refused
from bursar.grants.queries import require


@audited
def confirm_recipient(actor: Actor, *, token: str) -> Recipient:
    """Whoever reads the mails of the address wants them. Raises NotKnown for a link that does not work any more."""
    found = by_confirmation(token)
    if found is None:
        raise NotKnown
    lock(found.portal.account)
    row = by_confirmation(token)
    if row is None:
        raise NotKnown
    row.confirmed_at, row.token_hash = clock.now(), ""
    row.save(update_fields=["confirmed_at", "token_hash"])
    record(actor, events.RECIPIENT_CONFIRMED, account=row.portal.account_id, on=("recipient", row.pk))
    return row


@audited
def resend_confirmation(actor: Actor, *, account: Account, uid: str) -> Recipient:
    """Send the link again, or anew to an address whose reader lost access; older ones stop working."""
    lock(account)
    row = recipient(require(actor, Permission.BILLING_DETAILS_MANAGE, account), uid)
    if row.confirmed_at is not None and not access_ended(account.pk, [row]):
        raise Refused("confirmed_already", _("This address is confirmed already."))
    ask_to_confirm(row)
    record(actor, events.RECIPIENT_ASKED, account=account.pk, on=("recipient", row.pk))
    return row


@audited
def stop_recipient(actor: Actor, *, token: str, uid: str) -> Recipient:
    """Send nothing to one of the addresses of a mail any more. Raises NotKnown for one that is sent nothing."""
    found = _among(token, uid)
    lock(found.portal.account)
    row = _among(token, uid)
    row.removed_at = clock.now()
    row.save(update_fields=["removed_at"])
    record(actor, events.RECIPIENT_STOPPED, account=row.portal.account_id, on=("recipient", row.pk))
    return row


def _among(token: str, uid: str) -> Recipient:
    row = next((row for row in stoppable(token) if row.uid == uid), None)
    if row is None:
        raise NotKnown
    return row
