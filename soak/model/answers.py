"""Answers to invitations in the model: once, in time, and only while the inviter may still give it."""

from bursar.access.permissions import Permission
from soak.model.levels import (
    ensure_full,
    hold,
    improves,
    reopen,
    settle_requests,
)
from soak.model.offers import to_offer
from soak.model.people import Op
from soak.model.rights import access, giving_refusal, reach
from soak.model.state import Account
from soak.model.things import NOT_FOUND, Invitation, Member, No, Person, Terms

P = Permission


def accept(op: Op) -> None:
    """The person it is addressed to takes it, by My account or by the link."""
    offer, person = _mine(op, op.world.people[op.by])
    if not person.is_active:
        raise No(NOT_FOUND)
    if not offer.is_open(op.now):
        raise No("invitation_closed")
    _taken(op, offer, person)


def accept_with_new_sign_in(op: Op) -> None:
    """Somebody new."""
    offer = op.world.invitations.get(op.args["invitation"])
    if offer is None or not offer.is_open(op.now) or op.args["generation"] != offer.generation:
        raise No("invitation_closed")
    if op.world.by_email(offer.email):
        raise No("sign_in_first")
    made = op.made.get("person", -1)
    person = op.world.people[made] = Person(made, op.made.get("uid", ""), offer.email)
    op.by, op.account = made, op.world.accounts[offer.account]
    _taken(op, offer, person)


def decline(op: Op) -> None:
    """No, thank you."""
    offer, _ = _mine(op, op.world.people[op.by])
    if not offer.is_open(op.now):
        raise No("invitation_closed")
    offer.state = "declined"


def _taken(op: Op, offer: Invitation, person: Person) -> None:
    if offer.purpose == "member":
        _joined(op, offer, person.id)
    elif offer.purpose == "billing_administrator":
        _appointed(op, offer, person.id)
    else:
        founder(op, op.account, person.id, op.made.get("grant", 0))
    offer.state = "accepted"


def _joined(op: Op, offer: Invitation, person: int) -> None:
    if offer.by is not None:
        try:
            found = access(op.world, op.account, offer.by, op.now, P.MEMBER_MANAGE)
            to_offer(op, found, offer)
        except No as lost:
            raise No("inviter_lost_right") from lost
    role, custom, groups = offer.offer
    if person in op.account.members:
        raise No("already_member")
    if role == "custom" and custom not in op.account.roles:
        raise No("role_deleted")
    op.account.members[person] = Member(role, custom if role == "custom" else None)
    op.account.inside |= {(group, person) for group in groups if group in op.account.groups}


def _appointed(op: Op, offer: Invitation, person: int) -> None:
    terms: Terms = offer.offer
    if terms.has_ended(op.now):
        raise No("offer_over")
    if offer.by is not None:
        if op.account.by_role:
            raise No("portal_goes_by_role")
        inviter = reach(op.world, op.account, offer.by, op.now)
        if not inviter.may(P.BILLING_ADMIN_MANAGE) or giving_refusal(inviter, terms):
            raise No("inviter_lost_right")
    earlier = op.account.levels.get(person)
    if earlier and not improves(op, offer, earlier, terms):
        return
    hold(op, person, terms, op.made.get("grant", 0))
    settle_requests(op, person)
    ensure_full(op)
    reopen(op)


def founder(op: Op, account: Account, person: int, grant: int) -> None:
    """The first administrator of an account, once."""
    if account.has_founder:
        raise No("has_owner")
    account.has_founder = True
    account.members[person] = Member("super_admin")
    op.account = account
    hold(op, person, Terms("full"), grant)
    reopen(op)


def _mine(op: Op, person: Person) -> tuple[Invitation, Person]:
    offer = op.world.invitations.get(op.args["invitation"])
    if offer is None or offer.email != person.email:
        raise No(NOT_FOUND)
    op.account = op.world.accounts[offer.account]
    return offer, person
