"""Writes on billing portals that several commands share: plain functions inside the caller's transaction."""

from bursar.billing.steps.administrators import appoint_from_invitation, give, settle_requests, without_reason, words_of
from bursar.billing.steps.portal import (
    close_portal_without_administrator,
    ensure_full_administrator_remains,
    reopen_portal,
)
from bursar.billing.steps.telling import tell_full, tell_person

__all__ = [
    "appoint_from_invitation",
    "close_portal_without_administrator",
    "ensure_full_administrator_remains",
    "give",
    "reopen_portal",
    "settle_requests",
    "tell_full",
    "tell_person",
    "without_reason",
    "words_of",
]
