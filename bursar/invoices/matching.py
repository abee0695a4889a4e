"""For whom a bill is: the accounts that the operator's identifiers name. Nothing is guessed.

Names and addresses are not looked at, nor what an account says of itself. A bill whose identifiers name no account, or
more than one, waits for the operator.
"""

import re
from collections.abc import Iterator
from enum import StrEnum

from bursar.accounts.models import Account
from bursar.invoices.models import AccountIdentifier
from bursar.invoices.semantic import Bill


class Scheme(StrEnum):
    """What an identifier is one of. Others are `icd:` and the code of ISO 6523, such as `icd:0088` for a GLN."""

    CUSTOMER_NUMBER = "customer_number"  # BT-46 without a scheme
    BUYER_REFERENCE = "buyer_reference"  # BT-10
    VAT_NUMBER = "vat_number"  # BT-48
    SIREN = "siren"  # BT-47 or BT-46 under 0002
    SIRET = "siret"  # BT-47 or BT-46 under 0009


class Reason(StrEnum):
    """Why a bill waits."""

    NO_ACCOUNT = "no_account"
    SEVERAL_ACCOUNTS = "several_accounts"


_OF_ICD = {"0002": Scheme.SIREN, "0009": Scheme.SIRET, "9957": Scheme.VAT_NUMBER}
_TAKEN_TOGETHER = frozenset({Scheme.VAT_NUMBER, Scheme.SIREN, Scheme.SIRET})
_ICD = re.compile(r"icd:\d{4}")


def is_scheme(text: str) -> bool:
    """Whether there is such a scheme."""
    return text in set(Scheme) or _ICD.fullmatch(text) is not None


def normalised(scheme: str, value: str) -> str:
    """An identifier as it is compared: numbers without the spaces, points and hyphens that people write in them."""
    plain = " ".join(value.split())
    if scheme in _TAKEN_TOGETHER or scheme.startswith("icd:"):
        plain = re.sub(r"[\s.\-]", "", plain)
    return plain.upper()[:100]


def identifiers(bill: Bill) -> set[tuple[str, str]]:
    """What a bill names its buyer by, as (scheme, value)."""
    return {(scheme, plain) for scheme, value in _said(bill) if (plain := normalised(scheme, value))}


def accounts_of(bill: Bill) -> list[Account]:
    """The accounts that are named, each once: one when it is clear for whom the bill is. An account's own number
    names it, as customer number or as buyer reference; the SIREN that a SIRET begins with does where nothing else does.
    """
    wanted = identifiers(bill)
    sirens = {(str(Scheme.SIREN), value[:9]) for scheme, value in wanted if scheme == Scheme.SIRET}
    return _named_by(wanted) or _named_by(sirens)


def _named_by(wanted: set[tuple[str, str]]) -> list[Account]:
    rows = AccountIdentifier.objects.filter(value__in={value for _scheme, value in wanted}).select_related("account")
    found = {row.account_id: row.account for row in rows if (row.scheme, row.value) in wanted}
    own = {value for scheme, value in wanted if scheme in (Scheme.CUSTOMER_NUMBER, Scheme.BUYER_REFERENCE)}
    found |= {account.pk: account for account in Account.objects.filter(number__in=own)}
    return [found[pk] for pk in sorted(found)]


def _said(bill: Bill) -> Iterator[tuple[str, str]]:
    buyer = bill.buyer
    yield Scheme.BUYER_REFERENCE, bill.buyer_reference
    yield Scheme.VAT_NUMBER, buyer.vat_number
    for identifier in (*buyer.identifiers, buyer.legal_registration, buyer.electronic_address):
        if identifier is not None:
            if identifier.scheme.isdigit():
                yield _OF_ICD.get(identifier.scheme, f"icd:{identifier.scheme}"), identifier.value
            elif not identifier.scheme and identifier is not buyer.electronic_address:  # an e-mail address names nobody
                yield Scheme.CUSTOMER_NUMBER, identifier.value
