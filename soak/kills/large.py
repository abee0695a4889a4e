"""Importing a file that is staged, killed: all of it is published or nothing is seen, and nothing staged stays."""

import base64
from collections.abc import Sequence
from typing import Any

from bursar.accounts.models import Account
from bursar.audit.models import Entry
from bursar.core import ids
from bursar.invoices.models import Document, ImportRun, LedgerEntry, Standing
from soak.kills.operation import Operation, Say
from soak.kills.setting import take_in
from soak.people import founded
from tests.invoices import files

BILLS = 450  # three pieces
_PDF = {"base64": base64.b64encode(b"%PDF-1.4\n%%EOF\n").decode()}  # so that nothing is left to render


def _customer(_rounds: int) -> Account:
    return founded()[0]


def _file(account: Account, _number: int) -> dict[str, Any]:
    name = f"L-{ids.public_id()}"
    content = files.as_json(*(files.invoice(account.number, f"{name}-{n}", pdf=_PDF) for n in range(BILLS)))
    return {"account": account, "name": name, "content": content}


def _import(each: dict[str, Any], say: Say) -> None:
    say(f"imported {take_in(each['content']).invoices}")


def _counts(each: dict[str, Any]) -> tuple[int, int, int]:
    """Documents of the file that are there, those of them that are published, and those in the books."""
    name = f"{each['name']}-"
    documents, published = (m.objects.filter(number__startswith=name).count() for m in (Document, Standing))
    return documents, published, LedgerEntry.objects.filter(invoice__number__startswith=name).count()


def _written(each: dict[str, Any]) -> str:
    documents, published, booked = _counts(each)
    if published == booked == BILLS:
        return "all"
    return "part" if documents or published or booked else "nothing"


def _one_import(each: dict[str, Any], said: Sequence[str]) -> list[str]:
    runs = Document.objects.filter(number__startswith=f"{each['name']}-").values("import_run")
    entries = Entry.objects.filter(kind="invoices.file.imported", on_type="import_run", on_id__in=runs).count()
    left = ImportRun.objects.filter(published_at=None).count()
    right = (_counts(each), entries, left) == ((BILLS, BILLS, BILLS), 1, 0)
    return [] if right else [f"{_counts(each)}, {entries} entries, {left} imports left, said {said}"]


def _again(each: dict[str, Any]) -> None:
    take_in(each["content"])


OPERATIONS = [
    Operation(
        "large import", _customer, _file, lambda each: each, _import, _written, _again, _one_import,
        is_warmed=False,
    )
]  # fmt: skip
