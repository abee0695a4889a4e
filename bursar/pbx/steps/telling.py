"""Who is told what by mail when ticks change: the persons named on the page, about the bills alone."""

from collections.abc import Iterable, Mapping
from typing import Any

from bursar.access.actor import Actor
from bursar.access.permissions import PBX_GUARDED
from bursar.accounts.models import Account
from bursar.grants.periods import ALWAYS
from bursar.mail.outbox import enqueue
from bursar.pbx.draft import Change, Principal
from bursar.pbx.principals import Found


def tell(actor: Actor, account: Account, changed: Iterable[Change], found: Mapping[Principal, Found]) -> None:
    """Tell them what they gained and lost and for how long; one's own doing needs no mail."""
    for change in changed:
        person = found[change.principal].person
        about = _about(change)
        if person is not None and person.pk != actor.person_id and any(about.values()):
            enqueue("pbx.permissions_changed", account=account.pk, person=person.pk, about=about)


def _about(change: Change) -> dict[str, Any]:
    told = (change.given | change.moved) & PBX_GUARDED
    periods = {str(p): change.period(p) for p in sorted(told)}
    dates = {p: [_text(each.valid_from), _text(each.valid_until)] for p, each in periods.items() if each != ALWAYS}
    about: dict[str, Any] = {"given": sorted(change.given & PBX_GUARDED), "taken": sorted(change.taken & PBX_GUARDED)}
    moved = sorted(change.moved & PBX_GUARDED)
    return {**about, **({"moved": moved} if moved else {}), **({"dates": dates} if dates else {})}


def _text(instant: Any) -> str | None:
    return instant.isoformat() if instant else None
