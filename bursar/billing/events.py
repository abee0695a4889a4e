"""The audit kinds of the billing room."""

from django.utils.translation import gettext_lazy as _l

from bursar.audit.kinds import Area, kind

ADMIN_INVITED = kind("billing.admin.invited", _l("Billing administrator invited"), Area.BILLING)
INVITATION_RESENT = kind(
    "billing.invitation.resent", _l("Invitation of a billing administrator sent again"), Area.BILLING
)
INVITATION_REVOKED = kind(
    "billing.invitation.revoked", _l("Invitation of a billing administrator revoked"), Area.BILLING
)
INVITATION_CORRECTED = kind(
    "billing.invitation.corrected", _l("Invitation of a billing administrator corrected"), Area.BILLING
)
# Accepted by somebody who has become an administrator meanwhile and holds as much already: nothing was given.
INVITATION_ACCEPTED = kind("billing.invitation.accepted", _l("Invitation accepted"), Area.BILLING)
ADMIN_ADDED = kind("billing.admin.added", _l("Billing administrator added"), Area.BILLING)
ADMIN_CHANGED = kind("billing.admin.changed", _l("Billing administrator changed"), Area.BILLING)
ADMIN_REMOVED = kind("billing.admin.removed", _l("Billing administrator removed"), Area.BILLING)
ADMIN_LEFT = kind("billing.admin.left", _l("Billing administrator left"), Area.BILLING)
ADMIN_APPOINTED = kind("billing.admin.appointed", _l("Billing administrator appointed by the operator"), Area.BILLING)
PORTAL_CLOSED = kind("billing.portal.closed", _l("Billing portal left without an administrator"), Area.BILLING)
PORTAL_REOPENED = kind("billing.portal.reopened", _l("Billing portal has an administrator again"), Area.BILLING)
PORTAL_KIND_CHANGED = kind("billing.portal.kind.changed", _l("Kind of billing portal changed"), Area.BILLING)
REQUEST_MADE = kind("billing.request.made", _l("Billing access requested"), Area.BILLING)
REQUEST_WITHDRAWN = kind("billing.request.withdrawn", _l("Request for billing access withdrawn"), Area.BILLING)
REQUEST_GRANTED = kind("billing.request.granted", _l("Request for billing access granted"), Area.BILLING)
REQUEST_DECLINED = kind("billing.request.declined", _l("Request for billing access declined"), Area.BILLING)
MESSAGE_SENT = kind("billing.message.sent", _l("Message sent to the billing administrators"), Area.BILLING)
DETAILS_CHANGED = kind("billing.details.changed", _l("Billing details changed"), Area.BILLING)
RECIPIENT_ADDED = kind("billing.recipient.added", _l("Recipient added"), Area.BILLING)
RECIPIENT_CHANGED = kind("billing.recipient.changed", _l("Recipient changed"), Area.BILLING)
RECIPIENT_ASKED = kind("billing.recipient.asked", _l("Recipient asked again to confirm"), Area.BILLING)
RECIPIENT_CONFIRMED = kind("billing.recipient.confirmed", _l("Recipient confirmed"), Area.BILLING)
RECIPIENT_STOPPED = kind("billing.recipient.stopped", _l("Recipient stopped by the link in a message"), Area.BILLING)
RECIPIENT_REMOVED = kind("billing.recipient.removed", _l("Recipient removed"), Area.BILLING)
