"""What is wrong with a fact: a few words on the broken link of a picture, and a sentence beside it."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from bursar.access.facts import Fact, Grant, InGroup, Membership, Nested, Portal, PortalKind, Source
from bursar.access.ways import Fault
from bursar.portals.why.words import Voice, grant_label, group_name
from bursar.portals.words import role_label

Judged = tuple[Fact, Fault | None]


def broken(fact: Fact, fault: Fault | None, voice: Voice) -> str:
    """A few words for the link; empty when nothing is wrong with it."""
    if fault is None:
        return ""
    if fault is Fault.SUSPENDED:
        return _("suspended")
    if fault is Fault.ASLEEP:
        return _("asleep")
    if fault is Fault.NOT_YET or fact.span.end is None:
        return _("from %(date)s") % {"date": voice.day(fact.span.start)}
    return _("until %(date)s") % {"date": voice.day(fact.span.end)}


def told(road: Sequence[Judged], voice: Voice) -> list[str]:
    """A sentence for each fact of a road that does not count."""
    found, group = [], ""
    for fact, fault in road:
        if fault is Fault.OVER and fact is road[-1][0] and isinstance(fact, Membership) and fact.span.end is not None:
            found.append(_role_over(fact, voice.end(fact.span.end)))
        elif fault is not None:
            found.append(_sentence(fact, fault, group, voice))
        group = group_name(fact) or group
    return found


def _sentence(fact: Fact, fault: Fault, group: str, voice: Voice) -> str:
    if fault is Fault.SUSPENDED:
        return _("The membership of this account is suspended: nothing that came with it counts.")
    if fault is Fault.ASLEEP or (isinstance(fact, Portal) and fact.kind is PortalKind.ASSIGNED):
        return _("It was given by name, but the billing portal of this account goes by role: what was given sleeps.")
    if fault is Fault.NOT_YET or fact.span.end is None:
        return _begins(fact, voice.beginning(fact.span.start))
    return _ended(fact, group, voice.end(fact.span.end))


def _role_over(member: Membership, moment: str) -> str:
    """Somebody has another role since, or the role contains it no longer, or the membership is over."""
    return _("It came with the role “%(role)s” until %(date)s.") % {"role": role_label(member.role), "date": moment}


def _begins(fact: Fact, moment: str) -> str:
    what = grant_label(fact) if isinstance(fact, Grant) else group_name(fact)
    if what:
        return _("“%(what)s” counts from %(date)s only.") % {"what": what, "date": moment}
    return _("It counts from %(date)s only.") % {"date": moment}


def _ended(fact: Fact, group: str, moment: str) -> str:
    match fact:
        case Grant():
            is_level = fact.source is Source.BILLING
            what = _("The level “%(what)s”") if is_level else _("The PBX permission “%(what)s”")
            return _("%(what)s ended on %(date)s.") % {"what": what % {"what": grant_label(fact)}, "date": moment}
        case InGroup():
            return _("Being in group “%(group)s” ended on %(date)s.") % {"group": fact.group_name, "date": moment}
        case Nested():
            words = {"group": group, "outer": fact.parent_name, "date": moment}
            return _("Group “%(group)s” has not been in group “%(outer)s” since %(date)s.") % words
        case Membership():
            return _("The membership of this account ended on %(date)s, with all that came with it.") % {"date": moment}
        case Portal():
            return _("The billing portal of this account has not gone by role since %(date)s.") % {"date": moment}
    return _("It ended on %(date)s.") % {"date": moment}
