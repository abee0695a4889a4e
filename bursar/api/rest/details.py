"""Billing details: whom the invoices are made out to; read by the vendor's programs, too, which make them out."""

from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Router
from pydantic import AfterValidator, StringConstraints

from bursar.access.permissions import Permission
from bursar.api.rest.accounts import REFUSALS
from bursar.api.rest.auth import may
from bursar.api.rest.etags import tagged, unchanged
from bursar.api.rest.members import EDITS
from bursar.api.rest.shapes import Given, called, whole
from bursar.billing.commands import change_billing_details
from bursar.billing.queries import DETAILS, billing_details, details_revision
from bursar.billing.queries.read import account_to_read

router = Router(tags=["billing details"])
Country = Annotated[str, StringConstraints(pattern="^([A-Z]{2})?$")]
Language = Annotated[str, StringConstraints(pattern="^(en|fr)?$")]
Whole = AfterValidator(whole)


class Details(Given):
    """Lines of addresses are separated by line feeds, countries are ISO 3166-1 alpha-2; what is not known is empty.

    `delivery_address` is there if it is another one, `delivery_country` if that is in another country.
    """

    company: Annotated[str, StringConstraints(max_length=120), AfterValidator(called)]
    address_lines: Annotated[str, StringConstraints(max_length=240), Whole]
    postal_code: Annotated[str, StringConstraints(max_length=16), Whole]
    city: Annotated[str, StringConstraints(max_length=80), Whole]
    country: Country
    vat_number: Annotated[str, StringConstraints(max_length=30), Whole]
    company_number: Annotated[str, StringConstraints(max_length=40), Whole]
    delivery_address: Annotated[str, StringConstraints(max_length=400), Whole]
    delivery_country: Country
    purchase_order: Annotated[str, StringConstraints(max_length=60), Whole]
    invoice_language: Language


@router.get("/accounts/{number}/billing/details", response={200: Details, **REFUSALS}, summary="Read them")
def get_details(request: Any, response: HttpResponse, number: str) -> Any:
    """For administrators who may manage them, and for tokens of the installation for `billing_details:read`."""
    return tagged(response, _shown(account_to_read(request.auth, number)))


@router.put("/accounts/{number}/billing/details", response={200: Details, **EDITS}, summary="Change them")
def put_details(request: Any, response: HttpResponse, number: str, given: Details) -> Any:
    """All of them, if nothing changed since they were read (If-Match). They stand on the invoices to come."""
    account = may(request, number, Permission.BILLING_DETAILS_MANAGE).account
    seen = details_revision(billing_details(account))
    with unchanged(request, account, lambda: _shown(account)):
        change_billing_details(request.auth, account=account, details=given.model_dump(), seen=seen)
    return tagged(response, _shown(account))


def _shown(account: Any) -> Details:
    row = billing_details(account)
    return Details.model_construct(**{name: getattr(row, name) for name in DETAILS})
