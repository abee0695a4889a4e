"""What must hold of automatic payments: under a mandate, within its limit and its span, its authority held."""

from bursar.core.invariants import Breaches, Read, holds
from bursar.grants.held import held_nothing_then


@holds("34", "Whoever authorised an automatic payment held Pay then, or others were told", among="payments_mandate")
def mandates_carried_payments(read: Read) -> Breaches:
    """After the authority was seen to be gone, money moves until the stated time only; never outside the mandate."""
    asked = (
        "SELECT p.id, p.account_id, p.ordered_by_id AS person_id, p.ordered_at AS at, p.ordered_at AS until, "
        "'pay' AS need FROM payments_payment p JOIN payments_mandate m ON m.id = p.mandate_id "
        "WHERE m.orphaned_at IS NULL OR p.ordered_at < m.orphaned_at"
    )
    for row in held_nothing_then(read, asked):
        yield ("payment", row[0])
    yield from read(
        "SELECT 'payment', p.id FROM payments_payment p JOIN payments_mandate m ON m.id = p.mandate_id "
        "WHERE p.ordered_at < m.authorised_at OR p.ordered_at > m.ended_at OR p.ordered_at >= m.confirm_by "
        "OR p.account_id <> m.account_id OR p.ordered_by_id <> m.authorised_by_id OR p.method_id <> m.method_id "
        "OR p.currency <> m.currency OR p.amount_minor > m.limit_minor OR p.credit_minor <> 0"
    )
    yield from read("SELECT 'mandate', id FROM payments_mandate WHERE (orphaned_at IS NULL) <> (confirm_by IS NULL)")


@holds("32", "A planned payment is charged once at most, never more than announced", among="payments_plannedpayment")
def plans_are_charged_once(read: Read) -> Breaches:
    """What failed may be tried again; what is under way or paid may not."""
    yield from read(
        "SELECT 'planned payment', n.id FROM payments_plannedpayment n JOIN payments_payment p ON p.id = n.payment_id "
        "WHERE p.amount_minor > n.amount_minor OR p.mandate_id IS NULL "
        "OR (n.state IN ('announced', 'given_up') AND p.state NOT IN ('declined', 'cancelled')) "
        "OR (n.state = 'paid' AND p.state <> 'succeeded')"
    )
    yield from read(
        "SELECT 'invoice', a.invoice_id FROM payments_allocation a JOIN payments_payment p ON p.id = a.payment_id "
        "WHERE p.mandate_id IS NOT NULL AND p.state IN ('pending', 'unknown') GROUP BY a.invoice_id HAVING COUNT(*) > 1"
    )
