"""Import files for tests: small ones that are right, to be spoilt one field at a time."""

import csv
import io
import json
from typing import Any

from bursar.access.actor import Actor
from bursar.invoices.importing import import_documents
from bursar.invoices.intake.problems import FileRefused
from bursar.invoices.steps.taking import Taken

OPERATOR = Actor.operator(1)
ISSUER = {"key": "acme", "name": "Acme Telecom", "address": ["1 High Street", "London"], "country": "GB"}


def line(**changes: Any) -> dict[str, Any]:
    """Ten seats at 10.00 and 20 per cent: 120.00 with VAT."""
    return {"description": "Ten seats", "quantity": "10", "unit_price": "10.00", "vat_rate": "20", **changes}


def invoice(account: str, number: str = "A-1", **changes: Any) -> dict[str, Any]:
    """An invoice of 120.00 EUR."""
    return {
        "issuer": "acme",
        "account": account,
        "kind": "invoice",
        "number": number,
        "issued_on": "2026-10-01",
        "due_on": "2026-10-31",
        "currency": "EUR",
        "lines": [line()],
        **changes,
    }


def credit_note(account: str, number: str, refers_to: str, **changes: Any) -> dict[str, Any]:
    """A credit note of 120.00 EUR."""
    made = invoice(account, number, kind="credit_note", refers_to=refers_to)
    del made["due_on"]
    return {**made, **changes}


def as_json(*documents: dict[str, Any], issuers: list[dict[str, Any]] | None = None) -> bytes:
    """A JSON file."""
    return json.dumps({"issuers": [ISSUER] if issuers is None else issuers, "documents": list(documents)}).encode()


def as_csv(*rows: dict[str, Any], delimiter: str = ",") -> bytes:
    """A CSV file with a column for every name in the rows."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, names, restval="", delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def csv_row(account: str, number: str = "A-1", **changes: Any) -> dict[str, Any]:
    """The same invoice as a row."""
    made = invoice(account, number)
    del made["lines"]
    return {**made, "issuer_name": "Acme Telecom", **line(), **changes}


def take(content: bytes, name: str = "file.json", **options: Any) -> Taken:
    """Import as the operator."""
    return import_documents(OPERATOR, content=content, file_name=name, **options)


def refused(content: bytes, name: str = "file.json", **options: Any) -> list[tuple[str, str]]:
    """The (place, code) of each problem of a file that is refused."""
    try:
        take(content, name, **options)
    except FileRefused as refusal:
        return [(str(p.place), p.code) for p in refusal.problems]
    raise AssertionError("the file was taken in")
