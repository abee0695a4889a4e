"""Removing what an import staged and never published: nobody ever saw it."""

from django.db.models import F

from bursar.audit.again import transacted
from bursar.invoices.holding import is_gone
from bursar.invoices.models import Document, DocumentFile, DocumentLine, ImportRun, Word

_PIECE = 200


def discard_abandoned() -> int:
    """Remove what killed imports have left; answers how many documents. A job of the worker, and before each import."""
    runs = ImportRun.objects.filter(published_at=None)
    return sum(discard(run) for run in runs if run.is_given_up or is_gone(run))


def discard(run: ImportRun) -> int:
    """Give an import up and remove what it staged, in short transactions; then the import itself."""
    if not ImportRun.objects.filter(pk=run.pk, published_at=None).update(is_given_up=True):
        return 0  # it was published after all
    removed = 0
    # credit notes before the invoices that they refer to
    notes_first = Document.objects.filter(import_run=run).order_by(F("refers_to_id").asc(nulls_last=True), "id")
    while ids := list(notes_first.values_list("pk", flat=True)[:_PIECE]):
        _remove(ids)
        removed += len(ids)
    ImportRun.objects.filter(pk=run.pk).delete()
    return removed


@transacted
def _remove(ids: list[int]) -> None:
    for part in (Word, DocumentFile, DocumentLine):
        part.objects.filter(document__in=ids)._raw_delete("default")
    Document.objects.filter(pk__in=ids)._raw_delete("default")
