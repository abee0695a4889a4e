"""What the command line names: accounts by their number."""

from typing import Any

from bursar.accounts import queries as accounts
from bursar.core.errors import NotKnown, Refused


def account_numbered(number: str) -> Any:
    """The account with this number. Refused: account_unknown."""
    try:
        return accounts.account_by_number(number)
    except NotKnown:
        raise Refused("account_unknown", f"there is no account {number}") from None
