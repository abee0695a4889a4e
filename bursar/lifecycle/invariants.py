"""What must hold across rooms: the end of a person's access, and answers that came of an invitation or a sign-up."""

from bursar.core.invariants import Breaches, Read, holds, member


@holds(
    "18", "A deactivated person has no membership, no right, no session and no open invitation", among="accounts_person"
)
def the_deactivated_have_nothing(read: Read) -> Breaches:
    """All of it ends with the deactivation, at once."""
    dead = "JOIN accounts_person p ON p.id = {} AND p.deactivated_at IS NOT NULL"
    yield from read(
        f"SELECT 'membership', m.id FROM accounts_membership m {dead.format('m.person_id')} WHERE m.ended_at IS NULL"
    )
    yield from read(f"SELECT 'grant', g.id FROM grants_grant g {dead.format('g.person_id')} WHERE g.closed_at IS NULL")
    yield from read(f"SELECT 'session', s.id FROM usersessions_usersession s {dead.format('s.user_id')}")
    yield from read(
        "SELECT 'invitation', i.id FROM accounts_invitation i JOIN accounts_person p ON p.email = i.email "
        "WHERE i.state = 'open' AND p.deactivated_at > i.created_at"
    )


@holds(
    "19", "An accepted invitation left one entry of what came of it, and no other one did", among="accounts_invitation"
)
def invitations_are_accepted_once(read: Read) -> Breaches:
    """By the person who accepted it."""
    invitation = member(read, "new", "invitation")
    return read(
        "SELECT 'invitation', i.id FROM accounts_invitation i LEFT JOIN (SELECT invitation, COUNT(*) AS times, "
        f"MIN(on_id) AS person FROM (SELECT {invitation} AS invitation, on_id FROM audit_entry "
        "WHERE kind IN ('member.joined', 'billing.admin.added', 'billing.invitation.accepted', "
        "'billing.first_admin.made')) AS e GROUP BY invitation) AS t ON t.invitation = i.id "
        "WHERE (i.state = 'accepted' AND (COALESCE(t.times, 0) <> 1 OR t.person <> i.accepted_by_id)) "
        "OR (i.state <> 'accepted' AND t.times IS NOT NULL)"
    )


@holds("36", "Every invitation that is open has its mail in the outbox", among="accounts_invitation")
def invitations_are_mailed(read: Read) -> Breaches:
    """The mail of its present link, waiting or sent."""
    invitation, generation = (member(read, "about", key) for key in ("invitation", "generation"))
    return read(
        "SELECT 'invitation', i.id FROM accounts_invitation i LEFT JOIN (SELECT DISTINCT "
        f"{invitation} AS invitation, {generation} AS generation FROM mail_outboxmail WHERE kind LIKE 'invitation.%%') "
        "AS m ON m.invitation = i.id AND m.generation = i.generation WHERE i.state = 'open' AND m.invitation IS NULL"
    )


@holds(
    "4",
    "A sign-up that was completed made one account and its first administrator, or gave way",
    among="lifecycle_pendingsignup",
)
def sign_ups_are_completed_once(read: Read) -> Breaches:
    """The person who confirmed is that administrator."""
    yield from read(
        "SELECT 'sign-up', s.id FROM lifecycle_pendingsignup s LEFT JOIN grants_grant g ON g.account_id = s.account_id "
        "AND g.how = 'sign_up' AND g.person_id = s.person_id WHERE (s.account_id IS NOT NULL AND g.id IS NULL) "
        "OR (s.account_id IS NULL) <> (s.person_id IS NULL) OR (s.completed_at IS NOT NULL AND s.password <> '')"
    )
    yield from read(
        "SELECT 'grant', g.id FROM grants_grant g LEFT JOIN lifecycle_pendingsignup s ON s.account_id = g.account_id "
        "WHERE g.how = 'sign_up' AND s.id IS NULL"
    )
