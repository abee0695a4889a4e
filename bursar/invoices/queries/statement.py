"""The statements that read a page of a list. They are written out because a page is asked for more than anything else,
and so that each database goes by the index that was made for the order."""

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from bursar.accounts.models import Account
from bursar.core.windows import Place
from bursar.invoices.models import Word
from bursar.invoices.search import after, words_asked

# Sorting by what people see.
SORTS = {
    "number": "number",
    "issued": "issued_on",
    "due": "due_on",
    "total": "gross_minor",
    "left": "outstanding_minor",
}
DEFAULT_SORT = {"open": "due", "paid": "-issued", "credits": "-issued"}
_TABS = {"open": ("invoice", True), "paid": ("invoice", False), "credits": ("credit_note", False)}
# A word that finds no more documents than this is looked up first; among more, walking the list meets them soon.
FEW = 2_000
_RANGE = "account_id = %s AND word >= %s AND word < %s"
_COUNT = f"(SELECT COUNT(*) FROM (SELECT 1 FROM invoices_word WHERE {_RANGE} LIMIT %s) AS found)"
_FOUND = f"(SELECT DISTINCT document_id FROM invoices_word WHERE {_RANGE}) AS f CROSS JOIN "  # f first, says CROSS
_HAS = "EXISTS (SELECT 1 FROM invoices_word w WHERE w.document_id = s.document_id AND w.word >= %s AND w.word < %s)"
_MARK = (
    "(SELECT m.{column} FROM invoices_standing m JOIN invoices_document n ON n.id = m.document_id "
    "WHERE n.uid = %s AND m.account_id = %s)"
)
_SHOWN = """
SELECT s.document_id, d.uid, s.number, s.currency, s.issued_on, s.due_on, s.gross_minor, s.adjusted_minor,
       s.credited_minor, s.paid_minor, s.kept_minor, COALESCE(NULLIF({seller}, ''), i.name), r.uid, r.number
FROM ({inner}) AS s JOIN invoices_document d ON d.id = s.document_id JOIN invoices_issuer i ON i.id = d.issuer_id
LEFT JOIN invoices_document r ON r.id = d.refers_to_id ORDER BY {order} {limit}
"""
_SELLER = {"sqlite": "json_extract(d.seller, '$.name')", "postgresql": "d.seller ->> 'name'"}
Statement = tuple[str, list[Any]]


@dataclass(frozen=True)
class Wanted:
    """A list: open invoices (`open`), the others (`paid`, the cancelled among them) or credit notes (`credits`),
    narrowed to words and a year of issue, in an order of SORTS (`-` for downwards)."""

    tab: str = "open"
    search: str = ""
    year: int | None = None
    sort: str = ""

    @property
    def order(self) -> tuple[str, bool]:
        """The column, and whether downwards. Nothing is left of paid invoices: they are not sorted by that."""
        sort = self.sort if self.sort.lstrip("-") in SORTS else DEFAULT_SORT[self.tab]
        column = SORTS[sort.lstrip("-")]
        return "issued_on" if self.tab != "open" and column == "outstanding_minor" else column, sort.startswith("-")


@dataclass(frozen=True)
class Words:
    """The words that a document has to be found by: `rare` is looked up, the others are asked of what was met."""

    rare: bytes | None = None
    others: tuple[bytes, ...] = ()


def plan(account: Account, search: str) -> Words:
    """Count how many documents each word finds, no further than needed and all in one statement, and choose."""
    words = words_asked(search)
    if not words:
        return Words()
    values = [value for word in words for value in (account.pk, word, after(word), FEW + 1)]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join([_COUNT] * len(words))}", values)
        counts = dict(zip(words, cursor.fetchone(), strict=True))
    rarest = min(words, key=counts.__getitem__)
    if counts[rarest] > FEW:
        return Words(others=tuple(words))
    return Words(rarest, tuple(word for word in words if word != rarest))


def found_by(account: Account, word: bytes) -> QuerySet[Word]:
    """The words of the account's documents that begin with `word`."""
    return Word.objects.filter(account=account, word__gte=word, word__lt=after(word))


def page(account: Account, wanted: Wanted, words: Words, place: Place, limit: int | None) -> Statement:
    """So many rows from a place on, nearest first; all of them without a limit."""
    column, is_down = wanted.order
    way = "ASC" if is_down == place.is_back else "DESC"
    order = f"s.{column} {way}, s.document_id {way}"
    inner, values = _narrowed(account, wanted, words, column)
    if place.mark:
        sign = ">" if way == "ASC" else "<"
        there = f"{_MARK.format(column=column)}, {_MARK.format(column='document_id')}"
        inner += f" AND (s.{column}, s.document_id) {sign} ({there})"
        values += [place.mark, account.pk] * 2
    most = "" if limit is None else f"LIMIT {limit:d}"
    return _shown(f"{inner} ORDER BY {order} {most}", order), values


def newest(account: Account, limit: int) -> Statement:
    """The invoices issued last: the last open ones and the last others, each by their index, then the last of both."""
    order = "s.issued_on DESC, s.document_id DESC"
    parts, values = [], []
    for tab in ("open", "paid"):
        inner, sent = _narrowed(account, Wanted(tab), Words(), "issued_on")
        parts.append(f"SELECT * FROM ({inner} ORDER BY {order} LIMIT {limit:d}) AS {tab}_ones")
        values += sent
    return _shown(" UNION ALL ".join(parts), order, f"LIMIT {limit:d}"), values


def _narrowed(account: Account, wanted: Wanted, words: Words, column: str) -> Statement:
    source, values = "invoices_standing s", []
    if words.rare is not None:
        source, values = f"{_FOUND}{source}", [account.pk, words.rare, after(words.rare)]
    kind, is_open = _TABS[wanted.tab]
    where = ["s.account_id = %s AND s.kind = %s AND s.is_open = %s"]
    values += [account.pk, kind, is_open]
    if words.rare is not None:
        where.append("s.document_id = f.document_id")
    if wanted.year and column == "issued_on":  # a stretch of that order's own index
        where.append("s.issued_on BETWEEN %s AND %s")
        values += [f"{wanted.year:04d}-01-01", f"{wanted.year:04d}-12-31"]
    elif wanted.year:
        where.append("s.issued_year = %s")
        values.append(wanted.year)
    for word in words.others:
        where.append(_HAS)
        values += [word, after(word)]
    return f"SELECT s.* FROM {source} WHERE {' AND '.join(where)}", values


def _shown(inner: str, order: str, limit: str = "") -> str:
    return _SHOWN.format(seller=_SELLER[connection.vendor], inner=inner, order=order, limit=limit)
