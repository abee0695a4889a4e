"""Why no VAT is charged, and what allowances and charges are for: the standard's codes in words."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

# VATEX of the CEF; those of the directive's articles are read as such.
_EXEMPTIONS = {
    "VATEX-EU-AE": _l("Reverse charge: VAT is due by the buyer"),
    "VATEX-EU-IC": _l("Intra-Community supply"),
    "VATEX-EU-G": _l("Export outside the EU"),
    "VATEX-EU-O": _l("Not subject to VAT"),
    "VATEX-EU-D": _l("Margin scheme for travel agents"),
    "VATEX-EU-F": _l("Margin scheme for second-hand goods"),
    "VATEX-EU-I": _l("Margin scheme for works of art"),
    "VATEX-EU-J": _l("Margin scheme for collectors’ items and antiques"),
    "VATEX-FR-FRANCHISE": _l("VAT not applicable, article 293 B of the French tax code"),
    "VATEX-FR-CNWVAT": _l("Credit note without VAT"),
}
_ARTICLE = re.compile(r"VATEX-EU-([0-9]{2,3})(?:-([0-9]{1,2})?([A-Z]{1,2})?)?")
# UNTDID 5189
_ALLOWANCES = {
    "41": _l("Bonus for works ahead of schedule"),
    "42": _l("Bonus"),
    "60": _l("Manufacturer’s consumer discount"),
    "64": _l("Special agreement"),
    "65": _l("Discount for a production error"),
    "66": _l("Discount for a new outlet"),
    "67": _l("Sample discount"),
    "68": _l("End-of-range discount"),
    "70": _l("Discount for terms of delivery"),
    "71": _l("Allowance above a sales threshold"),
    "88": _l("Material surcharge or deduction"),
    "95": _l("Discount"),
    "100": _l("Special rebate"),
    "102": _l("Fixed long-term discount"),
    "103": _l("Temporary discount"),
    "104": _l("Standard discount"),
    "105": _l("Yearly turnover discount"),
}
# UNTDID 7161
_CHARGES = {
    "AA": _l("Advertising"),
    "AAA": _l("Telecommunication"),
    "ABK": _l("Miscellaneous"),
    "ABL": _l("Additional packaging"),
    "ADR": _l("Other services"),
    "ADT": _l("Pick-up"),
    "AJ": _l("Adjustments"),
    "CG": _l("Cleaning"),
    "DL": _l("Delivery"),
    "FC": _l("Freight"),
    "FI": _l("Financing"),
    "LA": _l("Labelling"),
    "PC": _l("Packing"),
    "SH": _l("Special handling"),
}


def exemption_text(said: str, code: str) -> str:
    """Why no VAT is charged: in the seller's words, or those of the code; one that we do not know stays as it is."""
    if said or not code:
        return said
    code = code.upper()
    if word := _EXEMPTIONS.get(code):
        return str(word)
    if match := _ARTICLE.fullmatch(code):
        parts = "".join(f"({part.lower()})" for part in match.groups()[1:] if part)
        return _("Exempt, article %(article)s of Directive 2006/112/EC") % {"article": f"{match[1]}{parts}"}
    return code


def adjustment_text(said: str, code: str, *, is_charge: bool) -> str:
    """What an allowance or a charge is for: in the seller's words, or those of the code."""
    word = (_CHARGES if is_charge else _ALLOWANCES).get(code)
    return said or str(word or (_("Charge") if is_charge else _("Allowance")))
