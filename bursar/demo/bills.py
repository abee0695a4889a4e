"""The demo's bills: fourteen months of a telephone company's invoices for each customer, as import files say them."""

import json
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from bursar.demo.cast import Organisation
from bursar.invoices.sheets.values import town_line

MONTHS = 14
STANDARD = 4  # so many of the newest monthly invoices come as XML
Line = tuple[str, str, str]  # what, quantity, unit price
Lines = tuple[Line, ...]
ISSUERS: dict[str, dict[str, Any]] = {
    "sonata-fr": {
        "key": "sonata-fr",
        "name": "Sonata Télécom SAS",
        "address": ["52 quai Rambaud", "69002 Lyon"],
        "country": "FR",
        "vat_number": "FR40303265045",
        "email": "facturation@sonata-telecom.example",
        "iban": "FR7630006000011234567890189",
        "bic": "AGRIFRPP",
    },
    "sonata-uk": {
        "key": "sonata-uk",
        "name": "Sonata Telecom Ltd",
        "address": ["18 Temple Back East", "Bristol BS1 6NB"],
        "country": "GB",
        "vat_number": "GB980780684",
        "email": "billing@sonata-telecom.example",
        "iban": "GB29NWBK60161331926819",
        "bic": "NWBKGB2L",
    },
}
WORDS = {
    "fr": {
        "lines": "Abonnement ligne professionnelle, par utilisateur",
        "trunk": "Liaison SIP, 30 appels simultanés",
        "calls": "Communications hors forfait, France et Europe",
        "phones": "Téléphone de bureau T48, garantie 36 mois",
        "install": "Installation et mise en service sur site, demi-journée",
        "training": "Formation des utilisateurs, session de deux heures",
        "numbers": "Portabilité de numéros, par tranche de dix",
        "headsets": "Casque sans fil, autonomie 12 heures",
        "refund": "Avoir : ligne interrompue, geste commercial",
        "cancel": "Annulation de la facture",
    },
    "en": {
        "lines": "Business line, per user",
        "trunk": "SIP trunk, 30 concurrent calls",
        "calls": "Calls outside the bundle, UK and Europe",
        "phones": "Desk telephone T48, 36 months' guarantee",
        "install": "Installation and commissioning on site, half a day",
        "training": "User training, two-hour session",
        "numbers": "Number porting, per block of ten",
        "headsets": "Wireless headset, 12 hours' talk time",
        "refund": "Credit: line out of service, goodwill",
        "cancel": "Cancellation of the invoice",
    },
}
# One-off purchases: (months ago, [(what, quantity, unit price)]).
PURCHASES: tuple[tuple[int, Lines], ...] = (
    (12, (("install", "2", "390.00"), ("phones", "22", "118.00"))),
    (11, (("training", "3", "240.00"),)),
    (9, (("numbers", "2", "85.00"),)),
    (8, (("headsets", "8", "79.50"),)),
    (7, (("phones", "4", "118.00"),)),
    (6, (("training", "1", "240.00"), ("headsets", "2", "79.50"))),
    (5, (("install", "1", "390.00"),)),
    (4, (("phones", "6", "121.50"),)),
    (3, (("headsets", "5", "82.00"),)),
    (2, (("numbers", "1", "85.00"), ("install", "1", "410.00"))),
    (1, (("training", "2", "255.00"),)),
    (0, (("phones", "3", "121.50"), ("headsets", "3", "82.00"))),
)


@dataclass(frozen=True)
class Bill:
    """A document of the demo: when it is issued, what an import file says of it, and how it is to end."""

    issued_on: date
    number: str
    fields: dict[str, Any]
    fate: str = "paid"  # paid, transferred, part, open, credited
    net: Decimal = Decimal(0)
    is_standard: bool = False  # it comes as XML of the European standard


