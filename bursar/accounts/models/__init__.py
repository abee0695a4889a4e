"""The tables of accounts, people and groups."""

from bursar.accounts.models.account import Account, Operator, PortalKind
from bursar.accounts.models.group import Group, GroupMembership, GroupNesting
from bursar.accounts.models.invitation import Invitation
from bursar.accounts.models.membership import CustomRole, CustomRolePermission, Membership
from bursar.accounts.models.person import Person
from bursar.accounts.models.token import ApiToken
from bursar.accounts.models.word import Word

__all__ = [
    "Account",
    "ApiToken",
    "CustomRole",
    "CustomRolePermission",
    "Group",
    "GroupMembership",
    "GroupNesting",
    "Invitation",
    "Membership",
    "Operator",
    "Person",
    "PortalKind",
    "Word",
]
