"""Adding, changing and removing recipients: addresses that are sent invoices or receipts and hold no right."""

from django.utils.translation import gettext as _

from bursar.access.actor import Actor
from bursar.access.permissions import Permission
from bursar.accounts.models import Account
from bursar.accounts.steps import lock
from bursar.audit.recording import audited, record, unchanged
from bursar.billing import events
from bursar.billing.models import Recipient
from bursar.billing.queries import portal_of, recipient, recipient_revision, recipients
from bursar.billing.steps.confirming import ask_to_confirm
from bursar.core import clock
from bursar.core.errors import Conflict, Refused
from bursar.grants.queries import Access, require

AT_MOST = 50


@audited
def add_recipient(
    actor: Actor,
    *,
    account: Account,
    email: str,
    language: str,
    wants_invoices: bool,
    wants_receipts: bool,
    wants_reminders: bool = False,
) -> Recipient:
    """Send invoices, receipts or reminders to one more address."""
    _locked(actor, account)
    address = email.strip().lower()
    _check(account, address, wants_invoices or wants_receipts or wants_reminders)
    if len(recipients(account)) >= AT_MOST:
        raise Refused("too_many_recipients", _("There are fifty recipients already. Remove one first."), field="email")
    row = Recipient.objects.create(
        portal=portal_of(account),
        email=address,
        language=language,
        wants_invoices=wants_invoices,
        wants_receipts=wants_receipts,
        wants_reminders=wants_reminders,
        added_at=clock.now(),
    )
    ask_to_confirm(row)
    record(actor, events.RECIPIENT_ADDED, account=account.pk, on=("recipient", row.pk), new=_words(row))
    return row


@audited
def change_recipient(
    actor: Actor,
    *,
    account: Account,
    uid: str,
    email: str,
    language: str,
    wants_invoices: bool,
    wants_receipts: bool,
    seen: str,
    wants_reminders: bool = False,
) -> Recipient:
    """Change an address, its language or what it is sent."""
    row = recipient(_locked(actor, account), uid)
    if seen != recipient_revision(row):
        raise Conflict("changed_in_between", _("Somebody changed this recipient in the meantime. Reload the page."))
    address, old, before = email.strip().lower(), _words(row), recipient_revision(row)
    _check(account, address, wants_invoices or wants_receipts or wants_reminders, besides=row)
    is_other_address = address != row.email
    row.email, row.language = address, language
    row.wants_invoices, row.wants_receipts, row.wants_reminders = wants_invoices, wants_receipts, wants_reminders
    if recipient_revision(row) == before:
        unchanged()
        return row
    row.save()
    if is_other_address:
        ask_to_confirm(row)
    new = {**_words(row), "is_other_address": is_other_address}
    record(actor, events.RECIPIENT_CHANGED, account=account.pk, on=("recipient", row.pk), old=old, new=new)
    return row


@audited
def remove_recipient(actor: Actor, *, account: Account, uid: str) -> None:
    """Send nothing to the address any more."""
    row = recipient(_locked(actor, account), uid)
    row.removed_at = clock.now()
    row.save(update_fields=["removed_at"])
    record(actor, events.RECIPIENT_REMOVED, account=account.pk, on=("recipient", row.pk), old=_words(row))


def _locked(actor: Actor, account: Account) -> Access:
    lock(account)
    return require(actor, Permission.BILLING_DETAILS_MANAGE, account)


def _check(account: Account, address: str, wants_something: bool, besides: Recipient | None = None) -> None:
    if not wants_something:
        raise Refused("nothing_wanted", _("Choose what this address is sent."), field="topics")
    if any(row.email == address and row != besides for row in recipients(account)):
        raise Refused("already_recipient", _("This address is a recipient already."), field="email")


def _words(row: Recipient) -> dict[str, object]:
    """A recipient in an entry's words: no address, it may be a person's."""
    topics = [name for name in ("invoices", "receipts", "reminders") if getattr(row, f"wants_{name}")]
    return {"language": row.language, "topics": topics}
