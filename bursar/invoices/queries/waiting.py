"""Documents that wait for their account, and what accounts are known by."""

from django.db.models import QuerySet

from bursar.accounts.models import Account
from bursar.core.errors import NotKnown
from bursar.invoices.models import AccountIdentifier, WaitingDocument


def waiting_documents(state: str = WaitingDocument.State.WAITING) -> QuerySet[WaitingDocument]:
    """Those in a state, oldest first, without what they hold; for the operator."""
    rows = WaitingDocument.objects.filter(state=state).select_related("document")
    return rows.defer("content").order_by("received_at", "pk")


def waiting_document(uid: str) -> WaitingDocument:
    """One of them. Raises NotKnown."""
    row = WaitingDocument.objects.select_related("document").filter(uid=uid).first()
    if row is None:
        raise NotKnown
    return row


def identifiers_of(account: Account) -> list[AccountIdentifier]:
    """What bills may name an account by, besides its number; for the operator."""
    return list(AccountIdentifier.objects.filter(account=account).order_by("scheme", "value"))
