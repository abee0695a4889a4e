"""Somebody's access in words, on My account and in the admin portal: each right with its chains, drawn and told."""

from datetime import datetime
from typing import Any

from babel.dates import format_date
from django.utils.translation import gettext as _

from bursar.access.facts import Grant, InGroup, Membership, Nested, Source
from bursar.access.permissions import BILLING, Permission
from bursar.access.policy import Chain
from bursar.access.ways import Link
from bursar.grants.queries import Holdings, permission_label
from bursar.portals.templating import locale
from bursar.portals.words import level_label, pbx_label, role_label

SECTIONS = (
    ("billing", frozenset(BILLING)),
    ("pbx", frozenset(p for p in Permission if p.startswith("pbx"))),
)


def account_access(mine: Holdings, account: Any, who: str = "") -> dict[str, Any]:
    """An account with the person's rights in it, by what they concern; `who` names somebody other than the reader."""
    held = mine.held(account)
    titles = {"billing": _("Bills"), "pbx": _("PBX administration (classic)"), "admin": _("Admin portal")}
    sections: dict[str, list[dict[str, Any]]] = {"billing": [], "pbx": [], "admin": []}
    for permission in Permission:
        if permission in held:
            section = next((key for key, members in SECTIONS if permission in members), "admin")
            sections[section].append(_right(mine, account, permission, who))
    return {
        "account": account,
        "sections": [(titles[key], rights) for key, rights in sections.items() if rights],
    }


def _right(mine: Holdings, account: Any, permission: Permission, who: str) -> dict[str, Any]:
    chains = mine.why(permission, account).chains
    label = permission_label(permission)
    return {
        "label": label,
        "ways": [{"nodes": _nodes(chain, label, who), "sentence": _sentence(chain, label)} for chain in chains],
    }


def _nodes(chain: Chain, label: str, who: str) -> list[dict[str, str]]:
    nodes = [{"kind": "person", "label": who or _("You"), "note": "", "url": ""}]
    grant = chain.grant
    for link in chain.links:
        if name := _group_name(link):
            nodes.append({"kind": "group", "label": name, "note": _("group"), "url": ""})
        elif isinstance(link, Membership) and grant is None:
            nodes.append({"kind": "role", "label": role_label(link.role), "note": _("role"), "url": ""})
    if grant is not None:
        is_level = grant.source is Source.BILLING
        given = level_label(grant.name) if is_level else pbx_label(grant.name)
        note = _("level") if is_level else _("PBX permission")
        nodes.append({"kind": "level" if is_level else "permission", "label": given, "note": note, "url": ""})
    nodes.append({"kind": "right", "label": label, "note": "", "url": ""})
    return nodes


def _sentence(chain: Chain, label: str) -> str:
    """“Pay invoices: through group Finance, in group Direction. Given by … on ….” One sentence for each fact."""
    told = [_road(chain, label)]
    grant = chain.grant
    if grant is not None:
        told.append(_given(grant))
        if chain.until is not None:
            told.append(_("Until %(date)s.") % {"date": _day(chain.until)})
        if grant.reason:
            told.append(_("Reason: %(reason)s") % {"reason": grant.reason})
    return " ".join(told)


def _road(chain: Chain, label: str) -> str:
    grant = chain.grant
    if grant is None:
        member = chain.links[0]
        role = role_label(member.role) if isinstance(member, Membership) else ""
        return _("%(right)s: by the role %(role)s.") % {"right": label, "role": role}
    groups = [name for name in map(_group_name, chain.links) if name]
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


def _given(grant: Grant) -> str:
    day = _day(grant.granted_at) if grant.granted_at else ""
    if not grant.granted_by:
        return _("Since %(date)s.") % {"date": day}
    return _("Given by %(giver)s on %(date)s.") % {"giver": grant.granted_by, "date": day}


def _group_name(link: Link) -> str:
    if isinstance(link, InGroup):
        return link.group_name
    return link.parent_name if isinstance(link, Nested) else ""


def _day(instant: datetime) -> str:
    return str(format_date(instant, "medium", locale=locale()))
