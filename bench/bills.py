"""A company's invoices and credit notes of three years in bulk, as a file brings them, and how each is to end."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bursar.demo.bills import ISSUERS, WORDS
from bursar.invoices.intake.drafts import Draft, DraftIssuer, DraftLine
from bursar.invoices.totals import MICRO, line_net, totals

DAYS = 3 * 365
OTHERS = ("trunk", "calls", "phones", "install", "training", "numbers")
RARE_WORD = "xylophone"
COMMON_WORD = "line"
ISSUER = {"EUR": "sonata-fr", "GBP": "sonata-uk"}
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%%EOF\n"


@dataclass(frozen=True)
class Bill:
    """A document, the share of it that is to be paid (in percent), and the credit note that follows."""

    draft: Draft
    paid: int
    credit: Draft | None = None

    @property
    def to_pay(self) -> int:
        """What a payment is to settle, in minor units."""
        credited = self.credit.totals.gross_minor if self.credit else 0
        return max(self.draft.totals.gross_minor - credited, 0) * self.paid // 100


def issuers() -> list[DraftIssuer]:
    """Who issues them."""
    found = []
    for key in ISSUER.values():
        said = ISSUERS[key]
        address = "\n".join(said["address"])
        names = ("name", "country", "vat_number", "email", "iban", "bic")
        more = {name: str(said[name]) for name in names}
        found.append(DraftIssuer(key=key, place="", address_lines=address, **more))  # type: ignore[arg-type]
    return found


def bills(account: str, size: int, today: date, dice: random.Random) -> Iterator[Bill]:
    """`size` invoices, oldest first. 15 % (50 at least) are open: most of them the newest, the others overdue; of six
    one is paid in part. Two in a hundred have a credit note."""
    open_count = max(size * 15 // 100, 50)
    newest = size - open_count * 2 // 3
    forgotten = set(dice.sample(range(newest), open_count - open_count * 2 // 3))
    rare = {newest, next(number for number in range(newest - 1, 0, -1) if number not in forgotten)}
    for number in range(size):
        day = today - timedelta(days=DAYS - number * DAYS // size)
        is_open = number >= newest or number in forgotten
        paid = (dice.choice((0, 0, 0, 0, 0, 50))) if is_open else 100
        draft = _invoice(account, number, day, dice, rare=number in rare)
        credit = _credit_note(draft, number, whole=number % 100 == 7) if number % 50 == 7 and not is_open else None
        yield Bill(draft, paid, credit)


def _invoice(account: str, number: int, day: date, dice: random.Random, *, rare: bool) -> Draft:
    currency, words = ("GBP", WORDS["en"]) if dice.random() < 0.05 else ("EUR", WORDS["en"])
    lines = [_line(f"{words['lines']} {dice.randrange(100, 999)}", dice.randrange(1, 60), 14_90, currency)]
    for what in dice.sample(OTHERS, k=dice.choice((0, 1, 1, 2))):
        lines.append(_line(words[what], dice.randrange(1, 12), dice.randrange(20_00, 400_00), currency))
    if rare:
        lines.append(_line(f"Survey of the {RARE_WORD}", 1, 90_00, currency))
    return _draft(
        account, currency, lines, kind="invoice", number=f"F-{day:%Y%m}-{number:06}", issued_on=day,
        due_on=day + timedelta(days=30), refers_to="", note="",
    )  # fmt: skip


def _credit_note(invoice: Draft, number: int, *, whole: bool) -> Draft:
    words = WORDS["en"]["cancel" if whole else "refund"]
    lines = list(invoice.lines) if whole else [_line(words, 1, 12_00, invoice.currency)]
    return _draft(
        invoice.account, invoice.currency, lines, kind="credit_note", number=f"A-{number:06}",
        issued_on=invoice.issued_on + timedelta(days=6), due_on=None, refers_to=invoice.number, note=words,
    )  # fmt: skip


def _draft(account: str, currency: str, lines: list[DraftLine], **fields: object) -> Draft:
    return Draft(
        **fields,  # type: ignore[arg-type]  # one dictionary of several types
        issuer=ISSUER[currency],
        account=account,
        currency=currency,
        period_start_on=None,
        period_end_on=None,
        buyer={},
        lines=tuple(lines),
        totals=totals((line.vat_rate_bp, line.net_minor) for line in lines),
        pdf=PDF,
        places={"": ""},  # type: ignore[dict-item]  # nothing is wrong with it, so nobody asks where
    )


def _line(description: str, quantity: int, cents: int, currency: str) -> DraftLine:
    quantity_micro, price_micro = quantity * MICRO, cents * MICRO // 100
    net = line_net(quantity_micro, price_micro, currency)
    return DraftLine(description, quantity_micro, price_micro, 2_000, net)
