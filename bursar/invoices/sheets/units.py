"""Quantities with their units, in words."""

from decimal import Decimal

from django.utils.translation import ngettext, pgettext

from bursar.invoices.sheets.values import number_text

_PIECES = frozenset({"", "C62", "H87", "EA", "NAR", "XPP", "ZZ"})  # of whatever the line names
# UN/ECE Recommendation 20
_SIGNS = {
    "KGM": "kg", "GRM": "g", "TNE": "t", "LTR": "l", "MTR": "m", "MTK": "m²", "MTQ": "m³", "KMT": "km", "KWH": "kWh",
    "P1": "%", "MGM": "mg", "CMT": "cm", "MMT": "mm", "MLT": "ml", "MWH": "MWh", "HAR": "ha", "SEC": "s", "4L": "MB",
    "E34": "GB", "E35": "TB", "KWT": "kW", "KVA": "kVA",
}  # fmt: skip


def quantity_text(quantity: Decimal | None, unit: str, language: str) -> str:
    """A quantity with its unit, unless that is only *one*; a unit that we have no word for stays a code."""
    number = number_text(quantity, language)
    if quantity is None or unit in _PIECES:
        return number
    word = _words(1 if abs(quantity) <= 1 else 2).get(unit) or _SIGNS.get(unit, unit)
    return f"{number}\u00a0{word}"


def _words(many: int) -> dict[str, str]:
    return {
        "HUR": ngettext("hour", "hours", many),
        "DAY": ngettext("day", "days", many),
        "WEE": ngettext("week", "weeks", many),
        "MON": ngettext("month", "months", many),
        "ANN": ngettext("year", "years", many),
        "SET": ngettext("set", "sets", many),
        "PR": ngettext("pair", "pairs", many),
        "DZN": ngettext("dozen", "dozens", many),
        "LS": pgettext("quantity", "lump sum"),
        "XBX": ngettext("box", "boxes", many),
        "XCT": ngettext("carton", "cartons", many),
        "XPX": ngettext("pallet", "pallets", many),
        "IE": ngettext("person", "persons", many),
        "MIN": pgettext("minutes", "min"),
    }
