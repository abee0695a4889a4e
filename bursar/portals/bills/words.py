"""The words and tones for how an invoice stands."""

from functools import lru_cache

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from bursar.invoices.queries import Invoice
from bursar.invoices.status import Status

TONES = {
    Status.DUE: "info",
    Status.OVERDUE: "bad",
    Status.PARTLY_PAID: "warn",
    Status.PAID: "good",
    Status.CANCELLED: "neutral",
}


_WORDS = {
    Status.DUE: _l("Due"),
    Status.OVERDUE: _l("Overdue"),
    Status.PARTLY_PAID: _l("Partly paid"),
    Status.PAID: _l("Paid"),
    Status.CANCELLED: _l("Cancelled"),
}


def status_word(status: Status) -> str:
    """A status in the reader's words."""
    return str(_WORDS[status])


def due_hint(invoice: Invoice) -> str:
    """How far away the due date is, for invoices with something left."""
    due_on = invoice.document.due_on
    if not invoice.outstanding or due_on is None:
        return ""
    return days_hint((due_on - invoice.today).days, get_language() or "en")


@lru_cache(4096)
def days_hint(days: int, language: str) -> str:
    """So many days to a due date, or since, in the language that is active: it is named for the memory's sake."""
    if days == 0:
        return _("today")
    if days > 0:
        return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}
    return ngettext("%(days)s day late", "%(days)s days late", -days) % {"days": -days}
