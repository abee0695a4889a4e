"""The statement of an account behind a door: its page, its PDF, its CSV."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import pgettext_lazy

from bursar.core.money import to_decimal
from bursar.grants.queries import Access
from bursar.invoices import queries
from bursar.invoices.queries import Period
from bursar.payments.statement import Line, every_line, statement
from bursar.payments.statement_pdf import statement_pdf
from bursar.portals.doors import Door
from bursar.portals.spreadsheet import download, harmless

SHOWN, PRINTED = 500, 5_000  # lines of a page, of a PDF; a CSV has all
_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PeriodForm(forms.Form):
    """From when to when, in which currency."""

    start = forms.DateField(label=pgettext_lazy("date", "From"), widget=_DAY)
    end = forms.DateField(label=_l("Until"), widget=_DAY)
    currency = forms.ChoiceField(label=_l("Currency"))

    def __init__(self, currencies: list[str], today: date, data: Any) -> None:
        first = (today.replace(day=1) - timedelta(days=62)).replace(day=1)  # this month and the two before
        usual = {"start": first.isoformat(), "end": today.isoformat(), "currency": (currencies or ["EUR"])[0]}
        super().__init__({name: data.get(name, "") or value for name, value in usual.items()})
        chosen: Any = self.fields["currency"]
        chosen.choices = [(each, each) for each in currencies or ["EUR"]]

    def clean(self) -> dict[str, Any]:
        """It ends no sooner than it begins."""
        cleaned: dict[str, Any] = super().clean() or {}
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end < start:
            self.add_error("end", _("Choose a day that is not before the first."))
        if end and end.year > 9000:
            self.add_error("end", _("Choose a day that is nearer."))
        return cleaned

    def period(self) -> Period:
        """What was asked for, of a form that is valid."""
        return Period(self.cleaned_data["start"], self.cleaned_data["end"], self.cleaned_data["currency"])


def shown(request: HttpRequest, access: Access, door: Door) -> HttpResponse:
    """The page."""
    form = _form(request, access)
    is_fine = form.is_valid()
    context = {
        "door": door,
        "account": access.account,
        "form": form,
        "said": statement(access, form.period(), SHOWN) if is_fine else None,
        "query": urlencode({name: form.data[name] for name in form.fields}),
    }
    return render(request, "bills/statement.html", context, status=200 if is_fine else 422)


def pdf(request: HttpRequest, access: Access, door: Door) -> HttpResponse:
    """The PDF; the page again where what was asked for is no period."""
    form = _form(request, access)
    if not form.is_valid():
        return shown(request, access, door)
    content = statement_pdf(access.account, statement(access, form.period(), PRINTED))
    headers = {
        "Content-Disposition": f'inline; filename="{_name(access, form.period())}.pdf"',
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def exported(request: HttpRequest, access: Access, door: Door) -> HttpResponse:
    """The CSV; the page again where what was asked for is no period."""
    form = _form(request, access)
    if not form.is_valid():
        return shown(request, access, door)
    period = form.period()
    opening = queries.balance_before(access, period)
    table = _table(period, opening, every_line(access, period, opening))
    return download(list(table), f"{_name(access, period)}.csv")


def _table(period: Period, opening: int, lines: Iterable[Line]) -> Iterator[list[str]]:
    def amount(minor: int) -> str:
        return str(to_decimal(minor, period.currency))

    yield [_("Date"), _("Movement"), _("Currency"), _("Amount"), _("Balance")]
    yield [period.start.isoformat(), _("Balance before"), period.currency, "", amount(opening)]
    balance = opening
    for row in lines:
        balance = row.balance
        yield [row.on.isoformat(), harmless(row.text), period.currency, amount(row.minor), amount(row.balance)]
    yield [period.end.isoformat(), _("Balance after"), period.currency, "", amount(balance)]


def _form(request: HttpRequest, access: Access) -> PeriodForm:
    return PeriodForm(queries.currencies_booked(access), queries.today_of(access.account), request.GET)


def _name(access: Access, period: Period) -> str:
    return f"{access.account.number}-{period.start.isoformat()}-{period.end.isoformat()}-{period.currency}"
