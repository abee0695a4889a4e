"""The rules of EN 16931 and Factur-X in our own plain words: what is wrong where one is broken."""

import re

from django.utils.translation import gettext_lazy as _l

from bursar.invoices.wording.codes import CODES
from bursar.invoices.wording.counted import DECIMALS, ONCE
from bursar.invoices.wording.missing import MISSING
from bursar.invoices.wording.profiled import of_profile
from bursar.invoices.wording.sums import SUMS
from bursar.invoices.wording.vat import of_category

__all__ = ["of_profile", "words"]

_WHOLE = {**MISSING, **SUMS, **CODES}
_TWO_DECIMALS = _l("%(what)s has more than two decimals.")
_ONCE = _l("%(what)s stands more than once.")
# What Factur-X EXTENDED makes of a rule of the standard: the same with some cents of tolerance, or for some lines only.
_EXTENDED = re.compile(r"BR-FXEXT-(?:(CII-DT-\d+)|(?:BR-)?(?:([A-Z]+)-?)?(\d\d(?:-\d)?))[a-z]*")


def words(rule: str) -> str:
    """What is wrong where a rule is broken; empty for a rule that we have no words for."""
    if rule in _WHOLE:
        return str(_WHOLE[rule])
    if rule in DECIMALS:
        return str(_TWO_DECIMALS) % {"what": DECIMALS[rule]}
    if rule in ONCE:
        return str(_ONCE) % {"what": ONCE[rule]}
    extended = _EXTENDED.fullmatch(rule)
    if extended:
        return words(extended[1] or "-".join(part for part in ("BR", extended[2], extended[3]) if part))
    return of_category(rule)
