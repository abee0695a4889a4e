"""What must hold of the ledger: one cause an entry, no invoice paid beyond its amount, currencies apart."""

from bursar.core.invariants import Breaches, Read, holds
from bursar.core.money import CURRENCIES


@holds("30", "Every document caused one ledger entry, of its amount, on its invoice", among="invoices_ledgerentry")
def documents_are_in_the_ledger(read: Read) -> Breaches:
    """An invoice is owed, a credit note settles the invoice that it refers to."""
    return read(
        "SELECT 'document', d.id FROM invoices_standing s JOIN invoices_document d ON d.id = s.document_id "
        "LEFT JOIN invoices_ledgerentry e ON e.document_id = d.id AND e.kind = d.kind "
        "WHERE e.id IS NULL OR e.account_id <> d.account_id "
        "OR COALESCE(e.invoice_id, 0) <> COALESCE(CASE WHEN d.kind = 'invoice' THEN d.id ELSE d.refers_to_id END, 0) "
        "OR e.amount_minor <> CASE WHEN d.kind = 'invoice' THEN d.gross_minor ELSE -d.gross_minor END"
    )


@holds("31", "An invoice is never paid beyond its amount", among="invoices_ledgerentry")
def nothing_beyond_the_invoice(read: Read) -> Breaches:
    """Without what went back; what comes in beyond it is kept as the account's credit, and is never overdrawn."""
    return read(
        "SELECT 'document', d.id FROM invoices_document d JOIN (SELECT invoice_id, "
        "SUM(CASE WHEN kind IN ('payment', 'refund') OR (kind = 'credit' AND amount_minor < 0) "
        "THEN -amount_minor ELSE 0 END) AS paid, "
        "SUM(CASE WHEN kind = 'adjustment' AND amount_minor > 0 THEN amount_minor ELSE 0 END) AS added, "
        "SUM(amount_minor) AS owed FROM invoices_ledgerentry GROUP BY invoice_id) AS s ON s.invoice_id = d.id "
        "WHERE d.kind <> 'invoice' OR s.paid < 0 OR s.paid > d.gross_minor + s.added OR s.owed < 0"
    )


@holds("35", "Currencies are known and never mix", among="invoices_ledgerentry")
def currencies_never_mix(read: Read) -> Breaches:
    """An entry has the currency and the account of its invoice."""
    yield from read(
        "SELECT 'ledger entry', e.id FROM invoices_ledgerentry e JOIN invoices_document d ON d.id = e.invoice_id "
        "WHERE e.currency <> d.currency OR e.account_id <> d.account_id"
    )
    for (currency,) in read("SELECT DISTINCT currency FROM invoices_document"):
        if currency not in CURRENCIES:
            yield ("documents in", currency)


@holds(
    "31",
    "The account's credit is never overdrawn, and credit that moves comes from somewhere",
    among="invoices_ledgerentry",
)
def credit_is_never_overdrawn(read: Read) -> Breaches:
    """The entries on no invoice, by account and currency, but where more went back than came; those that move credit,
    by their cause."""
    yield from read(
        "SELECT 'credit of account', account_id FROM invoices_ledgerentry WHERE invoice_id IS NULL "
        "GROUP BY account_id, currency HAVING SUM(amount_minor) > 0 AND account_id NOT IN "
        "(SELECT p.account_id FROM payments_refund r JOIN payments_payment p ON p.id = r.payment_id "
        "WHERE r.state = 'succeeded' GROUP BY p.account_id, p.id, p.amount_minor HAVING SUM(r.amount_minor) > "
        "p.amount_minor)"
    )
    yield from read(
        "SELECT 'credit moved by entry', MIN(id) FROM invoices_ledgerentry WHERE kind = 'credit' "
        "GROUP BY document_id, payment_id HAVING SUM(amount_minor) <> 0"
    )


@holds("30", "What the operator adjusted is one entry of its amount", among="invoices_adjustment")
def adjustments_are_in_the_ledger(read: Read) -> Breaches:
    """On its invoice, or on the account's credit."""
    return read(
        "SELECT 'adjustment', a.id FROM invoices_adjustment a LEFT JOIN invoices_ledgerentry e "
        "ON e.adjustment_id = a.id WHERE e.id IS NULL OR e.amount_minor <> a.amount_minor OR e.currency <> a.currency "
        "OR e.account_id <> a.account_id OR COALESCE(e.invoice_id, 0) <> COALESCE(a.invoice_id, 0)"
    )
