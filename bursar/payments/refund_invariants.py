"""What must hold of refunds and disputes: what went back is in the ledger, once, and no more than was charged."""

from bursar.core.invariants import Breaches, Read, holds


@holds("30", "A refund that succeeded is in the ledger, to the cent; no other one is", among="payments_refund")
def refunds_are_posted_whole(read: Read) -> Breaches:
    """One that failed after all has brought everything again."""
    yield from read(
        "SELECT 'refund', r.id FROM payments_refund r LEFT JOIN (SELECT refund_id, SUM(amount_minor) AS minor "
        "FROM invoices_ledgerentry WHERE refund_id IS NOT NULL GROUP BY refund_id) AS e ON e.refund_id = r.id "
        "WHERE COALESCE(e.minor, 0) <> CASE WHEN r.state = 'succeeded' THEN r.amount_minor ELSE 0 END"
    )
    yield from read(
        "SELECT 'ledger entry', e.id FROM invoices_ledgerentry e LEFT JOIN payments_refund r ON r.id = e.refund_id "
        "LEFT JOIN payments_payment p ON p.id = r.payment_id WHERE e.refund_id IS NOT NULL "
        "AND (p.id IS NULL OR p.account_id <> e.account_id OR p.currency <> e.currency)"
    )


@holds("31", "The operator pays back no more than was charged", among="payments_refund")
def no_more_than_was_charged(read: Read) -> Breaches:
    """Of a payment that succeeded. (What a bank takes back besides is its own doing.)"""
    return read(
        "SELECT 'payment', p.id FROM payments_payment p JOIN payments_refund r ON r.payment_id = p.id "
        "AND r.is_dispute = FALSE AND r.state IN ('pending', 'unknown', 'succeeded') "
        "GROUP BY p.id, p.state, p.amount_minor HAVING p.state <> 'succeeded' OR SUM(r.amount_minor) > p.amount_minor"
    )


@holds("33", "A refund is under way and will be looked into, or is over", among="payments_refund")
def refunds_have_one_state(read: Read) -> Breaches:
    """What succeeded has a receipt of its own number."""
    yield from read(
        "SELECT 'refund', id FROM payments_refund WHERE (state IN ('pending', 'unknown')) <> (settled_at IS NULL) "
        "OR (settled_at IS NULL) <> (look_up_at IS NOT NULL) "
        "OR (state = 'succeeded' AND is_dispute = FALSE AND receipt_number = '')"
    )
    yield from read(
        "SELECT 'refund', MIN(id) FROM payments_refund WHERE receipt_number <> '' "
        "GROUP BY receipt_number HAVING COUNT(*) > 1"
    )


@holds(
    "32", "One key, one refund at the provider; what it paid back is a refund that succeeded", among="payments_refund"
)
def refunds_are_paid_once(read: Read) -> Breaches:
    """The sandbox's books are at hand; those of another provider are its own."""
    yield from read(
        "SELECT 'paid back by the sandbox', c.id FROM sandbox_takenback c "
        "LEFT JOIN payments_refund r ON r.uid = SUBSTR(c.merchant_key, 8) "
        "WHERE c.merchant_key IS NOT NULL AND c.status = 'approved' AND (r.id IS NULL "
        "OR r.amount_minor <> c.amount_minor OR r.state IN ('declined', 'cancelled'))"
    )
    yield from read(
        "SELECT 'refund', r.id FROM payments_refund r JOIN payments_payment p ON p.id = r.payment_id "
        "LEFT JOIN sandbox_takenback c ON c.merchant_key = 'refund-' || r.uid AND c.status = 'approved' "
        "WHERE p.gateway = 'sandbox' AND r.is_dispute = FALSE AND r.state = 'succeeded' AND c.id IS NULL"
    )
