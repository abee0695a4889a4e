"""The countries that an address can be in: those of ISO 3166-1, as Babel knows them. Pure."""

import re

from babel import Locale

# Regions and marks of Unicode's own, and islands that the standard keeps apart without being countries.
_NO_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"})
CODES = frozenset(
    code for code in map(str, Locale("en").territories) if re.fullmatch("[A-Z]{2}", code) and code not in _NO_COUNTRIES
)
