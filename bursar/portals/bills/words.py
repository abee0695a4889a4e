"""The words and tones for how an invoice stands."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bursar.invoices.queries import Invoice
from bursar.invoices.status import Status

TONES = {
    Status.DUE: "info",
    Status.OVERDUE: "bad",
    Status.PARTLY_PAID: "warn",
    Status.PAID: "good",
    Status.CANCELLED: "neutral",
}


def status_word(status: Status) -> str:
    """A status in the reader's words."""
    return {
        Status.DUE: _("Due"),
        Status.OVERDUE: _("Overdue"),
        Status.PARTLY_PAID: _("Partly paid"),
        Status.PAID: _("Paid"),
        Status.CANCELLED: _("Cancelled"),
    }[status]


def due_hint(invoice: Invoice) -> str:
    """How far away the due date is, for invoices with something left."""
    due_on = invoice.document.due_on
    if not invoice.outstanding or due_on is None:
        return ""
    days = (due_on - invoice.today).days
    if days == 0:
        return _("today")
    if days > 0:
        return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}
    return ngettext("%(days)s day late", "%(days)s days late", -days) % {"days": -days}
