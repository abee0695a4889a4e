"""Keep the PDFs that we render."""

import hashlib

from bursar.access.actor import Actor
from bursar.audit.recording import audited, record, unchanged
from bursar.invoices import events, pdf
from bursar.invoices.models import DocumentFile, ImportRun, Issuer
from bursar.invoices.steps.taking import require_vendor, take_turns


@audited
def store_rendered(actor: Actor, *, run: ImportRun, rendered: list[pdf.Rendered], to: int) -> int:
    """Keep PDFs that we rendered, so that a document's bytes stay what they are from then on.

    With these, the documents of `run` up to the id `to` have theirs. Answers how many were stored.
    """
    require_vendor(actor)
    ImportRun.objects.filter(pk=run.pk, rendered_to__lt=to).update(rendered_to=to)
    ids = [r.document_id for r in rendered]
    take_turns(Issuer.objects.filter(documents__in=ids))
    there = set(DocumentFile.objects.filter(document__in=ids).values_list("document_id", flat=True))
    files = [
        DocumentFile(
            document_id=r.document_id,
            content=r.content,
            sha256=hashlib.sha256(r.content).hexdigest(),
            is_received=False,
            without_xml=list(r.without_xml) or None,
        )
        for r in rendered
        if r.document_id not in there
    ]
    DocumentFile.objects.bulk_create(files)
    if files:
        record(actor, events.PDF_STORED, account=None, new=_entry(files))
    else:
        unchanged()
    return len(files)


def _entry(files: list[DocumentFile]) -> dict[str, int]:
    plain = sum(file.without_xml is not None for file in files)
    return {"documents": len(files)} | ({"without_xml": plain} if plain else {})
