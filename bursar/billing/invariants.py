"""What must hold of billing portals: never without an administrator, and requests that were decided once."""

from bursar.core.invariants import Breaches, Read, holds

# Where the portal goes by role, an active Super admin.
_SUPER_ADMIN = (
    "SELECT 1 FROM accounts_membership m JOIN accounts_person p ON p.id = m.person_id "
    "WHERE m.account_id = b.account_id AND m.role = 'super_admin' AND m.ended_at IS NULL AND NOT m.is_suspended "
    "AND p.deactivated_at IS NULL"
)
_BY_ROLE = (
    "SELECT 1 FROM accounts_portalkind k WHERE k.account_id = b.account_id AND k.ended_at IS NULL "
    "AND k.kind = 'by_role'"
)
# A Full administrator who keeps a portal open: effective, without an end, able to sign in.
_LASTING = (
    "SELECT 1 FROM grants_grant g JOIN accounts_person p ON p.id = g.person_id WHERE g.account_id = b.account_id "
    "AND g.source = 'billing' AND g.name = 'full' AND g.closed_at IS NULL AND g.valid_until IS NULL "
    "AND g.valid_from <= %s AND p.deactivated_at IS NULL AND p.confirmed_at IS NOT NULL"
)


@holds(
    "5",
    "An open portal has an effective Full administrator without an end date; by role, an active Super admin",
    among="billing_billingportal",
)
def open_portals_have_an_administrator(read: Read) -> Breaches:
    """Or it waits for one, and says so."""
    return read(
        "SELECT 'portal', b.id FROM billing_billingportal b JOIN billing_portalstate s ON s.portal_id = b.id "
        f"WHERE s.ended_at IS NULL AND s.state = 'open' AND CASE WHEN EXISTS ({_BY_ROLE}) "
        f"THEN NOT EXISTS ({_SUPER_ADMIN}) ELSE NOT EXISTS ({_LASTING}) END",
        (read.now,),
    )


@holds("5", "A portal has one state at any instant", among="billing_portalstate")
def portals_have_one_state(read: Read) -> Breaches:
    """Its rows follow one another without overlap, and one of them is open."""
    yield from read(
        "SELECT 'portal state', id FROM (SELECT id, started_at, ended_at, LAG(id) OVER w AS earlier, LAG(ended_at) "
        "OVER w AS before FROM billing_portalstate WINDOW w AS (PARTITION BY portal_id ORDER BY started_at, id)) AS t "
        "WHERE ended_at < started_at OR (earlier IS NOT NULL AND (before IS NULL OR before > started_at))"
    )
    yield from read(
        "SELECT 'portal', b.id FROM billing_billingportal b WHERE NOT EXISTS (SELECT 1 FROM billing_portalstate s "
        "WHERE s.portal_id = b.id AND s.ended_at IS NULL)"
    )


@holds("4", "An account has at most one administrator made by sign-up or as owner", among="accounts_account")
def one_automatic_administrator(read: Read) -> Breaches:
    """However often a sign-up is confirmed or an invitation accepted."""
    return read(
        "SELECT 'account', account_id FROM grants_grant WHERE how IN ('sign_up', 'owner') "
        "GROUP BY account_id HAVING COUNT(*) > 1"
    )


@holds(
    "R3",
    "A request is open, or was decided at an instant; one open request for each person",
    among="billing_accessrequest",
)
def requests_are_decided_once(read: Read) -> Breaches:
    """Whoever withdrew did it themselves."""
    yield from read(
        "SELECT 'request', id FROM billing_accessrequest WHERE (state = 'open') <> (decided_at IS NULL) "
        "OR decided_at < created_at OR (state = 'withdrawn' AND decided_by_id <> person_id)"
    )
    yield from read(
        "SELECT 'request', MIN(id) FROM billing_accessrequest WHERE state = 'open' "
        "GROUP BY portal_id, person_id HAVING COUNT(*) > 1"
    )


@holds("8", "Nobody was named by a person while the portal went by role", among="accounts_portalkind")
def nobody_is_named_where_roles_decide(read: Read) -> Breaches:
    """What counts nowhere is given by nobody who holds it; the operator may, to make switching back possible."""
    return read(
        "SELECT 'grant', g.id FROM accounts_portalkind k JOIN grants_grant g ON g.account_id = k.account_id "
        "WHERE k.kind = 'by_role' AND g.source = 'billing' AND g.how IN ('invitation', 'access_request', 'edit') "
        "AND g.granted_at > k.started_at AND (k.ended_at IS NULL OR g.granted_at < k.ended_at)"
    )


@holds("13", "Every switch of a portal's kind tells the operator and why, by one entry", among="accounts_portalkind")
def kinds_have_provenance(read: Read) -> Breaches:
    """As many entries as rows, and none without somebody who answers for it."""
    yield from read("SELECT 'portal kind', id FROM accounts_portalkind WHERE changed_by_id IS NULL OR reason = ''")
    yield from read(
        "SELECT 'account', k.account_id FROM (SELECT account_id, COUNT(*) AS times FROM accounts_portalkind "
        "GROUP BY account_id) AS k WHERE k.times <> (SELECT COUNT(*) FROM audit_entry e "
        "WHERE e.account_id = k.account_id AND e.kind = 'billing.portal.kind.changed')"
    )


@holds("R1", "Every account has its billing portal, its details and its permissions page", among="accounts_account")
def accounts_are_whole(read: Read) -> Breaches:
    """They are made in one step."""
    return read(
        "SELECT 'account', a.id FROM accounts_account a LEFT JOIN billing_billingportal b ON b.account_id = a.id "
        "LEFT JOIN billing_billingdetails d ON d.portal_id = b.id LEFT JOIN pbx_permissionspage p "
        "ON p.account_id = a.id WHERE b.id IS NULL OR d.id IS NULL OR p.id IS NULL"
    )
