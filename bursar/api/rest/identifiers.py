"""What accounts are known by on documents: for tokens of the installation."""

from typing import Annotated, Any

from ninja import Router, Schema, Status
from pydantic import AfterValidator, StringConstraints

from bursar.accounts.queries import account_by_number
from bursar.api.rest.accounts import REFUSALS
from bursar.api.rest.problems import Problem
from bursar.api.rest.shapes import Given, whole
from bursar.invoices import commands, queries
from bursar.invoices.steps.taking import require_vendor

router = Router(tags=["documents"])


class IdentifierBody(Given):
    """What documents name an account by."""

    scheme: Annotated[str, StringConstraints(max_length=20), AfterValidator(whole)]
    value: Annotated[str, StringConstraints(min_length=1, max_length=100), AfterValidator(whole)]


class IdentifierList(Schema):
    """All of an account."""

    items: list[IdentifierBody]


@router.get(
    "/accounts/{number}/identifiers", response={200: IdentifierList, **REFUSALS}, summary="What one is known by"
)
def list_identifiers(request: Any, number: str) -> Any:
    """Besides its own number."""
    require_vendor(request.auth)
    account = account_by_number(number)
    require_vendor(request.auth, account)
    rows = queries.identifiers_of(account)
    return IdentifierList(items=[IdentifierBody(scheme=row.scheme, value=row.value) for row in rows])


@router.post(
    "/accounts/{number}/identifiers",
    response={200: IdentifierBody, 422: Problem, **REFUSALS},
    summary="Add an identifier",
)
def add_identifier(request: Any, number: str, body: IdentifierBody) -> Any:
    """Documents that name their buyer so are for this account from now on. Schemes: `vat_number`, `siren`, `siret`,
    `buyer_reference`, `customer_number`, or `icd:` and a code of ISO 6523."""
    require_vendor(request.auth)
    account = account_by_number(number)
    row = commands.add_identifier(request.auth, account=account, scheme=body.scheme, value=body.value)
    return IdentifierBody(scheme=row.scheme, value=row.value)


@router.delete(
    "/accounts/{number}/identifiers/{scheme}/{value}", response={204: None, **REFUSALS}, summary="Remove an identifier"
)
def remove_identifier(request: Any, number: str, scheme: str, value: str) -> Any:
    """Documents that name their buyer so are no longer for this account."""
    require_vendor(request.auth)
    commands.remove_identifier(request.auth, account=account_by_number(number), scheme=scheme, value=value)
    return Status(204, None)
