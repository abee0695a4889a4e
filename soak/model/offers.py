"""Invitations in the model: made, sent again, taken back, answered once, dead when the inviter lost the right."""

from bursar.access.permissions import Permission
from soak.model.levels import (
    invite,
    may_give,
    offers_to,
    sound,
    terms_of,
)
from soak.model.people import Op, bring_under
from soak.model.rights import Access, require_to_assign
from soak.model.things import A_WEEK, NOT_FOUND, Invitation, No

P = Permission


def invite_member(op: Op) -> None:
    """A role and groups that the actor may give."""
    found, role, custom = op.access(P.MEMBER_MANAGE), op.args["role"], op.args["custom"]
    if role == "custom":
        op.role(custom)
    require_to_assign(found, role, custom)
    if op.args["groups"]:
        if not found.may(P.GROUP_MANAGE):
            raise No("lacks_permission")
        for group in op.args["groups"]:
            op.group(group)
        bring_under(op, found, op.args["groups"])
    person = op.world.by_email(op.args["email"])
    if person and person.id in op.account.members:
        raise No("already_member")
    groups = sorted(op.args["groups"], key=lambda group: op.account.groups[group].name)
    invite(op, "member", op.args["email"], (role, custom, groups), op.by)


def resend_member_invitation(op: Op) -> None:
    """The offer has to be the actor's to make."""
    found, offer = op.access(P.MEMBER_MANAGE), _waiting(op, "member")
    to_offer(op, found, offer)
    _resent(op, offer)


def revoke_member_invitation(op: Op) -> None:
    """Needs no right to make the offer."""
    op.access(P.MEMBER_MANAGE)
    _waiting(op, "member").state = "revoked"


def add_billing_admin(op: Op) -> None:
    """An offer of a level."""
    found, terms, email = op.naming(), terms_of(op.args["terms"]), op.args["email"]
    sound(terms, op.now)
    may_give(found, terms)
    _no_administrator(op, email)
    invite(op, "billing_administrator", email, terms, op.by)


def resend_invitation(op: Op) -> None:
    """Whoever sends it again answers for it."""
    found = op.naming()
    offer = _touchable(op, found)
    if offer.offer.has_ended(op.now):
        raise No("offer_over")
    may_give(found, offer.offer)
    offer.by = op.by
    _resent(op, offer)


def revoke_invitation(op: Op) -> None:
    """Nothing was given yet."""
    _touchable(op, op.naming()).state = "revoked"


def correct_invitation(op: Op) -> None:
    """Another address or other terms: sent again."""
    found = op.naming()
    offer, terms, email = _touchable(op, found), terms_of(op.args["terms"]), op.args["email"]
    sound(terms, op.now)
    may_give(found, terms)
    if email != offer.email:
        _no_administrator(op, email)
        if offers_to(op, email):
            raise No("already_invited")
    if (email, terms, False) == (offer.email, offer.offer, offer.is_operators):
        return
    offer.email, offer.offer, offer.by, offer.is_operators = email, terms, op.by, False
    _resent(op, offer)


def to_offer(op: Op, found: Access, offer: Invitation) -> None:
    """Who may give what a membership's invitation offers."""
    role, custom, groups = offer.offer
    require_to_assign(found, role, custom if role == "custom" else None)
    there = [group for group in groups if group in op.account.groups]
    if there and not found.may(P.GROUP_MANAGE):
        raise No("lacks_permission")
    for group in there:  # in the order in which they were offered
        bring_under(op, found, [group])


def _waiting(op: Op, purpose: str) -> Invitation:
    offer = op.world.invitations.get(op.args["invitation"])
    if offer is None or (offer.account, offer.purpose, offer.state) != (op.account.id, purpose, "open"):
        raise No(NOT_FOUND)
    return offer


def _touchable(op: Op, found: Access) -> Invitation:
    offer = _waiting(op, "billing_administrator")
    if offer.offer.permissions - found.held:
        raise No("holds_more")
    if "seen" in op.args and op.args["seen"] != offer.generation:
        raise No("changed_in_between")
    return offer


def _no_administrator(op: Op, email: str) -> None:
    person = op.world.by_email(email)
    if person and person.id in op.account.levels:
        raise No("already_administrator")


def _resent(op: Op, offer: Invitation) -> None:
    offer.expires, offer.generation, offer.touched = op.now + A_WEEK, offer.generation + 1, op.ended
