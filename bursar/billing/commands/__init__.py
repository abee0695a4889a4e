"""Use cases of the billing portal, by noun."""

from bursar.billing.commands.administrators import change_billing_admin, leave_billing_portal, remove_billing_admin
from bursar.billing.commands.appointing import Appointment, appoint_billing_admin
from bursar.billing.commands.confirming import confirm_recipient, resend_confirmation, stop_recipient
from bursar.billing.commands.details import change_billing_details
from bursar.billing.commands.invitations import (
    add_billing_admin,
    correct_invitation,
    resend_invitation,
    revoke_invitation,
)
from bursar.billing.commands.kind import change_portal_kind
from bursar.billing.commands.messages import message_administrators
from bursar.billing.commands.recipients import add_recipient, change_recipient, remove_recipient
from bursar.billing.commands.requests import decline_request, grant_request, request_access, withdraw_request

__all__ = [
    "Appointment",
    "add_billing_admin",
    "add_recipient",
    "appoint_billing_admin",
    "change_billing_admin",
    "change_billing_details",
    "change_portal_kind",
    "change_recipient",
    "confirm_recipient",
    "correct_invitation",
    "decline_request",
    "grant_request",
    "leave_billing_portal",
    "message_administrators",
    "remove_billing_admin",
    "remove_recipient",
    "request_access",
    "resend_confirmation",
    "resend_invitation",
    "revoke_invitation",
    "stop_recipient",
    "withdraw_request",
]
