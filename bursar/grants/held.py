"""Who held View or Pay at an instant, from the dated rows: for looking back, set by set. Decisions are `access`'s."""

from collections.abc import Iterator

from bursar.core.invariants import Read, Row

# Counted then, and for as long as was asked (`until`: the instant itself, or an end; NULL asks for good).
_COUNTS = """
    g.granted_at <= a.at AND g.valid_from <= a.at AND (g.closed_at IS NULL OR g.closed_at >= a.at)
    AND (g.valid_until IS NULL OR (g.valid_until > a.at AND g.valid_until >= a.until))
"""
# Where the portal went by role, levels slept and roles counted; at the very instant of a switch both may have.
_LEVEL = f"""
    SELECT 1 FROM grants_grant g WHERE g.source = 'billing' AND +g.account_id = a.account_id
    AND g.person_id = a.person_id AND {_COUNTS}
    AND (g.name IN ('full', 'payer') OR (g.name = 'viewer' AND a.need = 'view')
         OR (g.name = 'custom' AND CAST(g.rights AS text) LIKE '%%"invoice:' || a.need || '"%%'))
    AND NOT EXISTS (SELECT 1 FROM accounts_portalkind k WHERE k.account_id = a.account_id AND k.kind = 'by_role'
        AND k.started_at < a.at AND (k.ended_at IS NULL OR k.ended_at > a.at))
"""
_ROLE = """
    SELECT 1 FROM accounts_portalkind k JOIN accounts_membership m ON m.account_id = k.account_id
    WHERE k.account_id = a.account_id AND k.kind = 'by_role' AND k.started_at <= a.at
    AND (k.ended_at IS NULL OR k.ended_at >= a.at) AND m.person_id = a.person_id AND NOT m.is_suspended
    AND m.started_at <= a.at AND (m.ended_at IS NULL OR m.ended_at >= a.at) AND (m.role = 'super_admin'
    OR EXISTS (SELECT 1 FROM accounts_customrolepermission q WHERE q.role_id = m.custom_role_id
        AND q.permission = 'invoice:' || a.need AND q.started_at <= a.at
        AND (q.ended_at IS NULL OR q.ended_at >= a.at)))
"""
_MEMBER = """
    SELECT 1 FROM accounts_membership m WHERE +m.account_id = a.account_id AND m.person_id = a.person_id
    AND NOT m.is_suspended AND m.started_at <= a.at AND (m.ended_at IS NULL OR m.ended_at >= a.at)
"""
_TICK = f"""
    g.source = 'pbx' AND +g.account_id = a.account_id AND {_COUNTS}
    AND (g.name = 'pay_invoices' OR (g.name = 'view_invoices' AND a.need = 'view'))
"""
# A plus keeps SQLite from searching by account, of which there may be one alone.
# `asked` is a query for id, account_id, person_id, at, until and need ('view' or 'pay'); at most seven nestings are
# climbed.
_QUERY = f"""
WITH RECURSIVE asked AS ({{asked}}),
reach(id, at, group_id) AS (
    SELECT a.id, a.at, i.group_id FROM asked a JOIN accounts_groupmembership i
    ON i.person_id = a.person_id AND +i.account_id = a.account_id
    AND i.started_at <= a.at AND (i.ended_at IS NULL OR i.ended_at >= a.at)
    UNION
    SELECT r.id, r.at, n.parent_id FROM reach r JOIN accounts_groupnesting n
    ON n.child_id = r.group_id AND n.started_at <= r.at AND (n.ended_at IS NULL OR n.ended_at >= r.at)
),
carried AS (
    SELECT DISTINCT a.id FROM asked a JOIN reach r ON r.id = a.id JOIN grants_grant g ON g.group_id = r.group_id
    WHERE {_TICK}
)
SELECT a.id FROM asked a LEFT JOIN carried c ON c.id = a.id JOIN accounts_person p ON p.id = a.person_id
WHERE p.deactivated_at < a.at OR (NOT EXISTS ({_LEVEL}) AND NOT EXISTS ({_ROLE}) AND NOT (EXISTS ({_MEMBER})
AND (c.id IS NOT NULL OR EXISTS (SELECT 1 FROM grants_grant g WHERE g.person_id = a.person_id AND {_TICK}))))
"""


def held_nothing_then(read: Read, asked: str) -> Iterator[Row]:
    """The ids of those rows of `asked` whose person did not hold what was needed at that instant."""
    return read(_QUERY.format(asked=asked))
