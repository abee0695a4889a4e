"""Somebody's rights in an account, by what they concern: each held one with its chains, and those that are not held."""

from typing import Any

from django.utils.translation import gettext as _

from bursar.access.permissions import BILLING, Permission
from bursar.grants.queries import Holdings, permission_label
from bursar.portals.why import chains
from bursar.portals.why.words import Voice

SECTIONS = (
    ("billing", frozenset(BILLING)),
    ("pbx", frozenset(p for p in Permission if p.startswith("pbx"))),
)


def account_access(mine: Holdings, account: Any, who: str = "") -> dict[str, Any]:
    """An account with the person's rights in it, by what they concern; `who` names somebody other than the reader."""
    held = mine.held(account)
    voice, listed = Voice(account.time_zone, who), sections()
    return {
        "account": account,
        "sections": [
            (title, [_right(mine, account, right, voice) for right in among if right in held])
            for title, among in listed
            if held & set(among)
        ],
        "lacking": [
            (right, permission_label(right)) for _title, among in listed for right in among if right not in held
        ],
    }


def sections() -> list[tuple[str, list[Permission]]]:
    """Every right by what it concerns, in the order of pages."""
    titles = {"billing": _("Bills"), "pbx": _("PBX administration (classic)"), "admin": _("Admin portal")}
    found: dict[str, list[Permission]] = {key: [] for key in titles}
    for right in Permission:
        found[next((key for key, members in SECTIONS if right in members), "admin")].append(right)
    return [(titles[key], among) for key, among in found.items()]


def choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every right for a select, under its section's title."""
    return [(title, [(str(right), permission_label(right)) for right in among]) for title, among in sections()]


def _right(mine: Holdings, account: Any, permission: Permission, voice: Voice) -> dict[str, Any]:
    label = permission_label(permission)
    return {
        "label": label,
        "ways": [
            {"nodes": chains.nodes(chain, label, voice), "sentence": chains.sentence(chain, label, voice)}
            for chain in mine.why(permission, account).chains
        ],
    }
