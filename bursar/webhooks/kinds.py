"""What programs can be told: the types of events, and which entries of the activity are one. Pure."""

from enum import StrEnum


class EventType(StrEnum):
    """The types, as endpoints ask for them. Stable: a program compares them."""

    ACCESS_GRANTED = "access.granted"
    ACCESS_CHANGED = "access.changed"
    ACCESS_ENDED = "access.ended"
    PAYMENT_SUCCEEDED = "payment.succeeded"
    PAYMENT_FAILED = "payment.failed"
    PAYMENT_REFUNDED = "payment.refunded"
    BILLING_DETAILS_CHANGED = "billing_details.changed"
    INVOICE_VIEWED = "invoice.viewed"
    PING = "ping"


# Every change of who may do what with the bills, by name or by way of a group, a role or a state.
_OF_ENTRIES = {
    EventType.ACCESS_GRANTED: (
        "billing.admin.added",
        "billing.admin.appointed",
        "billing.first_admin.made",
        "group.members.added",
        "member.joined",
    ),
    EventType.ACCESS_CHANGED: (
        "billing.admin.changed",
        "billing.portal.kind.changed",
        "pbx.permissions.saved",
        "member.groups.changed",
        "member.role.changed",
        "member.resumed",
        "group.moved",
        "role.changed",
    ),
    EventType.ACCESS_ENDED: (
        "billing.admin.removed",
        "billing.admin.left",
        "person.access.ended",
        "member.removed",
        "member.left",
        "member.suspended",
        "group.member.removed",
        "group.deleted",
        "role.deleted",
    ),
    EventType.PAYMENT_SUCCEEDED: ("payments.payment.succeeded",),
    EventType.PAYMENT_FAILED: ("payments.payment.declined",),
    EventType.PAYMENT_REFUNDED: ("payments.refund.succeeded",),
    EventType.BILLING_DETAILS_CHANGED: ("billing.details.changed",),
}
TYPE_OF_ENTRY = {kind: event for event, kinds in _OF_ENTRIES.items() for kind in kinds}
CHOICES = tuple(event for event in EventType if event is not EventType.PING)
