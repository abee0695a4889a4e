"""What must hold of what is kept beside the ledger: standings, tallies and words say what the entries say."""

from collections import defaultdict

from bursar.core.invariants import Breaches, Read, holds
from bursar.invoices.steps.tallying import NO_DAY

Sums = dict[tuple[int, str, str, str], int]  # by account, measure, currency, day
_MEASURES = {"invoice": "issued", "credit_note": "credited"}


@holds("30", "How a document stands is the fold of its entries", among="invoices_standing")
def standings_are_folds(read: Read) -> Breaches:
    """Of the document's own account, kind, number, dates and amount; no entry without a published document."""
    yield from read(
        "SELECT 'document', s.document_id FROM invoices_standing s JOIN invoices_document d ON d.id = s.document_id "
        "LEFT JOIN (SELECT invoice_id, SUM(CASE WHEN kind IN ('payment', 'refund') "
        "OR (kind = 'credit' AND amount_minor < 0) THEN -amount_minor ELSE 0 END) AS paid, "
        "SUM(CASE WHEN kind = 'credit' AND amount_minor > 0 THEN amount_minor ELSE 0 END) AS kept, "
        "SUM(CASE WHEN kind = 'credit_note' THEN -amount_minor ELSE 0 END) AS credited, "
        "SUM(CASE WHEN kind = 'adjustment' THEN amount_minor ELSE 0 END) AS adjusted, "
        "SUM(amount_minor) AS owed "
        "FROM invoices_ledgerentry GROUP BY invoice_id) AS e ON e.invoice_id = s.document_id "
        "WHERE s.account_id <> d.account_id OR s.kind <> d.kind OR s.number <> d.number OR s.currency <> d.currency "
        "OR s.issued_on <> d.issued_on OR s.gross_minor <> d.gross_minor "
        "OR s.paid_minor <> COALESCE(e.paid, 0) OR s.credited_minor <> COALESCE(e.credited, 0) "
        "OR s.adjusted_minor <> COALESCE(e.adjusted, 0) OR s.kept_minor <> COALESCE(e.kept, 0) "
        "OR (s.kind = 'invoice' AND s.outstanding_minor <> COALESCE(e.owed, 0)) "
        "OR (s.kind <> 'invoice' AND s.outstanding_minor <> 0)"
    )
    yield from read(
        "SELECT 'ledger entry', e.id FROM invoices_ledgerentry e "
        "LEFT JOIN invoices_standing s ON s.document_id = COALESCE(e.invoice_id, e.document_id) "
        "WHERE s.document_id IS NULL AND COALESCE(e.invoice_id, e.document_id) IS NOT NULL"
    )


@holds("30", "The sums of an account are those of its documents and payments", among="invoices_tally")
def tallies_are_sums(read: Read) -> Breaches:
    """Each count and amount by account, measure, currency and day. What was paid only in all: it is counted in the
    month that it was where the account is, and an account may move to another time zone."""
    counts, sums = _expected(read)
    for account, measure, currency, day, count, minor in read(
        "SELECT account_id, measure, currency, day, count, minor FROM invoices_tally"
    ):
        key = (account, measure, currency, "" if measure == "paid" else _day(day))
        counts[key] -= count
        sums[key] -= minor
    wrong = {key for key, rest in (*counts.items(), *sums.items()) if rest}
    yield from ((f"tally {measure} {currency} {day}".strip(), account) for account, measure, currency, day in wrong)


@holds("11", "Every published document is found by words of its own account", among="invoices_standing")
def documents_are_found(read: Read) -> Breaches:
    """By its number at least. (A plus keeps SQLite from searching by account, of which there may be one alone.)"""
    yield from read(
        "SELECT 'document', s.document_id FROM invoices_standing s WHERE NOT EXISTS "
        "(SELECT 1 FROM invoices_word w WHERE w.document_id = s.document_id AND +w.account_id = s.account_id)"
    )
    yield from read(
        "SELECT 'word', w.id FROM invoices_word w LEFT JOIN invoices_document d "
        "ON d.id = w.document_id AND +d.account_id = w.account_id WHERE d.id IS NULL"
    )


def _expected(read: Read) -> tuple[Sums, Sums]:
    counts: Sums = defaultdict(int)
    sums: Sums = defaultdict(int)

    def count(account: int, measure: str, currency: str, day: str, minor: int) -> None:
        counts[account, measure, currency, day] += 1
        sums[account, measure, currency, day] += minor

    for account, kind, currency, issued_on, due_on, gross, left in read(
        "SELECT account_id, kind, currency, issued_on, due_on, gross_minor, outstanding_minor FROM invoices_standing"
    ):
        count(account, _MEASURES[kind], currency, f"{_day(issued_on)[:7]}-01", gross)
        if left:
            count(account, "due", currency, _day(due_on), left)
            count(account, "owed", currency, f"{_day(due_on)[:7]}-01", left)
    for account, currency, kind, invoice, day, minor in read(
        "SELECT account_id, currency, kind, invoice_id, booked_on, amount_minor FROM invoices_ledgerentry"
    ):
        count(account, "booked", currency, f"{_day(day)[:7]}-01", minor)
        if kind in ("payment", "refund"):
            count(account, "paid", currency, "", -minor)
        if invoice is None:
            sums[account, "credit", currency, NO_DAY.isoformat()] -= minor
    return counts, sums


def _day(value: object) -> str:
    """A date as either database gives it."""
    return str(value)[:10]
