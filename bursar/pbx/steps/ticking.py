"""Opening and closing the rows of ticks, and the words in which an entry tells it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bursar.access.actor import Actor
from bursar.access.permissions import PbxPermission
from bursar.accounts.models import Account
from bursar.grants import steps as grants
from bursar.grants.models import Grant
from bursar.grants.periods import ALWAYS, Period
from bursar.pbx.draft import Change, Principal, Ticks
from bursar.pbx.principals import Found
from bursar.pbx.queries import Ticked, over


@dataclass(frozen=True)
class Done:
    """The ids of the rows closed, and each row opened in an entry's words: enough to make it again from these."""

    closed: list[int] = field(default_factory=list)
    opened: list[dict[str, Any]] = field(default_factory=list)


def apply(
    actor: Actor,
    account: Account,
    changed: Sequence[Change],
    found: Mapping[Principal, Found],
    ticked: Ticked,
    now: datetime,
) -> Done:
    """Take what is taken, give what is given; what gets another period is closed and opened anew.

    A tick whose period is over is no tick any more; its row is closed when the same is given again.
    """
    done, ended = Done(), over(account, [change.principal for change in changed], now)
    for change in changed:
        rows = {**ended.get(change.principal, {}), **ticked.get(change.principal, {})}
        for permission in sorted(rows.keys() & (change.taken | change.moved | change.given)):
            grants.close(actor, rows[permission], at=now)
            done.closed.append(rows[permission].pk)
        for permission in sorted(change.given | change.moved):
            kept = rows[permission] if permission in change.moved else None
            done.opened.append(
                _give(actor, account, found[change.principal], permission, change.period(permission), kept, now)
            )
    return done


def _give(
    actor: Actor,
    account: Account,
    found: Found,
    permission: PbxPermission,
    period: Period,
    earlier: Grant | None,
    now: datetime,
) -> dict[str, Any]:
    start = period.start(now)
    goes_on = earlier is not None and earlier.valid_from <= now == start
    grant = grants.give_pbx(
        actor,
        account,
        permission,
        person=found.person,
        group=found.group,
        valid_from=start,
        valid_until=period.valid_until,
        held_since=earlier.held_since if goes_on and earlier else None,
        at=now,
    )
    to = f"{found.principal.kind}:{found.id}"
    words = {"grant": grant.pk, "to": to, "name": str(permission), "valid_from": start.isoformat()}
    return {**words, "valid_until": period.valid_until.isoformat()} if period.valid_until else words


def words_before(changed: Sequence[Change], found: Mapping[Principal, Found]) -> dict[str, Any]:
    """What stood in the rows that changed, with the periods of those ticks that had one."""
    return _words(changed, found, lambda c: c.old, lambda c, p: c.was.get(p, ALWAYS))


def words_after(changed: Sequence[Change], found: Mapping[Principal, Found]) -> dict[str, Any]:
    """What stands in them now."""
    return _words(changed, found, lambda c: c.new, Change.period)


def _words(
    changed: Sequence[Change],
    found: Mapping[Principal, Found],
    ticks: Callable[[Change], Ticks],
    period: Callable[[Change, PbxPermission], Period],
) -> dict[str, Any]:
    told: dict[str, Any] = {"ticks": {}}
    for change in changed:
        key = f"{change.principal.kind}:{found[change.principal].id}"
        told["ticks"][key] = sorted(ticks(change))
        dates = {p: period(change, p) for p in sorted(ticks(change)) if period(change, p) != ALWAYS}
        if dates:
            told.setdefault("dates", {})[key] = {str(p): _ends(each) for p, each in dates.items()}
    return told


def _ends(period: Period) -> list[str | None]:
    return [instant.isoformat() if instant else None for instant in (period.valid_from, period.valid_until)]
