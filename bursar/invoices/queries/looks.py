"""Who looked at a document and downloaded it, for those who may see what happens with the bills."""

from typing import Any

from bursar.access.permissions import Permission
from bursar.accounts.models import Person
from bursar.grants.queries import Access, lacks
from bursar.invoices.models import Document, DocumentView

_LOOKS = """
SELECT p.*, v.at AS looked_at, v.is_download AS did_download
FROM invoices_documentview v JOIN accounts_person p ON p.id = v.person_id
WHERE v.document_id = %s ORDER BY v.id DESC LIMIT %s OFFSET %s
"""
_LATEST = """
SELECT p.*, v.at AS looked_at, v.is_download AS did_download
FROM invoices_documentview v JOIN accounts_person p ON p.id = v.person_id
WHERE v.id IN (SELECT MAX(id) FROM invoices_documentview WHERE document_id = %s GROUP BY person_id, is_download)
ORDER BY v.id DESC LIMIT %s
"""


class Looks:
    """The people who looked, newest first, each with `looked_at` and `did_download`; as many as are asked for."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def latest(self, most: int) -> list[Any]:
        """At most so many: of each person the last look and the last download."""
        return list(Person.objects.raw(_LATEST, [self.document.pk, most]))

    def __len__(self) -> int:
        return DocumentView.objects.filter(document=self.document).count()

    def __getitem__(self, some: slice) -> list[Any]:
        first = some.start or 0
        return list(Person.objects.raw(_LOOKS, [self.document.pk, some.stop - first, first]))


def looks_at(access: Access, document: Document) -> Looks:
    """Newest first. Raises Forbidden without View billing activity."""
    if not access.may(Permission.BILLING_ACTIVITY_VIEW):
        raise lacks(access.account, Permission.BILLING_ACTIVITY_VIEW)
    return Looks(document)
