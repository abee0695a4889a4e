"""What must hold of payments: each one ordered by a holder of Pay, charged once, posted to the last cent."""

from bursar.core.invariants import Breaches, Read, holds, member
from bursar.grants.held import held_nothing_then


@holds("34", "Whoever ordered a payment held Pay at that instant", among="payments_payment")
def payers_held_pay(read: Read) -> Breaches:
    """By a level, or on the PBX, directly or through a group of a group, as the dated rows tell."""
    asked = (
        "SELECT id, account_id, ordered_by_id AS person_id, ordered_at AS at, ordered_at AS until, 'pay' AS need "
        "FROM payments_payment WHERE ordered_by_id IS NOT NULL AND mandate_id IS NULL"
    )
    return (("payment", row[0]) for row in held_nothing_then(read, asked))


@holds(
    "30",
    "A payment that succeeded is posted to its invoices or kept as credit, to the cent; no other one is",
    among="payments_payment",
)
def payments_are_posted_whole(read: Read) -> Breaches:
    """Its parts add up to it, and no invoice is posted more than its part."""
    yield from read(
        "SELECT 'payment', p.id FROM payments_payment p "
        "LEFT JOIN (SELECT payment_id, SUM(amount_minor) AS minor FROM payments_allocation GROUP BY payment_id) AS a "
        "ON a.payment_id = p.id LEFT JOIN (SELECT payment_id, "
        "-SUM(CASE WHEN kind = 'payment' THEN amount_minor ELSE 0 END) AS minor, "
        "SUM(CASE WHEN kind = 'credit' AND invoice_id IS NULL THEN amount_minor ELSE 0 END) AS used "
        "FROM invoices_ledgerentry WHERE payment_id IS NOT NULL GROUP BY payment_id) AS e ON e.payment_id = p.id "
        "WHERE (COALESCE(a.minor, 0) <> p.amount_minor + p.credit_minor AND p.ordered_by_id IS NOT NULL) "
        "OR COALESCE(a.minor, 0) > p.amount_minor + p.credit_minor OR COALESCE(e.used, 0) NOT BETWEEN 0 AND "
        "CASE WHEN p.state = 'succeeded' THEN p.credit_minor ELSE 0 END "
        "OR COALESCE(e.minor, 0) <> CASE WHEN p.state = 'succeeded' THEN p.amount_minor ELSE 0 END"
    )
    yield from read(
        "SELECT 'ledger entry', e.id FROM (SELECT payment_id, invoice_id, MIN(id) AS id, "
        "-SUM(amount_minor) AS minor FROM invoices_ledgerentry WHERE payment_id IS NOT NULL AND invoice_id IS NOT NULL "
        "GROUP BY payment_id, invoice_id) AS e LEFT JOIN payments_allocation a "
        "ON a.payment_id = e.payment_id AND a.invoice_id = e.invoice_id WHERE a.id IS NULL OR e.minor > a.amount_minor"
    )


@holds("35", "A payment's parts and entries are of its account and currency", among="payments_allocation")
def payments_never_mix_currencies(read: Read) -> Breaches:
    """One payment, one currency, one account."""
    yield from read(
        "SELECT 'allocation', a.id FROM payments_allocation a JOIN payments_payment p ON p.id = a.payment_id "
        "JOIN invoices_document d ON d.id = a.invoice_id "
        "WHERE d.currency <> p.currency OR d.account_id <> p.account_id OR d.kind <> 'invoice'"
    )
    yield from read(
        "SELECT 'ledger entry', e.id FROM invoices_ledgerentry e JOIN payments_payment p ON p.id = e.payment_id "
        "WHERE e.currency <> p.currency OR e.account_id <> p.account_id"
    )


@holds("33", "A payment is under way and will be looked into, or is over and says how", among="payments_payment")
def payments_have_one_state(read: Read) -> Breaches:
    """What succeeded has a receipt of its own number; what is unknown is asked about."""
    yield from read(
        "SELECT 'payment', id FROM payments_payment WHERE (state IN ('pending', 'unknown')) <> (settled_at IS NULL) "
        "OR (settled_at IS NULL) <> (look_up_at IS NOT NULL) OR (state = 'succeeded') <> (receipt_number <> '')"
    )
    yield from read(
        "SELECT 'payment', MIN(id) FROM payments_payment WHERE receipt_number <> '' "
        "GROUP BY receipt_number HAVING COUNT(*) > 1"
    )


@holds("32", "One key, one payment, one charge; what was charged is a payment that succeeded", among="payments_payment")
def keys_are_charged_once(read: Read) -> Breaches:
    """The sandbox's books are at hand; those of another provider are its own."""
    yield from read(
        "SELECT 'payment', MIN(id) FROM payments_payment GROUP BY account_id, idempotency_key HAVING COUNT(*) > 1"
    )
    yield from read("SELECT 'charge', MIN(id) FROM sandbox_charge GROUP BY merchant_key HAVING COUNT(*) > 1")
    yield from read(
        "SELECT 'charge', c.id FROM sandbox_charge c LEFT JOIN payments_payment p "
        "ON p.uid = SUBSTR(c.merchant_key, 9) WHERE c.purpose = 'payment' AND c.status = 'approved' "
        "AND (p.id IS NULL OR p.amount_minor <> c.amount_minor OR p.currency <> c.currency "
        "OR p.state IN ('declined', 'cancelled'))"
    )
    yield from read(
        "SELECT 'payment', p.id FROM payments_payment p LEFT JOIN sandbox_charge c "
        "ON c.merchant_key = 'payment-' || p.uid AND c.status = 'approved' "
        "WHERE p.gateway = 'sandbox' AND p.state = 'succeeded' AND c.id IS NULL"
    )


@holds("24", "A payment has one entry of its order and one of how it ended", among="payments_payment")
def payments_are_recorded_once(read: Read) -> Breaches:
    """Written in the transaction that ordered or settled it."""
    return read(
        "SELECT 'payment', p.id FROM payments_payment p LEFT JOIN (SELECT on_id, "
        "SUM(CASE WHEN kind = 'payments.payment.ordered' THEN 1 ELSE 0 END) AS ordered, "
        "SUM(CASE WHEN kind = 'payments.payment.succeeded' THEN 1 ELSE 0 END) AS succeeded, "
        "SUM(CASE WHEN kind IN ('payments.payment.declined', 'payments.payment.cancelled') THEN 1 ELSE 0 END) "
        "AS failed "
        "FROM audit_entry WHERE on_type = 'payment' GROUP BY on_id) AS e ON e.on_id = p.id "
        "WHERE COALESCE(e.ordered, 0) <> CASE WHEN p.ordered_by_id IS NULL THEN 0 ELSE 1 END "
        "OR e.succeeded <> CASE WHEN p.state = 'succeeded' THEN 1 ELSE 0 END "
        "OR e.failed > 1 OR (p.state IN ('declined', 'cancelled') AND e.failed <> 1)"
    )


@holds("36", "Whoever paid is sent a receipt", among="payments_payment")
def receipts_are_mailed(read: Read) -> Breaches:
    """Written to the outbox in the transaction that settled the payment."""
    return read(
        "SELECT 'payment', p.id FROM payments_payment p LEFT JOIN (SELECT DISTINCT to_person_id, "
        f"{member(read, 'about', 'payment')} AS payment FROM mail_outboxmail WHERE kind = 'payments.receipt') AS m "
        "ON m.payment = p.id AND m.to_person_id = p.ordered_by_id WHERE p.state = 'succeeded' "
        "AND p.ordered_by_id IS NOT NULL AND m.payment IS NULL"
    )
