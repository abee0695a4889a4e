"""What must hold of the entries: complete, of declared kinds, without secrets."""

import re
from collections.abc import Iterator

from bursar.access.actor import ActorKind
from bursar.audit.kinds import all_kinds
from bursar.core.invariants import Breaches, Read, holds
from bursar.core.secrets import is_secret, sql_suspects


@holds("24", "Every entry says who, what and when, of a declared kind; a refusal its reason", among="audit_entry")
def entries_are_complete(read: Read) -> Breaches:
    """A job has no id; everybody else has one."""
    kinds = set(all_kinds())
    for (kind,) in read("SELECT DISTINCT kind FROM audit_entry"):
        if kind not in kinds and not re.fullmatch(r"refused\.[a-z_]+", kind):
            yield ("entries of kind", kind)
    known = tuple(ActorKind)
    marks = ", ".join(["%s"] * len(known))
    yield from read(
        f"SELECT 'entry', id FROM audit_entry WHERE actor_kind NOT IN ({marks}) OR door = '' OR at > %s "
        "OR (kind LIKE 'refused.%%') <> (refusal <> '') "
        "OR (actor_kind = 'operator' AND actor_id IS NULL)",
        (*known, read.now),
    )


@holds("26", "No entry holds a secret, a token or a card number", among="audit_entry")
def entries_hold_no_secret(read: Read) -> Breaches:
    """Looked for by pattern: what looks like a token, a password's hash, or a card number whose check digit fits."""
    return _with_secrets(read)


def _with_secrets(read: Read) -> Iterator[tuple[str, int]]:
    for column in ("old", "new"):
        suspects = read(
            f"SELECT id, CAST({column} AS text) FROM audit_entry WHERE {sql_suspects(f'CAST({column} AS text)', read)}"
        )
        yield from (("entry", entry) for entry, text in suspects if is_secret(text))
