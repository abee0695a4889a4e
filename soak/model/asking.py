"""What people ask of the billing administrators, and the small matters of a portal, in the model."""

from bursar.access.permissions import Permission
from soak.model.kinds import told
from soak.model.levels import hold, may_give, offers_to, reopen, sound, terms_of
from soak.model.people import Op
from soak.model.things import A_DAY, NOT_FOUND, No, Request

P = Permission
A_DAYS_LIMIT = 3


def request_access(op: Op) -> None:
    """One at a time, three a day."""
    _may_ask(op)
    if op.account.by_role:
        raise No("portal_goes_by_role")
    managers = [
        who
        for who, level in op.account.levels.items()
        if level.terms.counts(op.now)
        and P.BILLING_ADMIN_MANAGE in level.terms.permissions
        and op.world.people[who].is_active
    ]
    if not managers:
        raise No("nobody_to_ask")
    mine = [request for request in op.account.requests.values() if request.person == op.by]
    if any(request.state == "open" for request in mine):
        raise No("already_requested")
    if sum(request.at > op.now - A_DAY for request in mine) >= A_DAYS_LIMIT:
        raise No("too_many")
    op.account.requests[op.made["id"]] = Request(op.made["id"], op.by, op.now)


def withdraw_request(op: Op) -> None:
    """One's own."""
    request = op.account.requests.get(op.args["request"])
    if request is None or request.person != op.by:
        raise No(NOT_FOUND)
    _decide(request, "withdrawn")


def grant_request(op: Op) -> None:
    """The rules are those of adding."""
    found, terms = op.naming(), terms_of(op.args["terms"])
    request = _request(op)
    sound(terms, op.now)
    may_give(found, terms)
    _decide(request, "granted")
    try:
        _still_asking(op, request.person)
    except No:
        request.state = "open"
        raise
    hold(op, request.person, terms, op.made["grant"])
    for offer in offers_to(op, op.world.people[request.person].email):
        offer.state = "revoked"
    reopen(op)


def decline_request(op: Op) -> None:
    """With a word."""
    op.naming()
    _decide(_request(op), "declined")


def message_administrators(op: Op) -> None:
    """Three a day, when somebody reads it."""
    _may_ask(op)
    readers = told(op.world, op.account, op.now)
    if not readers:
        raise No("nobody_to_ask")
    today = [at for who, at in op.account.messages if who == op.by and at > op.now - A_DAY]
    if len(today) >= A_DAYS_LIMIT:
        raise No("too_many")
    op.account.messages.append((op.by, op.now))


def add_recipient(op: Op) -> None:
    """An address that is sent something."""
    op.access(P.BILLING_DETAILS_MANAGE)
    _recipient_fits(op, 0)
    op.account.recipients[op.made["id"]] = _recipient(op)


def change_recipient(op: Op) -> None:
    """Another address, or other topics; saved in between is a conflict."""
    op.access(P.BILLING_DETAILS_MANAGE)
    row = op.account.recipients.get(op.args["recipient"])
    if row is None:
        raise No(NOT_FOUND)
    if list(row) != list(op.args["seen"]):
        raise No("changed_in_between")
    _recipient_fits(op, op.args["recipient"])
    op.account.recipients[op.args["recipient"]] = _recipient(op)


def remove_recipient(op: Op) -> None:
    """Nothing any more."""
    op.access(P.BILLING_DETAILS_MANAGE)
    if op.account.recipients.pop(op.args["recipient"], None) is None:
        raise No(NOT_FOUND)


def change_settings(op: Op) -> None:
    """Name, language, time zone."""
    op.access(P.ACCOUNT_MANAGE)
    op.account.settings = (op.args["name"], op.args["language"], op.args["time_zone"])


def _recipient(op: Op) -> tuple[str, bool, bool]:
    return (op.args["email"], op.args["invoices"], op.args["receipts"])


def _recipient_fits(op: Op, besides: int) -> None:
    if not op.args["invoices"] and not op.args["receipts"]:
        raise No("nothing_wanted")
    if any(row[0] == op.args["email"] and id != besides for id, row in op.account.recipients.items()):
        raise No("already_recipient")


def _may_ask(op: Op) -> None:
    found, row = op.access(), op.account.members.get(op.by)
    if found.may(P.BILLING_PORTAL_ENTER) or row is None or row.is_suspended:
        raise No("may_not_ask")


def _request(op: Op) -> Request:
    request = op.account.requests.get(op.args["request"])
    if request is None:
        raise No(NOT_FOUND)
    return request


def _decide(request: Request, state: str) -> None:
    if request.state != "open":
        raise No("request_closed")
    request.state = state


def _still_asking(op: Op, person: int) -> None:
    if not op.world.people[person].is_active or person not in op.account.members:
        raise No("requester_left")
    level = op.account.levels.get(person)
    if level and not level.terms.has_ended(op.now):
        raise No("already_administrator")
