"""The pictures of the overview in words and numbers: twelve months, and the age of what is due."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from bursar.core.days import format_day
from bursar.core.money import format_money
from bursar.invoices.ageing import Age
from bursar.invoices.figures import Month

FULL = 1000  # how long the longest bar is


class Bar(NamedTuple):
    """A month of the chart: its name, long and short, two amounts in minor units, in words, and all together."""

    label: str
    short: str
    invoiced: int
    paid: int
    invoiced_text: str
    paid_text: str
    tip: str


class AgeBar(NamedTuple):
    """An age of what is due: its name, how many invoices, how much in words, the bar's length, and all together."""

    label: str
    invoices: int
    text: str
    length: int
    tip: str


def bars(months: Sequence[Month], currency: str) -> list[Bar]:
    """The months of the chart."""
    language = get_language() or "en"
    words = _("%(month)s: invoiced %(invoiced)s, paid %(paid)s")
    found = []
    for month in months:
        label, short = format_day(month.first, "LLLL yyyy", language), format_day(month.first, "LLL", language)
        invoiced, paid = (format_money(minor, currency, language) for minor in (month.invoiced, month.paid))
        tip = words % {"month": label, "invoiced": invoiced, "paid": paid}
        found.append(Bar(label, short, month.invoiced, month.paid, invoiced, paid, tip))
    return found


def age_bars(aged: Sequence[Age], currency: str) -> list[AgeBar]:
    """The ages of what is due, from what is not late to what is oldest."""
    language = get_language() or "en"
    labels = [_("Not due yet"), _("1 to 30 days"), _("31 to 60 days"), _("61 to 90 days"), _("Over 90 days")]
    most = max(1, *(each.minor for each in aged))
    found = []
    for label, each in zip(labels, aged, strict=True):
        text = format_money(each.minor, currency, language)
        said = {"age": label, "amount": text, "count": each.count}
        tip = ngettext("%(age)s: %(amount)s, %(count)s invoice", "%(age)s: %(amount)s, %(count)s invoices", each.count)
        length = max(4, FULL * each.minor // most) if each.minor else 0  # what is there is seen, however little it is
        found.append(AgeBar(label, each.count, text, length, tip % said))
    return found
