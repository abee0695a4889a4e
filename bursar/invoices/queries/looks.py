"""Who looked at a document and downloaded it, for those who may see what happens with the bills."""

from typing import TYPE_CHECKING

from bursar.access.permissions import Permission
from bursar.grants.queries import Access, lacks
from bursar.invoices.models import Document, DocumentView

if TYPE_CHECKING:
    from django.db.models import QuerySet


def looks_at(access: Access, document: Document) -> "QuerySet[DocumentView]":
    """Newest first. Raises Forbidden without View billing activity."""
    if not access.may(Permission.BILLING_ACTIVITY_VIEW):
        raise lacks(access.account, Permission.BILLING_ACTIVITY_VIEW)
    return DocumentView.objects.filter(document=document).order_by("-pk")
