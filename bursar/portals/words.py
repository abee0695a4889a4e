"""Roles, levels and PBX permissions in the reader's words."""

from bursar.access.permissions import PbxPermission, Role
from bursar.accounts import words as accounts
from bursar.billing import words as billing
from bursar.pbx import words as pbx


def role_label(role: str) -> str:
    """A built-in role by its word; a custom role is called by its own name."""
    return accounts.role_label(role) if role in list(Role) else role


def level_label(level: str) -> str:
    """A billing administrator's level."""
    return billing.level_label(level)


def pbx_label(permission: str) -> str:
    """A PBX permission."""
    return pbx.label(PbxPermission(permission))
