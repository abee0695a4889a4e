"""VAT numbers, checked as their country writes them: prefix, form and check digits (python-stdnum)."""

import re
from enum import StrEnum

from stdnum import get_cc_module
from stdnum.exceptions import InvalidChecksum, ValidationError

# The countries of the European Union as VIES writes them, Northern Ireland, and Great Britain as HMRC writes it.
_PREFIXES = frozenset(
    [
        *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "EL", "ES", "FI", "FR", "GB", "HR", "HU", "IE"),
        *("IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "XI"),
    ]
)
_PREFIX_OF_COUNTRY = {"GR": ("EL",), "GB": ("GB", "XI"), "MC": ("FR",)}
_MODULE_OF_PREFIX = {"EL": "gr", "XI": "gb"}


class Fault(StrEnum):
    """What is wrong with a number: another country's prefix, not its form, or its check digits."""

    PREFIX = "prefix"
    FORM = "form"
    DIGITS = "digits"


def normalised(number: str) -> str:
    """Without the spaces, points and hyphens that people write, in capitals."""
    return re.sub(r"[\s.\-]", "", number).upper()


def prefixes(country: str) -> tuple[str, ...]:
    """The prefixes that numbers of a country begin with; none for countries that we do not know the form of."""
    known = _PREFIX_OF_COUNTRY.get(country, (country,))
    return tuple(prefix for prefix in known if prefix in _PREFIXES)


def fault_of(number: str, country: str) -> Fault | None:
    """What is wrong with a normalised number of the country; with a prefix that we know, of that prefix.

    A number of a country that we know nothing of passes as it is, if it is made of letters and digits.
    """
    prefix = number[:2]
    wanted = prefixes(country)
    if wanted and prefix not in wanted:
        return Fault.PREFIX
    if prefix in _PREFIXES and (wanted or not country):
        return checked(_MODULE_OF_PREFIX.get(prefix, prefix.lower()), "vat", number[2:])
    return None if re.fullmatch(r"[A-Z0-9+*/]{2,20}", number) else Fault.FORM


def checked(country: str, kind: str, number: str) -> Fault | None:
    """What python-stdnum finds wrong with a country's number of a kind."""
    module = get_cc_module(country, kind)
    if module is None:
        raise LookupError(f"no numbers of {country} by the name of {kind}")
    try:
        module.validate(number)
    except InvalidChecksum:
        return Fault.DIGITS
    except ValidationError:
        return Fault.FORM
    return None
