"""Reads on billing details and recipients."""

from bursar.accounts.models import Account
from bursar.billing.models import BillingDetails, Recipient
from bursar.billing.queries.administrators import revision
from bursar.core.errors import NotKnown
from bursar.grants.queries import Access

DETAILS = (
    *("company", "address_lines", "postal_code", "city", "country", "vat_number", "company_number"),
    *("delivery_address", "delivery_country", "purchase_order", "invoice_language"),
)


def billing_details(account: Account) -> BillingDetails:
    """Whom the account's invoices are made out to."""
    return BillingDetails.objects.get(portal__account=account)


def invoice_language(account: Account) -> str:
    """The language that the account's invoices are drawn in: the one chosen for them, else the account's."""
    chosen = BillingDetails.objects.filter(portal__account=account).values_list("invoice_language", flat=True).first()
    return chosen or account.language


def details_revision(row: BillingDetails) -> str:
    """What a form about the details was drawn from."""
    return revision(*(getattr(row, name) for name in DETAILS))


def recipients(account: Account) -> list[Recipient]:
    """The addresses that are sent invoices or receipts, by address."""
    return list(Recipient.objects.filter(portal__account=account, removed_at__isnull=True).order_by("email", "pk"))


def recipient(access: Access, uid: str) -> Recipient:
    """A recipient of this account. Raises NotKnown."""
    rows = Recipient.objects.filter(portal__account=access.account, removed_at__isnull=True, uid=uid)
    row = rows.select_related("portal__account").first()
    if row is None:
        raise NotKnown
    return row


def recipient_revision(row: Recipient) -> str:
    """What a form about a recipient was drawn from."""
    return revision(row.email, row.language, row.wants_invoices, row.wants_receipts, row.wants_reminders)


def recipient_addresses_by_id(ids: set[int]) -> dict[int, str]:
    """Addresses by id, removed ones too, for naming them in the activity."""
    return dict(Recipient.objects.filter(pk__in=ids).values_list("pk", "email")) if ids else {}
