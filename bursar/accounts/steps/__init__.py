"""Writes on accounts that several commands share: plain functions inside the caller's transaction."""

from bursar.accounts.steps.invitation import (
    close_invitation,
    invitation_token,
    link_made,
    open_invitation,
    resend_invitation,
)
from bursar.accounts.steps.membership import (
    change_membership,
    close,
    end_membership,
    lock,
    open_membership,
    other_super_admins,
)

__all__ = [
    "change_membership",
    "close",
    "close_invitation",
    "end_membership",
    "invitation_token",
    "link_made",
    "lock",
    "open_invitation",
    "open_membership",
    "other_super_admins",
    "resend_invitation",
]
