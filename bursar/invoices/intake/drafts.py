"""What a file says, once read: issuers, and documents with their lines. Plain values; nothing of the database."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bursar.invoices.intake.problems import Place, Problems
from bursar.invoices.totals import Totals


@dataclass(frozen=True)
class DraftIssuer:
    """An issuer as the file describes it."""

    key: str
    place: Place
    name: str
    address_lines: str
    country: str
    vat_number: str
    email: str
    iban: str
    bic: str

    def data(self) -> dict[str, str]:
        """Everything but the key and the place."""
        return {k: v for k, v in self.__dict__.items() if k not in {"key", "place"}}


@dataclass(frozen=True)
class DraftLine:
    """A line, its numbers in millionths and basis points."""

    description: str
    quantity_micro: int
    unit_price_micro: int
    vat_rate_bp: int
    net_minor: int


@dataclass(frozen=True)
class Draft:
    """A document as the file describes it; `places` says where each of its fields stands."""

    issuer: str
    account: str
    kind: str
    number: str
    refers_to: str
    issued_on: date
    due_on: date | None
    period_start_on: date | None
    period_end_on: date | None
    currency: str
    buyer: dict[str, str]  # empty: the account's billing details are taken
    note: str
    lines: tuple[DraftLine, ...]
    totals: Totals
    pdf: bytes | None
    places: dict[str, Place]

    def place(self, name: str) -> Place:
        """Where a field stands, or the document where it is left out."""
        return self.places.get(name) or self.places[""]

    @property
    def content_hash(self) -> str:
        """SHA-256 of what the document says, the same from CSV and JSON: by it the same again is known."""
        said: dict[str, Any] = {k: v for k, v in self.__dict__.items() if k not in {"places", "totals", "pdf", "lines"}}
        said["lines"] = [list(line.__dict__.values()) for line in self.lines]
        said["pdf"] = hashlib.sha256(self.pdf).hexdigest() if self.pdf is not None else None
        text = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass
class Batch:
    """A file that was read: what it holds, and what is wrong with it so far."""

    file_name: str
    sha256: str
    issuers: list[DraftIssuer] = field(default_factory=list)
    documents: list[Draft] = field(default_factory=list)
    problems: Problems = field(default_factory=Problems)
