"""Billing administrators in the model: levels with dates, and the portal that is never without one."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bursar.access.permissions import BILLING, Permission, missing_needs
from soak.model.people import Op
from soak.model.rights import Access, full_administrators, giving_refusal, named_administrators, reach
from soak.model.things import A_WEEK, NOT_FOUND, Invitation, Level, No, Terms

P = Permission
ZONE = "Europe/Paris"  # of every account of a trial


def terms_of(words: dict[str, Any]) -> Terms:
    """Terms as an operation was given them."""
    start, end = (datetime.fromisoformat(words[key]) if words[key] else None for key in ("from", "until"))
    return Terms(words["level"], frozenset(words["rights"]), start, end, words.get("reason", ""))


def sound(terms: Terms, now: datetime) -> None:
    """Terms that make sense by themselves."""
    if terms.level == "custom":
        _sound_rights(terms.rights)
    if terms.start and _day(terms.start) < _day(now):
        raise No("starts_in_the_past")
    if terms.has_ended(now):
        raise No("ends_in_the_past")
    if terms.end and terms.end <= max(terms.start or now, now):
        raise No("ends_before_start")


def may_give(found: Access, terms: Terms) -> None:
    """Only what one holds, and not for longer."""
    if refusal := giving_refusal(found, terms):
        raise No(refusal)


def hold(op: Op, person: int, terms: Terms, id: int) -> None:
    """The person has this level from now on."""
    start = max(terms.start or op.now, op.now)
    op.account.levels[person] = Level(id, Terms(terms.level, terms.rights, start, terms.end, terms.reason))


def ensure_full(op: Op) -> None:
    """After a change: somebody keeps the portal administered, or it waits for somebody."""
    if not op.account.is_waiting and not full_administrators(op.world, op.account, op.now):
        raise No("last_full_administrator")


def reopen(op: Op) -> None:
    """A portal that waited waits no longer."""
    if full_administrators(op.world, op.account, op.now):
        op.account.is_waiting = False


def change_billing_admin(op: Op) -> None:
    """Other terms."""
    found = op.naming()
    row, terms = _touchable(op, found), terms_of(op.args["terms"])
    sound(terms, op.now)
    may_give(found, terms)
    if _same(row.terms, terms, op.now):
        return
    hold(op, op.args["person"], terms, op.made.get("id", 0))
    ensure_full(op)
    reopen(op)


def remove_billing_admin(op: Op) -> None:
    """Every billing right of somebody."""
    _touchable(op, op.naming())
    del op.account.levels[op.args["person"]]
    ensure_full(op)


def leave_billing_portal(op: Op) -> None:
    """One's own."""
    if op.by not in op.account.levels:
        raise No(NOT_FOUND)
    del op.account.levels[op.by]
    ensure_full(op)


def appoint_billing_admin(op: Op) -> None:
    """The operator's way out."""
    named = named_administrators(op.world, op.account, op.now)
    if not op.args["force"] and (named if op.account.by_role else not op.account.is_waiting):
        raise No("has_administrator")
    for offer in offers_to(op, op.args["email"]):
        offer.state = "revoked"
    person, terms = op.world.by_email(op.args["email"]), Terms("full", reason=op.args["reason"])
    if person and person.is_active:
        hold(op, person.id, terms, op.made["grant"])
        settle_requests(op, person.id)
        reopen(op)
    else:
        invite(op, "billing_administrator", op.args["email"], terms, None)


def offers_to(op: Op, email: str) -> Iterable[Invitation]:
    """What was offered to an address and not answered, expired or not."""
    return [i for i in op.world.offers(op.account.id, "billing_administrator") if i.email == email]


def invite(op: Op, purpose: str, email: str, offer: Any, by: int | None) -> None:
    """One open invitation for each address and purpose; an expired one makes room."""
    from_before = [i for i in op.world.offers(op.account.id, purpose) if i.email == email]
    for earlier in from_before:
        if earlier.is_open(op.now):
            raise No("already_invited")
        earlier.state = "revoked"
    made = op.made["invitation"]
    op.world.invitations[made] = Invitation(
        made, op.account.id, purpose, email, offer, by, op.now + A_WEEK, is_operators=by is None
    )


def settle_requests(op: Op, person: int) -> None:
    """Whoever has become an administrator waits no longer."""
    for request in op.account.requests.values():
        if request.person == person and request.state == "open":
            request.state = "granted"


def improves(op: Op, offer: Invitation, earlier: Level, terms: Terms) -> bool:
    """Whether an offer gives more than what is held already."""
    held = earlier.terms
    if held.has_ended(op.now):
        return True
    lasts = terms.end is None or (held.end is not None and terms.end >= held.end)
    begins = max(terms.start or op.now, op.now) <= max(held.start or op.now, op.now)
    contains = held.permissions <= terms.permissions and not (held.level == "full" != terms.level)
    may_touch = offer.by is None or held.permissions <= reach(op.world, op.account, offer.by, op.now).held
    return contains and lasts and begins and may_touch


def _touchable(op: Op, found: Access) -> Level:
    row = op.account.levels.get(op.args["person"])
    if row is None:
        raise No(NOT_FOUND)
    if row.terms.permissions - found.held:
        raise No("holds_more")
    if op.args["seen"] != row.id:
        raise No("changed_in_between")
    return row


def _same(held: Terms, terms: Terms, now: datetime) -> bool:
    has_begun = held.start is None or held.start <= now
    same_start = (terms.start is None or terms.start <= now) if has_begun else terms.start == held.start
    return same_start and (held.level, held.rights, held.end, held.reason) == (
        terms.level,
        terms.rights,
        terms.end,
        terms.reason,
    )


def _sound_rights(rights: frozenset[str]) -> None:
    if not rights <= frozenset(BILLING):
        raise No("not_a_billing_right")
    if P.BILLING_PORTAL_ENTER not in rights or missing_needs(map(Permission, rights)):
        raise No("needs_missing")
    if rights == {P.BILLING_PORTAL_ENTER}:
        raise No("no_rights")


def _day(instant: datetime) -> date:
    return instant.astimezone(ZoneInfo(ZONE)).date()
