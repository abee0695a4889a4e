"""The rules of a VAT category, in our words: the same ten for each, that differ in what the category wants."""

import re

from django.utils.translation import gettext_lazy as _l

from bursar.invoices.sheets.words import category_text

# The part of a rule's name that says which category it is about -> its code (UNTDID 5305) in a bill.
_CODES = {"S": "S", "Z": "Z", "E": "E", "AE": "AE", "IC": "K", "G": "G", "O": "O", "AF": "L", "AG": "M"}
_WHERE = {2: _l("A line"), 3: _l("A discount on the whole document"), 4: _l("A charge on the whole document")}
_NUMBERS = {
    "seller": _l(
        "%(where)s in VAT category %(category)s needs the seller’s VAT or tax number, or its tax representative’s."
    ),
    "seller_vat": _l(
        "%(where)s in VAT category %(category)s needs the seller’s VAT number, or its tax representative’s."
    ),
    "both": _l("%(where)s in VAT category %(category)s needs the numbers of both the seller and the buyer."),
    "nobody": _l("%(where)s in VAT category %(category)s stands in a document that names a VAT number; it may not."),
}
_RATES = {
    "above": _l("%(where)s in VAT category %(category)s must have a rate above zero."),
    "zero": _l("%(where)s in VAT category %(category)s must have a rate of zero."),
    "not_below": _l("%(where)s in VAT category %(category)s must have a rate that is not below zero."),
    "none": _l("%(where)s in VAT category %(category)s must have no rate."),
}
_WANTED = {"AE": "both", "IC": "both", "G": "seller_vat", "O": "nobody"}
_RATED = {"S": "above", "AF": "not_below", "AG": "not_below", "O": "none"}
_TAXED = ("S", "AF", "AG")
_UNEXPLAINED = (*_TAXED, "Z")  # needs no reason, as its category says all
_LISTED = _l("Something is in VAT category %(category)s, but the VAT summary does not list that category as it must.")
_SUMMED = _l("The amount in VAT category %(category)s is not what its lines, less discounts, plus charges, add up to.")
_RECKONED = _l("The VAT of category %(category)s is not its rate of the amount it is due on.")
_UNTAXED = _l("The VAT of category %(category)s must be zero.")
_REASON = _l("VAT category %(category)s needs the reason why no VAT is charged.")
_NO_REASON = _l("VAT category %(category)s gives a reason why no VAT is charged; it may not.")
_NAMED = re.compile(r"BR-([A-Z]+)-(0[1-9]|10)")


def of_category(rule: str) -> str:
    """What one of the ten rules of a VAT category says; empty for another rule."""
    named = _NAMED.fullmatch(rule)
    if named is None or named[1] not in _CODES:
        return ""
    code, number = _CODES[named[1]], int(named[2])
    where = _WHERE.get(number if number < 5 else number - 3, "")
    return _said(named[1], number) % {"category": f"{code} ({category_text(code)})", "where": where}


def _said(category: str, number: int) -> str:
    if 2 <= number <= 4:
        return str(_NUMBERS[_WANTED.get(category, "seller")])
    if 5 <= number <= 7:
        return str(_RATES[_RATED.get(category, "zero")])
    whole = {
        1: _LISTED,
        8: _SUMMED,
        9: _RECKONED if category in _TAXED else _UNTAXED,
        10: _NO_REASON if category in _UNEXPLAINED else _REASON,
    }
    return str(whole[number])
