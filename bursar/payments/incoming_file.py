"""Reading a file of incoming payments, CSV, JSON or a bank's statement: every problem with its place."""

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from bursar.accounts.models import Account
from bursar.core.money import CURRENCIES, MOST_MINOR, to_minor
from bursar.invoices.formats.nodes import UnreadableError
from bursar.invoices.intake.problems import Place, Problems
from bursar.payments import bank_statement
from bursar.payments.models import IncomingPayment

LARGEST, MOST = 20_000_000, 10_000  # bytes, payments
_LENGTHS = {"source": 40, "reference": 80, "text": 300, "payer": 120, "method": 60, "account": 20, "invoices": 1000}
NAMES = ("source", "reference", "received_on", "amount", "currency", *list(_LENGTHS)[2:])
_AMOUNT = re.compile(r"[0-9]{1,15}(\.[0-9]{1,4})?")
_NEEDED = ("source", "reference", "received_on", "amount", "currency")


@dataclass(frozen=True)
class Told:
    """A payment that the file tells of."""

    source: str
    reference: str
    received_on: date
    currency: str
    amount_minor: int
    text: str
    payer: str
    method: str
    account: Account | None
    numbers: list[str]

    @property
    def content_hash(self) -> str:
        """By it the same again is known."""
        said = [self.source, self.reference, str(self.received_on), self.currency, self.amount_minor]
        return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


@dataclass
class Reading:
    """What was read of a file, and what is wrong with it."""

    told: list[Told] = field(default_factory=list)
    problems: Problems = field(default_factory=Problems)
    left_out: int = 0  # entries of a bank's statement that are no money booked to us


def read(content: bytes, name: str) -> Reading:
    """Read a file; `.json` is JSON, `.xml` a bank's statement, anything else CSV."""
    reading = Reading()
    if len(content) > LARGEST:
        reading.problems.add(Place(), "file_too_large", _("The file is too large: 20 MB at most."))
        return reading
    try:
        rows, reading.left_out = _rows(content, name.lower())
    except (UnicodeDecodeError, ValueError, csv.Error, RecursionError, UnreadableError) as error:
        words = _("The file cannot be read: %(why)s") % {"why": str(error)[:200]}
        reading.problems.add(Place(), "unreadable", words)
        return reading
    if len(rows) > MOST:
        reading.problems.add(Place(), "too_many", _("The file has too many payments: 10,000 at most."))
    accounts = {a.number: a for a in Account.objects.filter(number__in={str(r.get("account", "")) for _p, r in rows})}
    seen: dict[tuple[str, str], str] = {}
    for place, row in rows[:MOST]:
        told = _told(place, row, accounts, reading.problems)
        if told is not None and seen.setdefault((told.source, told.reference), told.content_hash) != told.content_hash:
            reading.problems.add(place, "reference_twice", _("The file tells of this reference in two ways."))
        elif told is not None:
            reading.told.append(told)
    _compare(reading)
    return reading


def _rows(content: bytes, name: str) -> tuple[list[bank_statement.Row], int]:
    if name.endswith(".xml"):
        return bank_statement.rows(content)
    text = content.decode("utf-8-sig")
    return list(islice(_of_json(text) if name.endswith(".json") else _of_csv(text), MOST + 1)), 0


def _of_csv(text: str) -> Iterator[tuple[Place, dict[str, Any]]]:
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    unknown = set(reader.fieldnames or ()) - set(NAMES)
    missing = set(_NEEDED) - set(reader.fieldnames or ())
    if unknown or missing:
        raise ValueError(", ".join(sorted(str(name) for name in unknown or missing)))
    for row in reader:
        if None in row or None in row.values():
            raise ValueError(f"line {reader.line_num}")
        yield Place(line=reader.line_num), {name: value for name, value in row.items() if value}


def _of_json(text: str) -> Iterator[tuple[Place, dict[str, Any]]]:
    if text.count("{") > 2 * MOST or text.count(",") > 100 * MOST:  # as much as fits into memory all at once
        raise ValueError(_("The file has too many payments: 10,000 at most."))
    said = json.loads(text, parse_float=str, parse_int=str)
    if not isinstance(said, dict) or set(said) != {"payments"} or not isinstance(said["payments"], list):
        raise ValueError('{"payments": [...]}')
    for index, row in enumerate(said["payments"]):
        if not isinstance(row, dict) or set(row) - set(NAMES):
            raise ValueError(f"/payments/{index}")
        yield Place(pointer=f"/payments/{index}"), row


def _told(place: Place, row: dict[str, Any], accounts: dict[str, Account], problems: Problems) -> Told | None:
    before = problems.count
    numbers = row.pop("invoices", [])
    numbers = numbers.split("|") if isinstance(numbers, str) else numbers
    for name in _NEEDED:
        if not row.get(name):
            problems.add(place, "missing", _("“%(name)s” is missing.") % {"name": name})
    for name, value in [*row.items(), *(("invoices", each) for each in numbers)]:
        if not isinstance(value, str) or len(value) > _LENGTHS.get(name, 40) or not value.isprintable():
            problems.add(place, "bad_text", _("“%(name)s” is no text, or too long.") % {"name": name})
    account = str(row.get("account", ""))
    if account and account not in accounts:
        problems.add(place, "unknown_account", _("There is no account “%(number)s”.") % {"number": account})
    if problems.count > before:
        return None
    return _checked(place, row, accounts.get(account), [n.strip() for n in numbers if n.strip()], problems)


def _checked(
    place: Place, row: dict[str, Any], account: Account | None, numbers: list[str], problems: Problems
) -> Told | None:
    try:
        received_on = date.fromisoformat(row["received_on"])
    except ValueError:
        words = _("“%(value)s” is not a date as YYYY-MM-DD.") % {"value": row["received_on"]}
        problems.add(place, "bad_date", words)
        return None
    if row["currency"] not in CURRENCIES:
        words = _("“%(code)s” is no currency that is known here.") % {"code": row["currency"]}
        problems.add(place, "unknown_currency", words)
        return None
    try:
        amount = to_minor(Decimal(row["amount"]), row["currency"]) if _AMOUNT.fullmatch(row["amount"]) else 0
        if not 0 < amount < MOST_MINOR:
            raise ValueError(amount)
    except ValueError:
        words = _("“%(value)s” is no amount above zero, such as 1234.50.") % {"value": row["amount"]}
        problems.add(place, "bad_amount", words)
        return None
    said = {name: " ".join(row.get(name, "").split()) for name in ("source", "reference", "text", "payer", "method")}
    return Told(
        received_on=received_on, currency=row["currency"], amount_minor=amount, account=account, numbers=numbers, **said
    )


def _compare(reading: Reading) -> None:
    """What was taken in under a reference before has to be told as it was then."""
    wanted = {(each.source, each.reference): each for each in reading.told}
    rows = IncomingPayment.objects.filter(reference__in={reference for _source, reference in wanted})
    for row in rows:
        told = wanted.get((row.source, row.reference))
        if told is not None and told.content_hash != row.content_hash:
            words = _("The reference “%(reference)s” was taken in with another amount or date.")
            reading.problems.add(Place(), "reference_taken", words % {"reference": row.reference})
