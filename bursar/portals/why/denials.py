"""Why not: the nearest road that does not count, drawn with its broken link, and told in sentences."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from bursar.access.denial import Denial, Reason
from bursar.access.facts import Active, Grant, Membership, Portal, PortalKind
from bursar.access.permissions import BILLING, Role
from bursar.access.roads import Road
from bursar.grants.queries import permission_label
from bursar.portals.why.faults import broken, told
from bursar.portals.why.words import Voice, given, link_node, node, person_node
from bursar.portals.words import role_label

Nodes = list[dict[str, str]]


def sentences(denial: Denial, voice: Voice) -> list[str]:
    """What is missing, since when, and what it would be needed for."""
    found = [_needed(denial)] if denial.needed and denial.lacks else []
    faults = told(denial.nearest, voice)
    if faults:
        found += faults
        grant = next((fact for fact, _fault in denial.nearest if isinstance(fact, Grant)), None)
        found += [given(grant, voice)] if grant else []
    else:
        found.append(_without_a_road(denial))
    return [*found, *_not_by_role(denial)]


def pictures(denial: Denial, voice: Voice) -> list[Nodes]:
    """The nearest road with its broken link; where there is none, the roads there could be."""
    label = permission_label(denial.lacks) if denial.lacks else ""
    end = node("missing", label, _("not held"))
    roads = [fact for fact, _fault in denial.nearest if not isinstance(fact, Active | Portal)]
    if not label or denial.reason is Reason.INACTIVE:
        return []
    if any(isinstance(fact, Grant) for fact in roads) or denial.reason not in (Reason.NOT_GIVEN, Reason.NO_TIE):
        return [[person_node(voice), *_links(denial, voice), end | {"broken": _at_the_end(denial, voice)}]]
    return [[person_node(voice), missing, end] for missing in _could_be(denial)]


def _links(denial: Denial, voice: Voice) -> Iterable[dict[str, str]]:
    """The facts of the road; a membership only where it is the road, or what is wrong with it."""
    is_granted = any(isinstance(fact, Grant) for fact, _fault in denial.nearest)
    for fact, fault in denial.nearest:
        is_plain_member = isinstance(fact, Membership) and is_granted and fault is None
        if not isinstance(fact, Active | Portal) and not is_plain_member:
            yield link_node(fact, broken=broken(fact, fault, voice))


def _at_the_end(denial: Denial, voice: Voice) -> str:
    """What is wrong with the portal stands where its right would begin."""
    found = (broken(fact, fault, voice) for fact, fault in denial.nearest if isinstance(fact, Portal))
    return next((words for words in found if words), "")


def _could_be(denial: Denial) -> Iterable[dict[str, str]]:
    """What would lead to the right, if somebody gave it."""
    words = {
        Road.ADMINISTRATORS: (_("A level as billing administrator"), _("given in the billing portal")),
        Road.PBX_PAGE: (_("A PBX permission"), _("given in PBX administration")),
        Road.ROLE: (_("A role that contains it"), _("given in the admin portal")),
    }
    listed = [words[road] for road in dict.fromkeys(giver.road for giver in denial.givers)] or [
        (_("Nothing that contains it"), "")
    ]
    return [node("missing", label, note, broken=_("missing")) for label, note in listed]


def _needed(denial: Denial) -> str:
    words = _("“%(right)s” cannot be held without “%(needed)s”, and that is what is missing.")
    asked = permission_label(denial.asked) if denial.asked else ""
    return words % {"right": asked, "needed": permission_label(denial.lacks) if denial.lacks else ""}


def _without_a_road(denial: Denial) -> str:
    return {
        Reason.SUSPENDED: _("The membership of this account is suspended: nothing that came with it counts."),
        Reason.INACTIVE: _("This person is deactivated, or was not here yet: nothing counts."),
        Reason.NO_TIE: _("Neither a member of this account nor a billing administrator of it."),
        Reason.NOT_GIVEN: _(
            "Nobody has given it: no role, level or PBX permission contains it, directly or by a group."
        ),
        Reason.UNKNOWN: _("This right has nothing to do with what was asked about."),
    }.get(denial.reason, _("The question could not be understood."))


def _not_by_role(denial: Denial) -> list[str]:
    """To whom a role seems enough: it is not (S4). Where the portal goes by role it could be."""
    portals = [fact for fact, _fault in denial.nearest if isinstance(fact, Portal)]
    roads = {giver.road for giver in denial.givers}
    roles = [fact.role for fact, _fault in denial.nearest if isinstance(fact, Membership) and fact.role != Role.MEMBER]
    if (
        denial.lacks not in BILLING
        or Road.ROLE in roads
        or not roles
        or any(p.kind is PortalKind.BY_ROLE for p in portals)
    ):
        return []
    return [_("The role “%(role)s” contains no right over the bills of this account.") % {"role": role_label(roles[0])}]
