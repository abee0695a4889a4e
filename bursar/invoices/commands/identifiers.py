"""What bills name accounts by: the operator says so."""

from django.utils.translation import gettext as _

from bursar.access.actor import Actor
from bursar.accounts import steps as accounts
from bursar.accounts.models import Account
from bursar.audit.recording import audited, record, unchanged
from bursar.core.errors import NotKnown, Refused
from bursar.invoices import events
from bursar.invoices.matching import is_scheme, normalised
from bursar.invoices.models import AccountIdentifier
from bursar.invoices.steps.taking import require_vendor


@audited
def add_identifier(actor: Actor, *, account: Account, scheme: str, value: str) -> AccountIdentifier:
    """Bills that name their buyer so are for this account. Refused: unknown_scheme, missing, identifier_taken."""
    require_vendor(actor, account)
    accounts.lock(account)
    if not is_scheme(scheme):
        raise Refused(
            "unknown_scheme", _("“%(scheme)s” is no kind of identifier.") % {"scheme": scheme}, field="scheme"
        )
    plain = normalised(scheme, value)
    if not plain:
        raise Refused("missing", _("Say what the account is known by."), field="value")
    there = AccountIdentifier.objects.select_related("account").filter(scheme=scheme, value=plain).first()
    if there is not None and there.account_id != account.pk:
        words = _("Another account is known by this already.")
        if actor.reaches(there.account_id):
            words = _("The account %(number)s is known by this already.") % {"number": there.account.number}
        raise Refused("identifier_taken", words, field="value")
    if there is not None:
        unchanged()
        return there
    row = AccountIdentifier.objects.create(account=account, scheme=scheme, value=plain)
    record(actor, events.IDENTIFIER_ADDED, account=account.pk, on=("identifier", row.pk), new=_words(row))
    return row


@audited
def remove_identifier(actor: Actor, *, account: Account, scheme: str, value: str) -> None:
    """Bills that name their buyer so are no longer for this account. Raises NotKnown."""
    require_vendor(actor, account)
    accounts.lock(account)
    row = AccountIdentifier.objects.filter(account=account, scheme=scheme, value=normalised(scheme, value)).first()
    if row is None:
        raise NotKnown
    record(actor, events.IDENTIFIER_REMOVED, account=account.pk, on=("identifier", row.pk), old=_words(row))
    row.delete()


def _words(row: AccountIdentifier) -> dict[str, str]:
    """Not the number itself: a sole trader's is personal."""
    return {"scheme": row.scheme}
