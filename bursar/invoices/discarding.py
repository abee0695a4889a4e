"""Removing what an import staged and never published: nobody ever saw it."""

from django.db import transaction
from django.db.models import F, Q

from bursar.core import clock
from bursar.invoices.commands.staged import SILENCE
from bursar.invoices.models import Document, DocumentFile, DocumentLine, ImportRun, Word

_PIECE = 500


def discard_abandoned() -> int:
    """Remove what killed imports have left; answers how many documents. A job of the worker, and before each import."""
    silent = Q(at__lt=clock.now() - SILENCE) | Q(is_given_up=True)
    runs = ImportRun.objects.filter(silent, published_at=None)
    return sum(discard(run) for run in runs)


def discard(run: ImportRun) -> int:
    """Give an import up and remove what it staged, in short transactions; the run's row stays as a record of it."""
    if not ImportRun.objects.filter(pk=run.pk, published_at=None).update(is_given_up=True):
        return 0  # it was published after all
    removed = 0
    # credit notes before the invoices that they refer to
    notes_first = Document.objects.filter(import_run=run).order_by(F("refers_to_id").asc(nulls_last=True), "id")
    while ids := list(notes_first.values_list("pk", flat=True)[:_PIECE]):
        with transaction.atomic():
            for part in (Word, DocumentFile, DocumentLine):
                part.objects.filter(document__in=ids)._raw_delete("default")
            removed += Document.objects.filter(pk__in=ids)._raw_delete("default")
    return removed
