"""What the address of a list asks for: which tab, narrowed to what, in which order; anything unknown is left out."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

from bursar.invoices import queries
from bursar.invoices.queries import Choices, Wanted
from bursar.portals.bills.filters import BillFilter

TABS = ("open", "paid", "credits")
# The fields of a list's address, and what each is called in the form.
_FILTERS = ("status", "since", "until", "least", "most", "currency", "seller", "code")


@dataclass(frozen=True)
class Asked:
    """What the address asks for; `kept` is what was typed into the filters, the wrong among it."""

    wanted: Wanted
    form: BillFilter
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

    @property
    def more(self) -> int:
        """How many filters beside words and year are set."""
        return len(self.kept)

    def query(self, **changes: Any) -> str:
        """The address's query with some parts changed."""
        said = {"tab": self.tab, "q": self.search, "year": self.year or "", **self.kept, "sort": self.sort, **changes}
        return urlencode({name: value for name, value in said.items() if value})


def asked_of(request: HttpRequest, choices: Choices) -> Asked:
    """What this address asks for."""
    tab = request.GET.get("tab", "open")
    year = request.GET.get("year", "")
    sort = request.GET.get("sort", "")
    tab = tab if tab in TABS else "open"
    form = BillFilter(request.GET, tab=tab, choices=choices)
    form.is_valid()
    narrowed = {name: value for name in _FILTERS if (value := form.cleaned_data.get(name)) not in (None, "")}
    wanted = Wanted(
        tab=tab,
        search=" ".join(request.GET.get("q", "").split())[:100],
        year=int(year) if year.isascii() and year.isdigit() and len(year) == 4 and year > "1000" else None,
        sort=sort if sort.lstrip("-") in queries.SORTS else "",
        **narrowed,
    )
    typed = {name: value for name in _FILTERS if (value := request.GET.get(name, "").strip()[:40])}
    return Asked(
        wanted, form, {name: value for name, value in typed.items() if name in narrowed or name in form.errors}
    )
