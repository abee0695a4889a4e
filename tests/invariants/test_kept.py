"""What is kept beside the ledger, altered behind its back, is found out."""

import pytest
from django.db.models import F

from bursar.core import clock
from bursar.invoices.models import LedgerEntry, Standing, Tally, Word
from bursar.invoices.steps import post_payment
from tests.invariants import broken
from tests.invoices.making import make_credit_note, make_invoice


@pytest.fixture
def bill(world):
    """An invoice, paid in part and credited in part; another was paid and then credited whole."""
    made = make_invoice(world.account, "F-1", 12000)
    post_payment(made, 1, 5000, clock.now())
    make_credit_note(made, "C-1", 1000)
    other = make_invoice(world.account, "F-0", 12000)
    post_payment(other, 2, 12000, clock.now())
    make_credit_note(other, "C-2", 12000)
    return made


def test_what_is_kept_as_written_is_right(bill):
    assert [broken(name) for name in ("standings_are_folds", "tallies_are_sums", "documents_are_found")] == [()] * 3


@pytest.mark.parametrize("column", ["paid_minor", "credited_minor", "kept_minor"])
def test_a_standing_that_is_no_fold(bill, column):
    Standing.objects.filter(pk=bill.pk).update(**{column: F(column) + 1})
    assert broken("standings_are_folds") == (f"document {bill.pk}",)


def test_an_entry_of_a_document_that_is_not_published(world):
    draft = make_invoice(world.account, "F-2", published=False)
    entry = LedgerEntry.objects.create(
        account=world.account,
        invoice=draft,
        document=draft,
        kind="invoice",
        currency="EUR",
        amount_minor=12000,
        booked_on=draft.issued_on,
    )
    assert broken("standings_are_folds") == (f"ledger entry {entry.pk}",)


@pytest.mark.parametrize("measure", Tally.Measure.values)
@pytest.mark.parametrize("column", ["count", "minor"])
def test_a_tally_that_is_no_sum(world, bill, measure, column):
    Tally.objects.filter(measure=measure).update(**{column: F(column) + 1})
    found = broken("tallies_are_sums")
    assert [each.startswith(f"tally {measure} EUR") for each in found] == [True]


def test_a_document_without_words(bill):
    Word.objects.filter(document=bill).delete()
    assert broken("documents_are_found") == (f"document {bill.pk}",)


def test_a_word_of_another_account(bill, other_world):
    word = Word.objects.filter(document=bill).first()
    Word.objects.filter(pk=word.pk).update(account=other_world.account)
    assert broken("documents_are_found") == (f"word {word.pk}",)
