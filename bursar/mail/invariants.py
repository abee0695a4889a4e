"""What must hold of the outbox: every mail can be made and is sent, given up or waits; none holds a secret."""

from bursar.core.invariants import Breaches, Read, holds
from bursar.core.secrets import is_secret, sql_suspects
from bursar.mail.builders import all_kinds


@holds("36", "Every mail has a reader, words of its kind, and one state", among="mail_outboxmail")
def mails_are_complete(read: Read) -> Breaches:
    """Sent or given up after at least one attempt, or still waiting."""
    known = all_kinds()
    for (kind,) in read("SELECT DISTINCT kind FROM mail_outboxmail"):
        if kind not in known:
            yield ("mails of kind", kind)
    yield from read(
        "SELECT 'mail', m.id FROM mail_outboxmail m LEFT JOIN accounts_person p ON p.id = m.to_person_id "
        "WHERE (m.to_person_id IS NULL) = (m.to_address = '') OR (m.to_person_id IS NOT NULL AND p.id IS NULL) "
        "OR (m.sent_at IS NOT NULL AND m.given_up_at IS NOT NULL) "
        "OR (m.attempts = 0 AND (m.sent_at IS NOT NULL OR m.given_up_at IS NOT NULL))"
    )


@holds("26", "No mail in the outbox holds a secret: links are made when it is sent", among="mail_outboxmail")
def mails_hold_no_secret(read: Read) -> Breaches:
    """By the same patterns as entries."""
    for column in ("about", "last_error"):
        text = f"CAST({column} AS text)"
        suspects = read(f"SELECT id, {text} FROM mail_outboxmail WHERE {sql_suspects(text, read)}")
        yield from (("mail", mail) for mail, words in suspects if is_secret(words))
