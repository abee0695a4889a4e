"""The table of grants made again from the activity alone: what each entry opened and closed."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bursar.access.facts import Source
from bursar.core.invariants import Read

# (account, holder, source, name, rights, from, until)
Content = tuple[int, str, str, str, tuple[str, ...], datetime | None, datetime | None]


@dataclass(frozen=True)
class Step:
    """What one entry did to the grants of its account."""

    entry: int
    account: int
    opened: dict[int, Content]
    closed: tuple[int, ...]


def steps(read: Read) -> Iterator[Step]:
    """Every entry that opened or closed grants, in the order in which they were written."""
    marks = " OR ".join(f"CAST({column} AS text) LIKE %s" for column in ("new", "new", "old", "old"))
    rows = read(
        "SELECT id, account_id, on_type, on_id, CAST(old AS text), CAST(new AS text) FROM audit_entry "
        f"WHERE account_id IS NOT NULL AND ({marks}) ORDER BY id",
        ('%"grant"%', '%"opened"%', '%"grant"%', '%"closed"%'),
    )
    for entry, account, on_type, on_id, old, new in rows:
        before, after = json.loads(old or "null") or {}, json.loads(new or "null") or {}
        yield Step(entry, account, dict(_opened(account, f"{on_type}:{on_id}", after)), _closed(before))


def rows(read: Read) -> Iterator[tuple[int, Content, bool]]:
    """The table itself: id, content, whether the row is closed."""
    for pk, account, person, group, source, name, rights, start, end, closed in read(
        "SELECT id, account_id, person_id, group_id, source, name, CAST(rights AS text), valid_from, valid_until, "
        "closed_at FROM grants_grant ORDER BY id"
    ):
        holder = f"group:{group}" if person is None else f"person:{person}"
        content = (account, holder, source, name, tuple(json.loads(rights)), _instant(start), _instant(end))
        yield pk, content, closed is not None


def _opened(account: int, on: str, new: dict[str, Any]) -> Iterator[tuple[int, Content]]:
    """Entries that early versions wrote tell less than it takes: what they opened then differs from its row."""
    if "grant" in new:
        start, end = _instant(new.get("valid_from")), _instant(new.get("valid_until"))
        words = new["level"], tuple(new.get("rights", ())), start, end
        yield new["grant"], (account, on, Source.BILLING.value, *words)
    for tick in new.get("opened", []):
        said = tick if isinstance(tick, dict) else {"grant": tick}
        words = said.get("name", ""), (), _instant(said.get("valid_from")), _instant(said.get("valid_until"))
        yield said["grant"], (account, said.get("to", ""), Source.PBX.value, *words)


def _closed(old: dict[str, Any]) -> tuple[int, ...]:
    return (*([old["grant"]] if "grant" in old else ()), *old.get("closed", ()))


def instant(value: Any) -> datetime:
    """An instant as an entry or either database gives it."""
    read = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def _instant(value: Any) -> datetime | None:
    return None if value is None else instant(value)
