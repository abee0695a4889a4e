"""What must hold of the grants: whole provenance, nobody gave what they did not hold, the activity tells it all."""

from datetime import datetime, timedelta

from bursar.access.permissions import LEVELS, Level
from bursar.core.invariants import Breaches, Read, holds
from bursar.grants import replay
from bursar.grants.ending import DAYS
from bursar.grants.held import held_nothing_then

# The row that `given` was opened in place of, at the same instant, wherever it lies wholly within it.
_SHORTENED = """
    SELECT 1 FROM grants_grant e WHERE e.account_id = given.account_id AND e.source = 'pbx' AND e.name = given.name
    AND e.id <> given.id AND (e.person_id = given.person_id OR e.group_id = given.group_id)
    AND e.closed_at = given.granted_at AND e.valid_from <= given.valid_from
    AND (e.valid_until IS NULL OR e.valid_until >= given.valid_until)
"""


@holds(
    "13", "Every grant says who gave it, when, from where, by which road; an appointment says why", among="grants_grant"
)
def grants_have_provenance(read: Read) -> Breaches:
    """A person or an operator gave it, never both, and nothing counts before it was given."""
    return read(
        "SELECT 'grant', id FROM grants_grant WHERE (granted_by_id IS NULL) = (granted_by_operator_id IS NULL) "
        "OR (source = 'pbx') <> (how = 'pbx_page') OR (how = 'appointed') <> (granted_by_operator_id IS NOT NULL) "
        "OR (how = 'appointed' AND reason = '') OR valid_from < granted_at OR held_since > valid_from "
        "OR granted_at > %s",
        (read.now,),
    )


@holds("12", "The activity replayed from empty gives the table of grants: each row by one entry", among="grants_grant")
def the_activity_gives_the_grants(read: Read) -> Breaches:
    """Each grant is opened by one entry that holds all of it, and closed by one if it is closed."""
    opened: dict[int, int] = {}
    closed: set[int] = set()
    for step in replay.steps(read):
        for grant, content in step.opened.items():
            if grant in opened:
                yield ("entry that gives a grant again", step.entry)
            opened[grant] = hash(content)
        for grant in step.closed:
            if grant not in opened or grant in closed:
                yield ("entry that closes no open grant", step.entry)
            closed.add(grant)
    for grant, content, is_closed in replay.rows(read):
        if opened.pop(grant, None) != hash(content) or is_closed != (grant in closed):
            yield ("grant", grant)
    yield from (("grant that is in the activity alone", grant) for grant in opened)


@holds("14", "A grant's period has a length, and rows about the same right never overlap", among="grants_grant")
def levels_and_ticks_do_not_overlap(read: Read) -> Breaches:
    """One open level for each billing administrator, one tick for each box."""
    yield from read("SELECT 'grant', id FROM grants_grant WHERE valid_until <= valid_from OR closed_at < granted_at")
    yield from read(
        "SELECT 'grant', id FROM (SELECT id, granted_at, LAG(id) OVER w AS earlier, LAG(closed_at) OVER w AS closed "
        "FROM grants_grant WINDOW w AS (PARTITION BY account_id, person_id, group_id, source, "
        "CASE WHEN source = 'pbx' THEN name END ORDER BY granted_at, id)) AS t "
        "WHERE earlier IS NOT NULL AND (closed IS NULL OR closed > granted_at)"
    )


