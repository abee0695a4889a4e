"""Roles, levels and PBX permissions in the reader's words."""

from django.utils.translation import pgettext

from bursar.access.permissions import Level, PbxPermission, Role
from bursar.accounts import words as accounts
from bursar.pbx import words as pbx


def role_label(role: str) -> str:
    """A built-in role by its word; a custom role is called by its own name."""
    return accounts.role_label(role) if role in list(Role) else role


def level_label(level: str) -> str:
    """A billing administrator's level."""
    return {
        Level.FULL: pgettext("billing level", "Full"),
        Level.PAYER: pgettext("billing level", "Payer"),
        Level.VIEWER: pgettext("billing level", "Viewer"),
        Level.CUSTOM: pgettext("billing level", "Custom"),
    }[Level(level)]


def pbx_label(permission: str) -> str:
    """A PBX permission."""
    return pbx.label(PbxPermission(permission))
