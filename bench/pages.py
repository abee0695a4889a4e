"""The pages that are measured: their names, addresses, and as whom they are asked for."""

from dataclasses import dataclass
from datetime import date, timedelta

from bench import bills, building, crowd
from bench.table import BARE
from bursar.accounts.models import Account, Person
from bursar.invoices.models import Document, Standing

FOUNDER, REFUSED, BY_DJANGO = "founder", "refused", "founder, signed in by Django alone"
COMMON_NAME = "meridian"  # in everybody's address


@dataclass(frozen=True)
class Page:
    """A page to ask for."""

    name: str
    address: str
    who: str = FOUNDER


def found() -> tuple[Account, dict[str, Person]]:
    """The account of the database, and who asks: its founder, and a member without any right over the bills."""
    account = Account.objects.get()
    last = Person.objects.filter(memberships__account=account).latest("pk")
    return account, {FOUNDER: Person.objects.get(email=building.FOUNDER), REFUSED: last}


def pages(account: Account) -> list[Page]:
    """All of them; the first is what the others are compared with."""
    number = account.number
    billing, people = f"/billing/{number}", f"/admin/{number}/people/"
    long_ago = Document.objects.filter(account=account).earliest("issued_on").issued_on + timedelta(days=40)
    invoice = Document.objects.filter(account=account, kind="invoice").order_by("issued_on")[60]
    paid = Standing.objects.filter(account=account, kind="invoice", is_open=False).order_by("-issued_on", "-pk")
    middle = paid[paid.count() // 2 - 25]
    return [
        Page(BARE, f"/bare/{number}/", BARE),
        *_lists(f"{billing}/invoices/", str(invoice.issued_on.year), long_ago, middle.document.uid),
        Page("an invoice", f"{billing}/invoices/{invoice.uid}/"),
        Page("overview", f"{billing}/"),
        Page("billing administrators", f"{billing}/administrators/"),
        Page("PBX permissions", f"/pbx/{number}/permissions/"),
        Page("people", people),
        Page("people, a common name", f"{people}?q={COMMON_NAME}"),
        Page("people, a rare name", f"{people}?q={crowd.RARE_NAME[1].lower()}"),
        Page("My account", "/me/"),
        Page("refusal page", f"{billing}/", REFUSED),
    ]


def _lists(address: str, year: str, long_ago: date, middle: str) -> list[Page]:
    since = f"{long_ago:%Y-%m}-01"
    wanted = [
        ("open invoices", ""),
        ("open, a rare word", f"q={bills.RARE_WORD}"),
        ("open, a common word", f"q={bills.COMMON_WORD}"),
        ("open, a month of long ago", f"q={long_ago:%Y%m}"),
        *((f"open, by {sort}", f"sort={sort}") for sort in ("number", "issued", "-due", "total", "left")),
        ("paid invoices", "tab=paid"),
        ("paid, from the middle on", f"tab=paid&after={middle}"),
        ("paid, last page", "tab=paid&before="),
        ("paid, a rare word", f"tab=paid&q={bills.RARE_WORD}"),
        ("paid, a common word", f"tab=paid&q={bills.COMMON_WORD}"),
        ("paid, two common words", f"tab=paid&q={bills.COMMON_WORD}+meridian"),
        ("paid, words never together", "tab=paid&q=sas+ltd"),
        ("paid, no such word", "tab=paid&q=nowhere"),
        ("paid, a year", f"tab=paid&year={year}"),
        *((f"paid, by {sort}", f"tab=paid&sort={sort}") for sort in ("number", "issued", "-due", "-total", "left")),
        ("paid, year and word by total", f"tab=paid&year={year}&q={bills.COMMON_WORD}&sort=-total"),
        ("credit notes", "tab=credits"),
        ("open, overdue", "status=overdue"),
        ("open, partly paid", "status=partly_paid"),
        ("paid, cancelled", "tab=paid&status=cancelled"),
        ("paid, a few days by total", f"tab=paid&since={since}&until={since[:-2]}28&sort=-total"),
        ("paid, a total as typed", "tab=paid&q=1,234.50"),
        ("paid, few totals", "tab=paid&least=9999&sort=-due"),
        ("paid, another currency", "tab=paid&currency=GBP"),
        ("paid, currency and totals", "tab=paid&currency=GBP&least=100&most=200&status=paid"),
    ]
    return [Page(name, f"{address}?{query}" if query else address) for name, query in wanted]
