"""Accounts: those that the token's person has to do with, and what they may do there."""

from typing import Any

from ninja import Router, Schema

from bursar.access.permissions import Permission
from bursar.api.rest.auth import may
from bursar.api.rest.problems import Problem
from bursar.core.errors import Forbidden, NotKnown
from bursar.grants.queries import access_to, holdings

router = Router(tags=["accounts"])
REFUSALS: dict[Any, Any] = dict.fromkeys((400, 401, 403, 404, 429, 503), Problem)


class AccountOut(Schema):
    """A customer organisation, and the rights that this token has in it."""

    number: str
    name: str
    time_zone: str
    language: str
    rights: list[Permission]


class AccountsOut(Schema):
    """All of them: nobody has to do with many."""

    items: list[AccountOut]


@router.get("/accounts", response={200: AccountsOut, **REFUSALS}, summary="The accounts one has to do with")
def list_accounts(request: Any) -> Any:
    """By name."""
    if request.auth.person_id is None:
        raise Forbidden("no_person", "A token of the installation has no accounts of its own.")
    items = []
    for account in holdings(request.auth.person_id).accounts:
        try:
            items.append(_shown(access_to(request.auth, account)))
        except NotKnown:  # the token is for another account
            continue
    return AccountsOut(items=items)


@router.get("/accounts/{number}", response={200: AccountOut, **REFUSALS}, summary="An account")
def get_account(request: Any, number: str) -> Any:
    """Its name, and what one may do there."""
    return _shown(may(request, number))


def _shown(access: Any) -> AccountOut:
    account = access.account
    rights = [permission for permission in Permission if permission in access.held]
    return AccountOut(
        number=account.number, name=account.name, time_zone=account.time_zone, language=account.language, rights=rights
    )
