"""What must hold of memberships, groups and invitations, as queries for the rows that break it."""

from bursar.accounts.forest import MAX_DEPTH
from bursar.core.invariants import Breaches, Read, holds

# Dated tables: name in breaches, table, what a row is about. A change closes a row and opens another.
DATED = (
    ("membership", "accounts_membership", "account_id, person_id"),
    ("group membership", "accounts_groupmembership", "group_id, person_id"),
    ("group nesting", "accounts_groupnesting", "child_id"),
    ("role permission", "accounts_customrolepermission", "role_id, permission"),
    ("portal kind", "accounts_portalkind", "account_id"),
)
_DATED = " UNION ALL ".join(f"SELECT id FROM {table}" for _, table, _ in DATED)


@holds("12", "Rows about one thing never overlap in time; at most one is open", among=f"({_DATED}) AS t")
def rows_do_not_overlap(read: Read) -> Breaches:
    """So that the state at any instant is one state, and nobody is a member twice."""
    for name, table, about in DATED:
        yield from read(
            f"SELECT '{name}', id FROM (SELECT id, started_at, LAG(id) OVER w AS earlier, "
            f"LAG(ended_at) OVER w AS ended FROM {table} "
            f"WINDOW w AS (PARTITION BY {about} ORDER BY started_at, id)) AS t "
            "WHERE earlier IS NOT NULL AND (ended IS NULL OR ended > started_at)"
        )


@holds("12", "A closed row ends no sooner than it began", among=f"({_DATED}) AS t")
def periods_end_after_they_begin(read: Read) -> Breaches:
    """A period that ends before it began would count nowhere."""
    for name, table, _ in DATED:
        yield from read(f"SELECT '{name}', id FROM {table} WHERE ended_at < started_at")


@holds("7", "Groups, nestings and custom roles are of the account of those who have them", among="accounts_group")
def nothing_crosses_accounts(read: Read) -> Breaches:
    """Facts of one account never reach into another."""
    yield from read(
        "SELECT 'group membership', m.id FROM accounts_groupmembership m JOIN accounts_group g ON g.id = m.group_id "
        "WHERE g.account_id <> m.account_id"
    )
    yield from read(
        "SELECT 'group nesting', n.id FROM accounts_groupnesting n JOIN accounts_group c ON c.id = n.child_id "
        "JOIN accounts_group p ON p.id = n.parent_id WHERE c.account_id <> n.account_id OR p.account_id <> n.account_id"
    )
    yield from read(
        "SELECT 'membership', m.id FROM accounts_membership m JOIN accounts_customrole r ON r.id = m.custom_role_id "
        "WHERE r.account_id <> m.account_id"
    )


@holds("R14", "Nobody is in a deleted group, or in a group without being a member", among="accounts_groupmembership")
def nobody_is_where_nobody_can_be(read: Read) -> Breaches:
    """Whoever comes back starts with nothing; what is deleted holds nobody and nothing."""
    yield from read(
        "SELECT 'group membership', m.id FROM accounts_groupmembership m JOIN accounts_group g ON g.id = m.group_id "
        "WHERE m.ended_at IS NULL AND (g.deleted_at IS NOT NULL OR NOT EXISTS (SELECT 1 FROM accounts_membership k "
        "WHERE k.account_id = m.account_id AND k.person_id = m.person_id AND k.ended_at IS NULL))"
    )
    yield from read(
        "SELECT 'group nesting', n.id FROM accounts_groupnesting n JOIN accounts_group c ON c.id = n.child_id "
        "JOIN accounts_group p ON p.id = n.parent_id "
        "WHERE n.ended_at IS NULL AND (c.deleted_at IS NOT NULL OR p.deleted_at IS NOT NULL)"
    )
    yield from read(
        "SELECT 'membership', m.id FROM accounts_membership m JOIN accounts_customrole r ON r.id = m.custom_role_id "
        "WHERE m.ended_at IS NULL AND r.deleted_at IS NOT NULL"
    )


@holds("R2", "Every account that ever had people keeps an active Super admin", among="accounts_account")
def a_super_admin_remains(read: Read) -> Breaches:
    """Only the deactivation of a person may take the last one."""
    return read(
        "SELECT 'account', a.id FROM accounts_account a "
        "WHERE EXISTS (SELECT 1 FROM accounts_membership m WHERE m.account_id = a.id) "
        "AND NOT EXISTS (SELECT 1 FROM accounts_membership m JOIN accounts_person p ON p.id = m.person_id "
        "WHERE m.account_id = a.id AND m.role = 'super_admin' AND ((m.ended_at IS NULL AND NOT m.is_suspended "
        "AND p.deactivated_at IS NULL) OR (p.deactivated_at IS NOT NULL AND m.ended_at IS NOT NULL)))"
    )


@holds("R6", f"Groups are nested at most {MAX_DEPTH} deep, and never in a circle", among="accounts_groupnesting")
def groups_are_trees(read: Read) -> Breaches:
    """A circle shows as a depth beyond the limit."""
    return read(
        "WITH RECURSIVE climb(start, at, depth) AS ("
        "SELECT child_id, parent_id, 2 FROM accounts_groupnesting WHERE ended_at IS NULL "
        "UNION ALL SELECT c.start, n.parent_id, c.depth + 1 FROM climb c "
        "JOIN accounts_groupnesting n ON n.child_id = c.at AND n.ended_at IS NULL WHERE c.depth <= %s) "
        "SELECT DISTINCT 'group', start FROM climb WHERE depth > %s",
        (MAX_DEPTH, MAX_DEPTH),
    )


@holds("19", "An invitation is accepted by somebody, before it expires, or by nobody", among="accounts_invitation")
def invitations_are_answered_in_time(read: Read) -> Breaches:
    """Whoever accepts is known; an open one has no end yet."""
    return read(
        "SELECT 'invitation', id FROM accounts_invitation WHERE (state = 'open') <> (closed_at IS NULL) "
        "OR (state = 'accepted') <> (accepted_by_id IS NOT NULL) OR (state = 'accepted' AND closed_at >= expires_at)"
    )


@holds("R2", "People are sorted and found by the names they have, and groups know their size", among="accounts_group")
def what_is_kept_beside_agrees(read: Read) -> Breaches:
    """Lists and searches read these instead of counting and folding anew."""
    yield from read(
        "SELECT 'size of group', g.id FROM accounts_group g WHERE g.size <> (SELECT COUNT(*) "
        "FROM accounts_groupmembership m WHERE m.group_id = g.id AND m.ended_at IS NULL)"
    )
    yield from read(
        "SELECT 'group membership', i.id FROM accounts_groupmembership i JOIN accounts_membership m "
        "ON m.account_id = i.account_id AND m.person_id = i.person_id AND m.ended_at IS NULL "
        "WHERE i.ended_at IS NULL AND i.name_key <> m.name_key"
    )
    yield from read(
        "SELECT 'membership', m.id FROM accounts_membership m WHERE m.ended_at IS NULL AND (m.name_key = '' OR "
        "NOT EXISTS (SELECT 1 FROM accounts_word w WHERE w.account_id = m.account_id AND w.person_id = m.person_id))"
    )
