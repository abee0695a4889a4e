"""Telling the vendor's programs that invoices were looked at. A page that is looked at only notes it; a job tells."""

from django.db import transaction

from bursar.invoices.models import DocumentView
from bursar.webhooks.kinds import EventType
from bursar.webhooks.telling import is_asked_for, tell

AT_ONCE = 200


def tell_of_looks() -> int:
    """A job of the worker: tell of looks that are not told yet, in their order; answers how many."""
    new = DocumentView.objects.filter(is_told=False)
    if not is_asked_for(EventType.INVOICE_VIEWED):
        new.update(is_told=True)
        return 0
    with transaction.atomic():
        locked = new.select_for_update(of=("self",)).select_related("document__account").order_by("pk")[:AT_ONCE]
        looks = list(locked)
        for look in looks:
            tell(EventType.INVOICE_VIEWED, look.document.account_id, _said(look))
        DocumentView.objects.filter(pk__in=[look.pk for look in looks]).update(is_told=True)
    return len(looks)


def _said(look: DocumentView) -> dict[str, object]:
    document = look.document
    return {
        "invoice": {"uid": document.uid, "number": document.number, "kind": document.kind},
        "is_download": look.is_download,
        "at": look.at.isoformat(),
    }
