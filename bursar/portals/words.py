"""Roles, levels and PBX permissions in the reader's words, from the names that facts and offers hold."""

from bursar.access.permissions import PbxPermission, Role
from bursar.accounts import words as accounts
from bursar.billing.words import level_label
from bursar.pbx import words as pbx

__all__ = ["level_label", "pbx_label", "role_label"]


def role_label(role: str) -> str:
    """A built-in role by its word; a custom role is called by its own name."""
    return accounts.role_label(role) if role in list(Role) else role


def pbx_label(permission: str) -> str:
    """A PBX permission."""
    return pbx.label(PbxPermission(permission))
