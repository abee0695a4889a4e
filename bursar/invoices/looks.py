"""Who looked at a document or downloaded it: the one thing that reading writes (rule 15)."""

from django.db import connection

from bursar.access.actor import Actor
from bursar.core import clock
from bursar.invoices.models import Document

_LOOKED = "INSERT INTO invoices_documentview (document_id, person_id, is_download, at) VALUES (%s, %s, %s, %s)"


def note_look(actor: Actor, *, document: Document, is_download: bool = False) -> None:
    """Keep that a person looked at a document. It is no change, so it leaves no entry."""
    if actor.person_id is not None:
        at = connection.ops.adapt_datetimefield_value(clock.now())
        with connection.cursor() as cursor:
            cursor.execute(_LOOKED, [document.pk, actor.person_id, is_download, at])
