"""Changing the billing details: whom the invoices are made out to."""

from collections.abc import Mapping

from django.conf import settings
from django.utils.translation import gettext as _

from bursar.access.actor import Actor
from bursar.access.permissions import Permission
from bursar.accounts.models import Account
from bursar.accounts.steps import lock
from bursar.audit.recording import audited, record, unchanged
from bursar.billing import company_numbers, countries, events, vat
from bursar.billing.queries import DETAILS, billing_details, details_revision
from bursar.core import clock
from bursar.core.errors import Conflict, Refused
from bursar.grants.queries import require


@audited
def change_billing_details(actor: Actor, *, account: Account, details: Mapping[str, str], seen: str) -> None:
    """Change company, addresses, numbers or language; `seen` is the revision that the form was drawn from."""
    lock(account)
    require(actor, Permission.BILLING_DETAILS_MANAGE, account)
    row = billing_details(account)
    if seen != details_revision(row):
        raise Conflict(
            "changed_in_between", _("Somebody changed the billing details in the meantime. Reload the page.")
        )
    wanted = _checked({name: _tidy(details[name]) for name in DETAILS})
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


def _tidy(text: str) -> str:
    """Lines as they are printed: browsers end each by two characters."""
    return "\n".join(line for each in text.splitlines() if (line := each.strip()))


def _checked(details: dict[str, str]) -> dict[str, str]:
    if not details["company"]:
        raise Refused("company_missing", _("Invoices need the company’s name."), field="company")
    for name in ("country", "delivery_country"):
        if details[name] and details[name] not in countries.CODES:
            raise Refused("country_unknown", _("This country is not known here."), field=name)
    if details["delivery_country"] and not details["delivery_address"]:
        raise Refused("address_missing", _("Say where in this country, too."), field="delivery_address")
    if details["invoice_language"] and details["invoice_language"] not in dict(settings.LANGUAGES):
        raise Refused("language_unknown", _("This language is not known here."), field="invoice_language")
    number = vat.normalised(details["vat_number"])
    if number and (fault := vat.fault_of(number, details["country"])):
        raise Refused("vat_number_malformed", _vat_text(fault, details["country"]), field="vat_number")
    company = _checked_company(company_numbers.normalised(details["company_number"]), details["country"], number)
    return {**details, "vat_number": number, "company_number": company}


def _checked_company(number: str, country: str, vat_number: str) -> str:
    if not number:
        return ""
    fault = company_numbers.fault_of(number, country)
    if fault is vat.Fault.DIGITS:
        raise Refused("company_number_malformed", _digits_text(), field="company_number")
    if fault and country == "FR":
        text = _("A SIREN has 9 digits, a SIRET 14. Check how many there are.")
        raise Refused("company_number_malformed", text, field="company_number")
    if fault:
        text = _("This is not how its country writes company numbers. Check the letters and digits.")
        raise Refused("company_number_malformed", text, field="company_number")
    if country == "FR" and not company_numbers.is_of_vat_number(number, vat_number):
        text = _("This number is of another company than the VAT number, which ends with the SIREN.")
        raise Refused("company_number_of_another", text, field="company_number")
    return number


def _digits_text() -> str:
    return _("The check digits do not fit: a digit is wrong, or two are changed round. Compare it with the original.")


def _vat_text(fault: vat.Fault, country: str) -> str:
    if fault is vat.Fault.DIGITS:
        return _digits_text()
    wanted = vat.prefixes(country)
    if not wanted:
        return _("This is not how its country writes VAT numbers. Check the prefix and the number of digits.")
    text = _("A VAT number of this country begins with %(prefix)s. Check the number of letters and digits after it.")
    return text % {"prefix": wanted[0]}
