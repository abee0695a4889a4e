"""Whom documents are made out to whose file does not say it: the account, as its billing details are on that day."""

from collections.abc import Iterable

from bursar.accounts.models import Account
from bursar.billing.models import BillingDetails
from bursar.invoices.sheets.values import town_line


def buyers_of(accounts: Iterable[Account]) -> dict[int, dict[str, str]]:
    """What documents keep of the billing details of accounts, by account; the account's name where they are empty."""
    found = {account.pk: {"name": account.name} for account in accounts}
    rows = BillingDetails.objects.filter(portal__account__in=list(found)).select_related("portal")
    for row in rows:
        town = town_line(row.city, row.postal_code, row.country)
        said = {
            "name": row.company or found[row.portal.account_id]["name"],
            "address_lines": "\n".join(part for part in (row.address_lines, town) if part),
            "country": row.country,
            "vat_number": row.vat_number,
            "company_number": row.company_number,
            "delivery_address": row.delivery_address,
            "delivery_country": (row.delivery_country or row.country) if row.delivery_address else "",
            "purchase_order": row.purchase_order,
        }
        found[row.portal.account_id] = {name: value for name, value in said.items() if value}
    return found
