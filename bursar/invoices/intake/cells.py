"""The fields of one record of a file, read one by one: text, dates, decimals, codes; problems go to the collector."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from bursar.core.lines import is_seen
from bursar.core.money import CURRENCIES
from bursar.invoices.intake.problems import Place, Problems

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DECIMAL = re.compile(r"(?P<sign>-?)(?P<whole>[0-9]{1,12})(?:\.(?P<part>[0-9]{1,6}))?")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_PATTERNS = {
    "country": re.compile(r"[A-Z]{2}"),
    "vat_number": re.compile(r"[A-Z0-9][A-Z0-9 .+*-]{3,18}"),
    "bic": re.compile(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?"),
}
EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 31)


@dataclass(frozen=True, slots=True)
class Cell:
    """A value as the file has it, and where."""

    text: str
    place: Place


@dataclass
class Cells:
    """The fields of a record by name. Reading an ill one notes the problem and answers an empty value."""

    cells: Mapping[str, Cell]
    place: Place
    problems: Problems

    def at(self, name: str) -> Place:
        """Where a field stands, or the record."""
        cell = self.cells.get(name)
        return cell.place if cell else self.place

    def wrong(self, name: str, code: str, message: str) -> None:
        """Note a problem with a field."""
        self.problems.add(self.at(name), code, message)

    def text(self, name: str, longest: int, *, required: bool = False, lines: bool = False) -> str:
        """A text without control characters; line feeds only where `lines` allows them."""
        cell = self.cells.get(name)
        value = cell.text.replace("\r\n", "\n").strip() if cell else ""
        if required and not value:
            self.wrong(name, "missing", _("%(field)s is missing.") % {"field": name})
        elif len(value) > longest:
            words = _("%(field)s is longer than %(longest)s characters.")
            self.wrong(name, "too_long", words % {"field": name, "longest": longest})
        elif _CONTROL.search(value) or ("\n" in value and not lines) or (name == "number" and not is_seen(value)):
            self.wrong(name, "control_character", _("%(field)s holds a control character.") % {"field": name})
        else:
            return value
        return ""

    def code(self, name: str, longest: int) -> str:
        """A code in capitals whose form is checked where one is known (country, VAT number, BIC, IBAN)."""
        value = self.text(name, longest).upper()
        form = _PATTERNS.get(name.removeprefix("issuer_").removeprefix("buyer_"))
        if value and form is not None and not form.fullmatch(value):
            words = _("“%(value)s” is not a valid %(field)s.")
            self.wrong(name, "bad_code", words % {"value": value, "field": name})
        return value

    def iban(self, name: str) -> str:
        """An IBAN without spaces, its check digits verified (ISO 13616, mod 97)."""
        value = self.text(name, 42).replace(" ", "").upper()
        if value and not _is_iban(value):
            self.wrong(name, "bad_iban", _("“%(value)s” is not a valid IBAN.") % {"value": value})
            return ""
        return value

    def email(self, name: str) -> str:
        """An e-mail address."""
        value = self.text(name, 254)
        try:
            if value:
                validate_email(value)
        except ValidationError:
            self.wrong(name, "bad_email", _("“%(value)s” is not an e-mail address.") % {"value": value})
            return ""
        return value

    def choice(self, name: str, options: tuple[str, ...]) -> str:
        """One of a few words."""
        value = self.text(name, 40, required=True)
        if value and value not in options:
            words = _("“%(value)s” is not known here. Write one of: %(options)s.")
            self.wrong(name, "unknown_word", words % {"value": value, "options": ", ".join(options)})
            return ""
        return value

    def currency(self, name: str = "currency") -> str:
        """An ISO 4217 code."""
        value = self.text(name, 3, required=True)
        if value and value not in CURRENCIES:
            words = _("“%(value)s” is not an ISO 4217 currency that is known here, in capitals such as EUR.")
            self.wrong(name, "unknown_currency", words % {"value": value})
            return ""
        return value

    def date(self, name: str, *, required: bool = False) -> date | None:
        """A date as YYYY-MM-DD and nothing else: 03/04/2026 means two things."""
        value = self.text(name, 20, required=required)
        if not value:
            return None
        try:
            day = date.fromisoformat(value) if _DATE.fullmatch(value) else None
        except ValueError:
            day = None
        if day is None or not EARLIEST <= day <= LATEST:
            words = _("“%(value)s” is not a date as YYYY-MM-DD.")
            self.wrong(name, "bad_date", words % {"value": value})
            return None
        return day

    def decimal(self, name: str, places: int, *, required: bool = False) -> int | None:
        """A decimal number with a point, as an integer of its `places`: 12.5 at six places is 12500000."""
        value = self.text(name, 24, required=required)
        if not value:
            return None
        match = _DECIMAL.fullmatch(value)
        part = (match["part"] or "").rstrip("0") if match else ""
        if match is None or len(part) > places:
            self.wrong(name, "bad_number", _number_words(value, places))
            return None
        number = int(match["whole"] + part.ljust(places, "0"))
        return -number if match["sign"] else number


def _number_words(value: str, places: int) -> str:
    if "," in value:
        return _("“%(value)s” is not a number: write it with a point and without groups, such as 1234.50.") % {
            "value": value
        }
    words = _("“%(value)s” is not a number with at most %(places)s decimal places.")
    return words % {"value": value, "places": places}


def _is_iban(value: str) -> bool:
    if not re.fullmatch(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{10,30}", value):
        return False
    digits = "".join(str(int(c, 36)) for c in value[4:] + value[:4])
    return int(digits) % 97 == 1