@holds(
    "6",
    "Who holds Pay holds View: on the PBX for each person and group, and in every custom level",
    among="grants_grant",
)
def pay_implies_view(read: Read) -> Breaches:
    """At every revision: the two are given and taken together, and Pay is never sooner or longer than View."""
    yield from read(
        "SELECT 'grant', p.id FROM grants_grant p WHERE p.source = 'pbx' AND p.name = 'pay_invoices' "
        "AND p.closed_at IS NULL AND (p.valid_until IS NULL OR p.valid_until > %s) "
        "AND NOT EXISTS (SELECT 1 FROM grants_grant v WHERE v.account_id = p.account_id "
        "AND v.source = 'pbx' AND v.name = 'view_invoices' AND v.closed_at IS NULL "
        "AND (v.person_id = p.person_id OR v.group_id = p.group_id) "
        "AND (v.valid_from <= p.valid_from OR v.valid_from <= %s) "
        "AND (v.valid_until IS NULL OR v.valid_until >= p.valid_until))",
        (read.now, read.now),
    )
    rights = "CAST(rights AS text)"
    yield from read(
        f"SELECT 'grant', id FROM grants_grant WHERE source = 'billing' AND name = 'custom' "
        f"AND ({rights} NOT LIKE '%%\"billing_portal:enter\"%%' OR {rights} NOT LIKE '%%\"invoice:view\"%%' "
        f"AND ({rights} LIKE '%%\"invoice:pay\"%%' OR {rights} LIKE '%%\"payment_method:manage\"%%'))"
    )


@holds("R4", "An open grant with an end has the notices of it, each at its time and settled once", among="grants_grant")
def ends_have_notices(read: Read) -> Breaches:
    """Seven days and one day before, where it counts by then."""
    planned: dict[int, set[tuple[int, datetime]]] = {}
    for grant, days, due in read("SELECT grant_id, days, due_at FROM grants_endnotice"):
        planned.setdefault(grant, set()).add((days, replay.instant(due)))
    rows = "SELECT id, valid_from, valid_until FROM grants_grant WHERE closed_at IS NULL AND valid_until > %s"
    for grant, start, end in read(rows, (read.now,)):
        begins, until = replay.instant(start), replay.instant(end)
        wanted = {(days, until - timedelta(days=days)) for days in DAYS}
        if {each for each in wanted if each[1] > begins} != planned.get(grant, set()):
            yield ("grant", grant)
    yield from read("SELECT 'notice', id FROM grants_endnotice WHERE settled_at < due_at")


@holds("8", "View and Pay on the PBX were given by somebody who held them then, and as long", among="grants_grant")
def nobody_ticked_what_they_did_not_hold(read: Read) -> Breaches:
    """By a level, or on the PBX, directly or through a group of a group, as the dated rows tell. A tick that lies
    within the one it took the place of was no gift: whoever may change the page may shorten it."""
    asked = (
        "SELECT id, account_id, granted_by_id AS person_id, granted_at AS at, valid_until AS until, "
        "CASE WHEN name = 'pay_invoices' THEN 'pay' ELSE 'view' END AS need FROM grants_grant given "
        "WHERE source = 'pbx' AND name IN ('view_invoices', 'pay_invoices') AND granted_by_id IS NOT NULL "
        f"AND NOT EXISTS ({_SHORTENED})"
    )
    return (("grant", row[0]) for row in held_nothing_then(read, asked))


@holds("8", "A level was given by somebody who held its rights then, and at least as long", among="grants_grant")
def nobody_gave_more_than_their_own(read: Read) -> Breaches:
    """Rights that come from levels alone; the first administrator and the operator's appointments have no giver."""
    for right in sorted(LEVELS[Level.FULL] - LEVELS[Level.PAYER]):
        wanted = f'%"{right}"%'
        yield from read(
            "SELECT 'grant', g.id FROM grants_grant g WHERE g.source = 'billing' AND g.granted_by_id IS NOT NULL "
            "AND g.how IN ('invitation', 'access_request', 'edit') "
            "AND (g.name = 'full' OR (g.name = 'custom' AND CAST(g.rights AS text) LIKE %s)) AND NOT EXISTS ("
            "SELECT 1 FROM grants_grant h WHERE h.account_id = g.account_id AND h.person_id = g.granted_by_id "
            "AND h.id <> g.id AND h.source = 'billing' "
            "AND (h.name = 'full' OR (h.name = 'custom' AND CAST(h.rights AS text) LIKE %s)) "
            "AND h.valid_from <= g.granted_at AND (h.closed_at IS NULL OR h.closed_at >= g.granted_at) "
            "AND (h.valid_until IS NULL OR (h.valid_until > g.granted_at AND h.valid_until >= g.valid_until)))",
            (wanted, wanted),
        )
