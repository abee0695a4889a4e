"""Writes on accounts that several commands share: plain functions inside the caller's transaction."""

from bursar.accounts.steps.group import dissolve_group, nest_group, put_in_group, take_out_of_group
from bursar.accounts.steps.invitation import (
    close_invitation,
    invitation_token,
    link_made,
    open_invitation,
    resend_invitation,
)
from bursar.accounts.steps.joining import join_from_invitation
from bursar.accounts.steps.kind import set_portal_kind
from bursar.accounts.steps.membership import (
    change_membership,
    close,
    end_membership,
    lock,
    lock_all,
    open_membership,
    other_super_admins,
)
from bursar.accounts.steps.operator import operator_named, require_operator
from bursar.accounts.steps.person import create_person, hold

__all__ = [
    "change_membership",
    "close",
    "close_invitation",
    "create_person",
    "dissolve_group",
    "end_membership",
    "hold",
    "invitation_token",
    "join_from_invitation",
    "link_made",
    "lock",
    "lock_all",
    "nest_group",
    "open_invitation",
    "open_membership",
    "operator_named",
    "other_super_admins",
    "put_in_group",
    "require_operator",
    "resend_invitation",
    "set_portal_kind",
    "take_out_of_group",
]
