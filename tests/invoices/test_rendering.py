"""PDFs that come after their documents: a few at a time, each once, and no document stops the others."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bursar.core import clock
from bursar.invoices import importing, pdf, rendering
from bursar.invoices.models import Document, DocumentFile, ImportRun
from bursar.invoices.rendering import render_waiting
from tests.invoices.files import as_json, invoice, take


@pytest.fixture(autouse=True)
def few(monkeypatch):
    """Of more than one document the worker makes the PDFs, two at a time."""
    monkeypatch.setattr(importing, "RENDERED_AT_ONCE", 1)
    monkeypatch.setattr(rendering, "AT_ONCE", 2)


@pytest.fixture
def taken(world):
    """Three documents without a PDF."""
    return take(as_json(*(invoice(world.account.number, f"A-{n}") for n in range(3))))


def test_the_worker_makes_the_pdfs_of_a_large_file_a_few_at_a_time(taken):
    assert (taken.rendered, DocumentFile.objects.count()) == (0, 0)
    assert [render_waiting() for _ in range(4)] == [2, 1, 0, 0]
    assert DocumentFile.objects.count() == 3
    assert ImportRun.objects.get().rendered_at is not None


def test_an_import_with_nothing_to_make_hides_no_other(taken, world):
    ImportRun.objects.create(file_name="empty", sha256="", taken_in=0, unchanged=0, published_at=clock.now())
    ImportRun.objects.filter(pk=taken.run).update(rendered_to=10**9)
    take(as_json(*(invoice(world.account.number, f"B-{n}") for n in range(2))))
    assert [render_waiting() for _ in range(2)] == [2, 0]


def test_with_nothing_to_make_the_worker_asks_once(taken):
    while render_waiting():
        pass
    with CaptureQueriesContext(connection) as queries:
        render_waiting()
    assert len(queries) == 1


def test_a_document_that_cannot_be_rendered_stops_no_other(taken, monkeypatch):
    made = pdf.made

    def fails(document: Document) -> pdf.Rendered:
        if document.number == "A-0":
            raise RuntimeError
        return made(document)

    monkeypatch.setattr(pdf, "made", fails)
    assert [render_waiting() for _ in range(3)] == [1, 1, 0]
    assert ImportRun.objects.get().rendered_at is not None
    assert sorted(DocumentFile.objects.values_list("document__number", flat=True)) == ["A-1", "A-2"]


def test_what_was_stored_before_a_kill_is_not_stored_again(taken):
    render_waiting()
    ImportRun.objects.update(rendered_to=0)
    assert [render_waiting() for _ in range(2)] == [1, 0]
    assert DocumentFile.objects.count() == 3
