"""Lists of documents that cost the same whatever their length: each order is an index, each word a range of one."""

from typing import Any, Literal

from django.db import connection
from django.db.models import Exists, F, OuterRef, QuerySet, TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce, NullIf

from bursar.accounts.models import Account
from bursar.grants.queries import Access
from bursar.invoices.models import Document, Standing, Word
from bursar.invoices.queries.standing import Listed, published
from bursar.invoices.search import after, words_asked

Tab = Literal["open", "paid"]
# Sorting by what people see.
SORTS = {
    "number": "number",
    "issued": "issued_on",
    "due": "due_on",
    "total": "gross_minor",
    "left": "outstanding_minor",
}
DEFAULT_SORT = {"open": "due", "paid": "-issued", "credits": "-issued"}
# A word that finds no more documents than this is looked up first; among more, walking the list meets them soon.
FEW = 400
_COUNT = """
(SELECT COUNT(*) FROM (
    SELECT 1 FROM invoices_word WHERE account_id = %s AND word >= %s AND word < %s LIMIT %s
) AS found)
"""


def invoices(access: Access, tab: Tab, *, search: str = "", year: int | None = None) -> QuerySet[Standing]:
    """The account's invoices with something left to pay (`open`), or the others (`paid`, the cancelled among them), in
    no order yet. Raises Forbidden without View invoices."""
    is_open = [tab == "open"]  # as a list: SQLite finds no index for NOT
    rows = published(access).filter(kind=Document.Kind.INVOICE, is_open__in=is_open)
    return _narrowed(access.account, rows, search, year)


def credit_notes(access: Access, *, search: str = "", year: int | None = None) -> QuerySet[Standing]:
    """The account's credit notes, with the invoices that they refer to."""
    rows = published(access).select_related("document__refers_to")
    rows = rows.filter(kind=Document.Kind.CREDIT_NOTE, is_open__in=[False])
    return _narrowed(access.account, rows, search, year)


_SHOWN = (
    *("pk", "document__uid", "number", "currency", "issued_on", "due_on", "seller"),
    *("gross_minor", "credited_minor", "paid_minor", "outstanding_minor"),
)
_REFERRED = ("document__refers_to__uid", "document__refers_to__number")


def listed(rows: QuerySet[Standing], *, credits: bool = False) -> "QuerySet[Any, Listed]":
    """The rows of a list instead of whole documents, which take five times as long to make; those of credit notes with
    the invoices that they refer to."""
    said = NullIf(KeyTextTransform("name", "document__seller"), Value(""), output_field=TextField())
    named = rows.annotate(seller=Coalesce(said, F("document__issuer__name"), output_field=TextField()))
    return named.values_list(*_SHOWN, *(_REFERRED if credits else ()), named=True)


def newest(access: Access, limit: int) -> list[Standing]:
    """The invoices issued last, whatever is left of them."""
    rows = published(access).filter(kind=Document.Kind.INVOICE)
    return list(rows.order_by("-issued_on", "-pk")[:limit])


def order(tab: str, sort: str) -> str:
    """The column that a tab is sorted by when the address asks for `sort`, with `-` for downwards."""
    asked = sort if sort.lstrip("-") in SORTS else DEFAULT_SORT[tab]
    return f"{'-' if asked.startswith('-') else ''}{SORTS[asked.lstrip('-')]}"


def found_by(account: Account, word: bytes) -> QuerySet[Word]:
    """The words of the account's documents that begin with `word`."""
    return Word.objects.filter(account=account, word__gte=word, word__lt=after(word))


def _narrowed(account: Account, rows: QuerySet[Standing], search: str, year: int | None) -> QuerySet[Standing]:
    if year:
        rows = rows.filter(issued_year=year)
    words = words_asked(search)
    if not words:
        return rows
    counts = _counts(account, words)
    rarest = min(range(len(words)), key=counts.__getitem__)
    if counts[rarest] <= FEW:
        word = words.pop(rarest)
        rows = rows.filter(pk__in=list(found_by(account, word).values_list("document_id", flat=True)))
    for word in words:
        here = Word.objects.filter(document=OuterRef("pk"), word__gte=word, word__lt=after(word))
        rows = rows.filter(Exists(here))
    return rows


def _counts(account: Account, words: list[bytes]) -> list[int]:
    """How many documents each word finds, counted no further than needed, all in one statement."""
    values = [value for word in words for value in (account.pk, word, after(word), FEW + 1)]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join([_COUNT] * len(words))}", values)
        return list(cursor.fetchone())
