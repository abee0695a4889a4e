"""Imports at the same instant: each document is there once, and no invoice is credited twice (invariants 27 and 31)."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections

from bursar.core.errors import Refused
from bursar.invoices.models import Document, LedgerEntry
from tests.invoices.files import as_json, credit_note, invoice, take

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*files: bytes) -> list[Any]:
    """Take in several files at the same instant; a refusal is answered as its code."""

    def run(content: bytes) -> Any:
        try:
            return take(content).invoices + take(content).unchanged
        except Refused as refusal:
            return refusal.code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(files)) as pool:
        return list(pool.map(run, files))


def test_the_same_file_at_the_same_instant_is_taken_in_once(world):
    take(as_json(invoice(world.account.number, "A-0")))
    at_once(*[as_json(invoice(world.account.number, "A-1"))] * 4)
    assert Document.objects.filter(number="A-1").count() == 1
    assert LedgerEntry.objects.count() == 2


def test_of_two_credit_notes_for_the_whole_invoice_one_is_refused(world):
    number = world.account.number
    take(as_json(invoice(number)))
    answers = at_once(*[as_json(credit_note(number, f"C-{n}", "A-1")) for n in (1, 2)])
    assert answers.count("file_refused") == 1
    assert sum(LedgerEntry.objects.values_list("amount_minor", flat=True)) == 0


def test_a_new_issuer_in_two_files_at_once_is_made_once(world, other_world):
    files = [as_json(invoice(w.account.number, f"A-{n}")) for n, w in enumerate((world, other_world))]
    answers = at_once(*files)
    assert set(answers) <= {2, "changed_in_between"}
    assert Document.objects.values_list("issuer_id").distinct().count() == 1
