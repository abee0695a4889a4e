"""Who looked at a document or downloaded it: the one thing that reading writes (rule 15)."""

from bursar.access.actor import Actor
from bursar.invoices.models import Document, DocumentView


def note_look(actor: Actor, *, document: Document, is_download: bool = False) -> None:
    """Keep that a person looked at a document. It is no change, so it leaves no entry."""
    if actor.person_id is not None:
        DocumentView.objects.create(document=document, person_id=actor.person_id, is_download=is_download)
