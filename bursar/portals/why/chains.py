"""The chain of facts that gives a right, as a picture and in a sentence."""

from django.utils.translation import gettext as _

from bursar.access.facts import Membership, Source
from bursar.access.policy import Chain
from bursar.portals.why.words import Voice, given, group_name, link_node, node, person_node
from bursar.portals.words import level_label, pbx_label, role_label


def nodes(chain: Chain, label: str, voice: Voice) -> list[dict[str, str]]:
    """From the person over groups to what was given, or to the role, and the right."""
    grant = chain.grant
    shown = [link for link in chain.links if grant is None or not isinstance(link, Membership)]
    return [person_node(voice), *map(link_node, shown), node("right", label)]


def sentence(chain: Chain, label: str, voice: Voice) -> str:
    """“Pay invoices: through group Finance, in group Direction. Given by … on ….” One sentence for each fact."""
    told = [_road(chain, label)]
    grant = chain.grant
    if grant is not None:
        told.append(given(grant, voice))
        if chain.until is not None:
            told.append(_("Until %(date)s.") % {"date": voice.end(chain.until)})
        if grant.reason:
            told.append(_("Reason: %(reason)s") % {"reason": grant.reason})
    return " ".join(told)


def _road(chain: Chain, label: str) -> str:
    grant = chain.grant
    if grant is None:
        member = chain.links[0]
        role = role_label(member.role) if isinstance(member, Membership) else ""
        return _("%(right)s: by the role %(role)s.") % {"right": label, "role": role}
    groups = [name for name in map(group_name, chain.links) if name]
    if len(groups) == 1:
        return _("%(right)s: through group %(group)s.") % {"right": label, "group": groups[0]}
    if groups:
        words = {"right": label, "group": groups[0], "outer": " › ".join(groups[1:])}
        return _("%(right)s: through group %(group)s, in group %(outer)s.") % words
    if grant.source is Source.BILLING:
        words = {"right": label, "level": level_label(grant.name)}
        return _("%(right)s: as billing administrator, level %(level)s.") % words
    words = {"right": label, "permission": pbx_label(grant.name)}
    return _("%(right)s: by the PBX permission “%(permission)s”, given directly.") % words


def road(chain: Chain) -> str:
    """The same road without the right: what was given, to whom."""
    grant = chain.grant
    if grant is None:
        member = chain.links[0]
        return _("Role %(role)s") % {"role": role_label(member.role) if isinstance(member, Membership) else ""}
    if grant.source is Source.BILLING:
        return _("Billing administrator, level %(level)s") % {"level": level_label(grant.name)}
    words = {"permission": pbx_label(grant.name), "groups": " › ".join(filter(None, map(group_name, chain.links)))}
    if words["groups"]:
        return _("PBX permission “%(permission)s” through group %(groups)s") % words
    return _("PBX permission “%(permission)s”, given directly") % words
