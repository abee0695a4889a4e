"""What the address of a list asks for: which tab, narrowed to what, in which order; anything unknown is left out."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

from bursar.core.money import exponent
from bursar.grants.queries import Access
from bursar.invoices import queries
from bursar.invoices.queries import Wanted
from bursar.portals.bills.filters import BillFilter

TABS = ("open", "paid", "credits")
# The fields of a list's address, and what each is called in the form.
_FILTERS = ("status", "since", "until", "least", "most", "currency", "seller", "code")


@dataclass(frozen=True)
class Asked:
    """What the address asks for; `kept` is what was typed into the filters, the wrong among it. There is no form, and
    nothing to be chosen is looked for, where nobody asks for filters."""

    wanted: Wanted
    form: BillFilter | None
    kept: dict[str, str]

    @property
    def tab(self) -> str:
        """Which list."""
        return self.wanted.tab

    @property
    def search(self) -> str:
        """The words."""
        return self.wanted.search

    @property
    def year(self) -> int | None:
        """The year of issue."""
        return self.wanted.year

    @property
    def sort(self) -> str:
        """The order that was asked for."""
        return self.wanted.sort

    @property
    def is_narrowed(self) -> bool:
        """Whether less than the whole tab is shown."""
        return self.wanted.is_narrowed

    def query(self, **changes: Any) -> str:
        """The address's query with some parts changed."""
        said = {"tab": self.tab, "q": self.search, "year": self.year or "", **self.kept, "sort": self.sort, **changes}
        return urlencode({name: value for name, value in said.items() if value})


def asked_of(request: HttpRequest, access: Access) -> Asked:
    """What this address asks for."""
    tab = request.GET.get("tab", "open")
    tab = tab if tab in TABS else "open"
    year = request.GET.get("year", "")
    sort = request.GET.get("sort", "")
    wanted = Wanted(
        tab=tab,
        search=" ".join(request.GET.get("q", "").split())[:100],
        year=int(year) if year.isascii() and year.isdigit() and len(year) == 4 and year > "1000" else None,
        sort=sort if sort.lstrip("-") in queries.SORTS else "",
    )
    typed = {name: value for name in _FILTERS if (value := request.GET.get(name, "").strip()[:40])}
    return _narrowed(request, access, wanted, typed) if typed or "more" in request.GET else Asked(wanted, None, {})


def _narrowed(request: HttpRequest, access: Access, wanted: Wanted, typed: dict[str, str]) -> Asked:
    choices = queries.choices(access)
    form = BillFilter(request.GET, tab=wanted.tab, choices=choices)
    form.is_valid()
    narrowed = {name: value for name in _FILTERS if (value := form.cleaned_data.get(name)) not in (None, "")}
    places = {exponent(code) for code in choices.currencies}
    wanted = replace(wanted, **narrowed, places=places.pop() if len(places) == 1 else None)
    return Asked(wanted, form, {name: each for name, each in typed.items() if name in narrowed or name in form.errors})
