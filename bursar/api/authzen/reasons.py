"""Why, in the answer's context: a generic sentence for the user, the whole of it for the administrator."""

from typing import Any

from django.utils.translation import gettext as _

from bursar.access.denial import Denial, Reason
from bursar.access.facts import Fact, Grant, InGroup, Membership, Nested, Portal, Source
from bursar.access.permissions import Permission
from bursar.access.policy import Chain, Decision
from bursar.grants.queries import permission_label

Context = dict[str, Any]


def unknown() -> Context:
    """The same for a person or a thing that there is not, and for one that the caller may not know of."""
    return {"reason_user": {"403": _generic()}}


def explained(decision: Decision, *, in_full: bool) -> Context:
    """The reason; for who may see the people of the account, with every fact that it rests on."""
    if decision.denial is None:
        return {"reason_admin": {"200": [_chain(chain) for chain in decision.chains]}} if in_full else {}
    told: Context = {"reason_user": {"403": _generic()}}
    if in_full:
        told["reason_admin"] = {"403": _denial(decision.denial)}
    return told


def _generic() -> str:
    return _("You do not have the right to do this.")


def _chain(chain: Chain) -> Context:
    until = chain.until
    told: Context = {"facts": [_fact(fact) for fact in chain.way.facts], "until": until.isoformat() if until else None}
    if chain.needs:
        told["needs"] = [_chain(need) for need in chain.needs]
    return told


def _denial(denial: Denial) -> Context:
    told: Context = {"code": denial.reason, "text": reason_text(denial.reason)}
    if denial.lacks is not None:
        told["lacks"] = denial.lacks
        told["lacks_text"] = permission_label(Permission(denial.lacks))
    if denial.nearest:
        told["nearest"] = [_fact(fact) | ({"fault": fault} if fault else {}) for fact, fault in denial.nearest]
    told["given_by"] = [{"where": giver.road, "holds": sorted(giver.holds)} for giver in denial.givers]
    return told


def _fact(fact: Fact) -> Context:
    span = {"from": fact.span.start.isoformat(), "until": fact.span.end.isoformat() if fact.span.end else None}
    return _about(fact) | span


def _about(fact: Fact) -> Context:
    if isinstance(fact, Grant):
        kind = "level" if fact.source is Source.BILLING else "pbx_permission"
        given = {"given_by": fact.granted_by, "reason": fact.reason, "road": fact.how}
        at = {"given_at": fact.granted_at.isoformat()} if fact.granted_at else {}
        return {"fact": "grant", kind: fact.name, "to": "group" if fact.group else "person", **given, **at}
    if isinstance(fact, Membership):
        return {"fact": "membership", "role": fact.role}
    if isinstance(fact, InGroup):
        return {"fact": "in_group", "group": fact.group_name}
    if isinstance(fact, Nested):
        return {"fact": "group_in_group", "group": fact.parent_name}
    if isinstance(fact, Portal):
        return {"fact": "portal", "kind": fact.kind}
    return {"fact": "active"}


def reason_text(reason: Reason) -> str:
    """The reason in a sentence."""
    return {
        Reason.MALFORMED: _("The question could not be understood."),
        Reason.UNKNOWN: _("There is no such action on such a thing."),
        Reason.INACTIVE: _("The person is deactivated."),
        Reason.NO_TIE: _("The person has nothing to do with the account."),
        Reason.SUSPENDED: _("The person’s membership is suspended."),
        Reason.EXPIRED: _("What gave the right has ended."),
        Reason.NOT_YET: _("What gives the right has not begun yet."),
        Reason.ASLEEP: _("The right was given by name, but the billing portal goes by role."),
        Reason.NOT_GIVEN: _("Nobody has given the right."),
        Reason.OUTSIDE_SCOPE: _("The token was not given the right."),
    }[reason]
