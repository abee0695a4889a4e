"""Changing the billing details: whom the invoices are made out to."""

from collections.abc import Mapping

from babel import Locale
from django.utils.translation import gettext as _

from bursar.access.actor import Actor
from bursar.access.permissions import Permission
from bursar.accounts.models import Account
from bursar.accounts.steps import lock
from bursar.audit.recording import audited, record, unchanged
from bursar.billing import events, vat
from bursar.billing.queries import DETAILS, billing_details, details_revision
from bursar.core import clock
from bursar.core.errors import Conflict, Refused
from bursar.grants.queries import require


@audited
def change_billing_details(actor: Actor, *, account: Account, details: Mapping[str, str], seen: str) -> None:
    """Change company, address, VAT number or purchase order; `seen` is the revision that the form was drawn from."""
    lock(account)
    require(actor, Permission.BILLING_DETAILS_MANAGE, account)
    row = billing_details(account)
    if seen != details_revision(row):
        raise Conflict(
            "changed_in_between", _("Somebody changed the billing details in the meantime. Reload the page.")
        )
    wanted = _checked({name: details[name].strip() for name in DETAILS})
    changed = [name for name in DETAILS if getattr(row, name) != wanted[name]]
    if not changed:
        unchanged()
        return
    for name in changed:
        setattr(row, name, wanted[name])
    row.changed_at = clock.now()
    row.save()
    # Which fields, not what stands in them: a sole trader's company is a person's name.
    record(actor, events.DETAILS_CHANGED, account=account.pk, new={"fields": changed})


def _checked(details: dict[str, str]) -> dict[str, str]:
    if not details["company"]:
        raise Refused("company_missing", _("Invoices need the company’s name."), field="company")
    if details["country"] and details["country"] not in Locale("en").territories:
        raise Refused("country_unknown", _("This country is not known here."), field="country")
    number = vat.normalised(details["vat_number"])
    if number and not vat.is_well_formed(number, details["country"]):
        raise Refused("vat_number_malformed", _vat_text(details["country"]), field="vat_number")
    return {**details, "vat_number": number}


def _vat_text(country: str) -> str:
    wanted = vat.prefixes(country)
    if not wanted:
        return _("This is not how its country writes VAT numbers. Check the prefix and the number of digits.")
    text = _("A VAT number of this country begins with %(prefix)s. Check the number of letters and digits after it.")
    return text % {"prefix": wanted[0]}
