"""The statements that read a page of a list. They are written out because a page is asked for more than anything else,
and so that each database goes by the index that was made for the order."""

from typing import Any

from django.db import connection
from django.db.models import QuerySet

from bursar.accounts.models import Account
from bursar.core.windows import Place
from bursar.invoices.models import Word
from bursar.invoices.queries.narrowing import Plan
from bursar.invoices.queries.wanted import TABS, Wanted
from bursar.invoices.search import after

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


def found_by(account: Account, word: bytes) -> QuerySet[Word]:
    """The words of the account's documents that begin with `word`."""
    return Word.objects.filter(account=account, word__gte=word, word__lt=after(word))


def page(account: Account, wanted: Wanted, plan: Plan, place: Place, limit: int | None) -> Statement:
    """So many rows from a place on, nearest first; all of them without a limit."""
    column, is_down = wanted.order
    way = "ASC" if is_down == place.is_back else "DESC"
    order = f"s.{column} {way}, s.document_id {way}"
    inner, values = _narrowed(account, wanted, plan, column)
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
        inner, sent = _narrowed(account, Wanted(tab), Plan(), "issued_on")
        parts.append(f"SELECT * FROM ({inner} ORDER BY {order} LIMIT {limit:d}) AS {tab}_ones")
        values += sent
    return _shown(" UNION ALL ".join(parts), order, f"LIMIT {limit:d}"), values


def _narrowed(account: Account, wanted: Wanted, plan: Plan, column: str) -> Statement:
    source, values, where = "invoices_standing s", [], ["s.account_id = %s AND s.kind = %s AND s.is_open = %s"]
    if plan.first is not None:  # f first, says CROSS
        source, values = (
            f"(SELECT DISTINCT document_id {plan.first.lookup}) AS f CROSS JOIN {source}",
            [*plan.first.sent],
        )
        where.append("s.document_id = f.document_id")
    values += [account.pk, *TABS[wanted.tab]]
    if wanted.year and column == "issued_on":  # a stretch of that order's own index
        where.append("s.issued_on BETWEEN %s AND %s")
        values += [f"{wanted.year:04d}-01-01", f"{wanted.year:04d}-12-31"]
    elif wanted.year:
        where.append("s.issued_year = %s")
        values.append(wanted.year)
    for other in plan.others:
        where.append(other.test)
        values += other.values
    return f"SELECT s.* FROM {source} WHERE {' AND '.join(where)}", values


def _shown(inner: str, order: str, limit: str = "") -> str:
    return _SHOWN.format(seller=_SELLER[connection.vendor], inner=inner, order=order, limit=limit)
