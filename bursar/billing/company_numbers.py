"""Numbers that countries give their companies, such as SIREN and SIRET: form and check digits (python-stdnum)."""

import re

from bursar.billing.vat import Fault, checked

# By country, the numbers that its companies go by, as python-stdnum names them; the first one that fits counts.
_KINDS = {
    "AT": ("businessid",),
    "BE": ("vat",),
    "CH": ("uid",),
    "CZ": ("dic",),
    "DK": ("cvr",),
    "EE": ("registrikood",),
    "ES": ("nif",),
    "FI": ("ytunnus",),
    "FR": ("siren", "siret"),
    "IT": ("iva",),
    "NO": ("orgnr",),
    "PL": ("regon",),
    "PT": ("nif",),
    "SE": ("orgnr",),
}


def normalised(number: str) -> str:
    """Without the spaces, points and hyphens that people write, in capitals."""
    return re.sub(r"[\s.\-]", "", number).upper()


def fault_of(number: str, country: str) -> Fault | None:
    """What is wrong with a normalised number; one of a country that we know nothing of is letters and digits."""
    faults = [checked(country.lower(), kind, number) for kind in _KINDS.get(country, ())]
    if None in faults:
        return None
    if faults:
        return Fault.DIGITS if Fault.DIGITS in faults else Fault.FORM
    return None if re.fullmatch(r"[A-Z0-9/]{2,30}", number) else Fault.FORM


def is_of_vat_number(number: str, vat_number: str) -> bool:
    """Whether a SIREN or SIRET is of the company that a French VAT number names: it ends with the SIREN."""
    return not vat_number.startswith("FR") or vat_number.endswith(number[:9])
