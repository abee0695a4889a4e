"""Invoices by the names that other programs know them by."""

from collections.abc import Iterable

from bursar.invoices.models import Standing


def accounts_of_invoices(uids: Iterable[str]) -> dict[str, int]:
    """The account (by id) of each published document with these public ids; others are left out."""
    wanted = {uid for uid in uids if "\0" not in uid}
    rows = Standing.objects.filter(document__uid__in=wanted)
    return dict(rows.values_list("document__uid", "account_id")) if wanted else {}


def invoices_of(account_ids: Iterable[int], after: int, limit: int) -> list[tuple[int, str]]:
    """Published documents of these accounts in the order of their ids: id and public id of at most `limit` of them."""
    rows = Standing.objects.filter(account_id__in=list(account_ids), document_id__gt=after).order_by("document_id")
    return list(rows.values_list("document_id", "document__uid")[:limit])