def month_start(today: date, months_ago: int) -> date:
    """The first of the month so many months ago."""
    index = today.year * 12 + today.month - 1 - months_ago
    return date(index // 12, index % 12 + 1, 1)


def bills(organisation: Organisation, today: date) -> list[Bill]:
    """Thirty documents, oldest first: monthly invoices, purchases and four credit notes, in every status."""
    monthly = [_monthly(organisation, today, ago) for ago in range(MONTHS - 1, -1, -1)]
    bought = {ago: _purchase(organisation, today, ago, lines) for ago, lines in PURCHASES}
    credits = [
        _credit(organisation, bought[11], "cancel", None, 1),
        _credit(organisation, bought[2], "cancel", None, 2),
        _credit(organisation, monthly[4], "refund", "46.00", 3),
        _credit(organisation, monthly[-3], "refund", "60.00", 4),
    ]
    issued = [bill for bill in (*monthly, *bought.values(), *credits) if bill.issued_on <= today]
    return sorted(issued, key=lambda bill: (bill.issued_on, bill.number))


def file_of(organisation: Organisation, account_number: str, bill: Bill) -> bytes:
    """The import file for one document."""
    buyer = {
        "name": organisation.name,
        "address": [organisation.street, town_line(organisation.city, organisation.postal_code, organisation.country)],
        "country": organisation.country,
        "vat_number": organisation.vat_number,
    }
    document = {
        "issuer": organisation.issuer,
        "account": account_number,
        "number": bill.number,
        "issued_on": bill.issued_on.isoformat(),
        "currency": organisation.currency,
        "buyer": buyer,
        **bill.fields,
    }
    text = json.dumps({"issuers": [ISSUERS[organisation.issuer]], "documents": [document]}, ensure_ascii=False)
    return text.encode()


def _monthly(organisation: Organisation, today: date, ago: int) -> Bill:
    users, day = 18 + (MONTHS - ago) // 2, month_start(today, ago)
    lines = [
        ("lines", str(users), "14.90"),
        ("trunk", "1", "129.00"),
        ("calls", "1", f"{38 + (ago * 37) % 61}.{(ago * 13) % 90 + 10}"),
    ]
    fate = {0: "part", 1: "open", 2: "open", 3: "transferred"}.get(ago, "paid")
    before = month_start(today, ago + 1)
    period = {"period_start_on": before.isoformat(), "period_end_on": (day - timedelta(days=1)).isoformat()}
    return replace(_bill(organisation, day, 118 + ago % 5, lines, fate, period), is_standard=ago < STANDARD)


def _purchase(organisation: Organisation, today: date, ago: int, lines: Lines) -> Bill:
    fate = {0: "open", 1: "open", 2: "credited", 11: "credited"}.get(ago, "paid")
    day = min(month_start(today, ago) + timedelta(days=9), today)
    return _bill(organisation, day, 342 + ago, list(lines), fate, {})


def _bill(
    organisation: Organisation, day: date, serial: int, lines: list[Line], fate: str, more: dict[str, str]
) -> Bill:
    words = WORDS[organisation.language]
    letter = {"fr": "F", "en": "INV"}[organisation.language]
    fields = {
        "kind": "invoice",
        "due_on": (day + timedelta(days=30)).isoformat(),
        "lines": [_line(words[what], quantity, price) for what, quantity, price in lines],
        **more,
    }
    net = sum((Decimal(quantity) * Decimal(price) for _, quantity, price in lines), Decimal(0))
    return Bill(day, f"{letter}-{day:%Y%m}-{serial:04}", fields, fate, net)


def _credit(organisation: Organisation, bill: Bill, word: str, amount: str | None, serial: int) -> Bill:
    words = WORDS[organisation.language]
    letter = {"fr": "A", "en": "CN"}[organisation.language]
    day = bill.issued_on + timedelta(days=6)
    fields = {
        "kind": "credit_note",
        "refers_to": bill.number,
        "note": f"{words[word]} {bill.number}" if amount is None else words[word],
        "lines": bill.fields["lines"] if amount is None else [_line(words[word], "1", amount)],
    }
    return Bill(day, f"{letter}-{day:%Y%m}-{serial:04}", fields, "credited")


def _line(description: str, quantity: str, unit_price: str) -> dict[str, str]:
    return {"description": description, "quantity": quantity, "unit_price": unit_price, "vat_rate": "20"}
