"""Rendering what came without a PDF: a few at a time, outside of any transaction, by the import or by the worker."""

import logging
import time

from bursar.access.actor import Actor
from bursar.core import clock
from bursar.invoices import commands, pdf
from bursar.invoices.models import Document, ImportRun

log = logging.getLogger("bursar.invoices")

AT_ONCE = 100  # of one transaction: 3 MB
SECONDS = 2.0  # that the worker's other jobs may have to wait


def render_waiting() -> int:
    """A job of the worker: make and keep a few of the PDFs that are missing, oldest first; answers how many."""
    waiting = ImportRun.objects.filter(rendered_at__isnull=True, published_at__isnull=False).order_by("pk")
    while run := waiting.first():
        if count := render_some(Actor.job("pdf"), run):
            return count
    return 0


def render_some(actor: Actor, run: ImportRun) -> int:
    """The next few PDFs of an import; 0 when all of them are there, or none of these few could be rendered."""
    run.refresh_from_db(fields=["rendered_to"])
    waiting = list(pdf.without_file(run)[:AT_ONCE])
    if not waiting:
        ImportRun.objects.filter(pk=run.pk).update(rendered_at=clock.now())
        return 0
    end = time.monotonic() + SECONDS
    rendered, to = [], 0
    for document in waiting:
        if to and time.monotonic() > end:
            break
        to = document.pk
        rendered += _rendered(document)
    commands.store_rendered(actor, run=run, rendered=rendered, to=to)
    return len(rendered)


def _rendered(document: Document) -> list[pdf.Rendered]:
    """None when it fails: the others need not wait for it, and whoever asks for it has it rendered, or fail, again."""
    try:
        return [pdf.made(document)]
    except Exception:
        log.exception("document %s could not be rendered", document.pk)
        return []
