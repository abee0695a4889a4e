"""The form of VAT numbers of the European Union, Northern Ireland and Great Britain, checked by their prefix."""

import re

# As VIES, the European Commission's service, describes them; GB as HMRC writes it. Form only, no check digits.
_FORMS = {
    "AT": r"U\d{8}",
    "BE": r"[01]\d{9}",
    "BG": r"\d{9,10}",
    "CY": r"\d{8}[A-Z]",
    "CZ": r"\d{8,10}",
    "DE": r"\d{9}",
    "DK": r"\d{8}",
    "EE": r"\d{9}",
    "EL": r"\d{9}",
    "ES": r"[A-Z0-9]\d{7}[A-Z0-9]",
    "FI": r"\d{8}",
    "FR": r"[A-HJ-NP-Z0-9]{2}\d{9}",
    "HR": r"\d{11}",
    "HU": r"\d{8}",
    "IE": r"\d[A-Z0-9+*]\d{5}[A-Z]{1,2}",
    "IT": r"\d{11}",
    "LT": r"(\d{9}|\d{12})",
    "LU": r"\d{8}",
    "LV": r"\d{11}",
    "MT": r"\d{8}",
    "NL": r"[A-Z0-9+*]{12}",
    "PL": r"\d{10}",
    "PT": r"\d{9}",
    "RO": r"\d{2,10}",
    "SE": r"\d{12}",
    "SI": r"\d{8}",
    "SK": r"\d{10}",
    "XI": r"(\d{9}|\d{12}|GD\d{3}|HA\d{3})",
    "GB": r"(\d{9}|\d{12}|GD\d{3}|HA\d{3})",
}
_PREFIX_OF_COUNTRY = {"GR": ("EL",), "GB": ("GB", "XI"), "MC": ("FR",)}


def normalised(number: str) -> str:
    """Without the spaces, points and hyphens that people write, in capitals."""
    return re.sub(r"[\s.\-]", "", number).upper()


def prefixes(country: str) -> tuple[str, ...]:
    """The prefixes that numbers of a country begin with; none for countries that we do not know the form of."""
    known = _PREFIX_OF_COUNTRY.get(country, (country,))
    return tuple(prefix for prefix in known if prefix in _FORMS)


def is_well_formed(number: str, country: str) -> bool:
    """Whether a normalised number can be one of the country; with a prefix that we know, of that prefix.

    A number of a country that we know nothing of passes as it is, if it is made of letters and digits.
    """
    prefix = number[:2]
    wanted = prefixes(country)
    if wanted and prefix not in wanted:
        return False
    if prefix in _FORMS and (wanted or not country):
        return re.fullmatch(_FORMS[prefix], number[2:]) is not None
    return re.fullmatch(r"[A-Z0-9+*/]{2,20}", number) is not None
