"""What incoming money is for: invoices by their structured reference or their number. Nothing is guessed."""

from dataclasses import dataclass
from enum import StrEnum

from bursar.accounts.models import Account
from bursar.invoices.models import Document
from bursar.invoices.references import uids_in, words_in


class Reason(StrEnum):
    """Why it waits."""

    NO_INVOICE = "no_invoice"
    SEVERAL_ACCOUNTS = "several_accounts"
    OTHER_CURRENCY = "other_currency"


@dataclass(frozen=True)
class Matched:
    """The account and the invoices, soonest due first; or why there are none."""

    account: Account | None
    invoices: list[Document]
    why: str = ""


def matched(text: str, currency: str, *, account: Account | None = None, numbers: list[str] | None = None) -> Matched:
    """What money with these words is for. `account` and `numbers` are what the file says besides; an account that is
    named is enough: money for no invoice is its credit."""
    invoices = Document.objects.filter(kind=Document.Kind.INVOICE, standing__isnull=False).select_related("account")
    if account is not None:
        invoices = invoices.filter(account=account)
    wanted = numbers or words_in(text)
    found = list(invoices.filter(uid__in=uids_in(text))) or list(invoices.filter(number__in=wanted))
    if numbers and len({each.number for each in found}) < len(set(numbers)):
        return Matched(None, [], Reason.NO_INVOICE)
    owners = {each.account_id: each.account for each in found}
    if len(owners) > 1 or len({each.number for each in found}) < len(found):
        return Matched(None, [], Reason.SEVERAL_ACCOUNTS)
    if any(each.currency != currency for each in found):
        return Matched(None, [], Reason.OTHER_CURRENCY)
    owner = account or next(iter(owners.values()), None)
    if owner is None:
        return Matched(None, [], Reason.NO_INVOICE)
    return Matched(owner, sorted(found, key=lambda each: (each.due_on or each.issued_on, each.pk)))
