"""A large file: staged where nobody sees it, published at once, and nothing of it left when that does not happen."""

import os
import subprocess
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from bursar.audit.models import Entry
from bursar.billing.models import Recipient
from bursar.core import clock
from bursar.core.errors import Conflict
from bursar.grants.queries import access
from bursar.invoices import commands, discarding, figures, queries
from bursar.invoices.discarding import discard_abandoned
from bursar.invoices.holding import this_process
from bursar.invoices.intake import spool
from bursar.invoices.models import Document, DocumentLine, ImportRun, LedgerEntry, Standing, Word
from bursar.mail.models import OutboxMail
from tests.invoices.files import OPERATOR, as_json, credit_note, invoice, line, refused, take
from tests.invoices.making import make_invoice


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch):
    """Three documents are a large file."""
    monkeypatch.setattr(spool, "PIECE", 2)


@pytest.fixture
def number(world) -> str:
    """The account's."""
    return str(world.account.number)


class KilledError(BaseException):
    """What a kill is to the code in which it falls: nothing more of it runs."""


def killed(monkeypatch, number: str) -> None:
    """An import that is killed when all is staged; nothing tidies up behind it."""

    def kill(*_: object, **__: object) -> None:
        raise KilledError

    with monkeypatch.context() as patch:
        patch.setattr(commands, "publish_import", kill)
        patch.setattr(discarding, "discard", kill)
        with pytest.raises(KilledError):
            take(many(number))


def many(number: str, **changes) -> bytes:
    """Five invoices and a credit note that stands before the invoice it refers to."""
    note = credit_note(number, "C-1", "A-4", lines=[line(quantity="4")])
    return as_json(note, *(invoice(number, f"A-{n}", **changes) for n in range(5)))


def test_a_large_file_comes_to_the_same_as_a_small_one(world, number):
    taken = take(many(number))
    assert (taken.invoices, taken.credit_notes, taken.accounts) == (5, 1, 1)
    seen = access(world.actor("viewer"), number)
    assert figures.summary(seen).balances[0].due == 5 * 12000 - 4800
    assert queries.invoice(seen, Document.objects.get(number="A-4").uid).outstanding == 12000 - 4800


def test_it_leaves_one_entry_for_each_account(world, other_world, number):
    numbers = (number, other_world.account.number)
    take(as_json(*(invoice(account, f"{account}/{n}") for account in numbers for n in range(3))))
    assert Entry.objects.filter(kind="invoices.file.imported").count() == 2


def test_the_same_file_again_changes_nothing(number):
    take(many(number))
    before = [m.objects.count() for m in (Document, Standing, LedgerEntry, ImportRun, Word)]
    assert take(many(number)).unchanged == 6
    assert [m.objects.count() for m in (Document, Standing, LedgerEntry, ImportRun, Word)] == before


def test_recipients_are_told_of_each_invoice_once(world, number):
    Recipient.objects.create(portal=world.account.billing_portal, email="bills@example.com", confirmed_at=clock.now())
    take(many(number))
    assert OutboxMail.objects.filter(kind="invoice.issued", is_bulk=True).count() == 5


def test_a_problem_at_the_end_keeps_all_of_it_out(number):
    documents = [invoice(number, f"A-{n}") for n in range(5)]
    assert refused(as_json(*documents, invoice("C-0000-0000", "B-1"))) == [("/documents/5/account", "unknown_account")]
    assert not Document.objects.exists()
    assert Entry.objects.filter(refusal="file_refused").count() == 1


def test_all_problems_of_a_large_file_are_named(number):
    bad = [invoice(number, "A-1", due_on="2020-01-01"), invoice("C-0000-0000", "A-2"), invoice(number, "A-3")]
    found = refused(as_json(*bad, credit_note(number, "C-9", "nowhere"), invoice(number, "A-3")))
    assert {code for _, code in found} == {"due_before_issued", "unknown_account", "unknown_invoice", "number_twice"}


def test_an_issuer_may_be_described_at_the_end(number):
    documents = ", ".join(as_json(invoice(number, f"A-{n}")).decode().split('"documents": [')[1][:-2] for n in range(4))
    issuers = as_json().decode().split('"documents"')[0].strip("{, ")
    assert take(f'{{"documents": [{documents}], {issuers}}}'.encode()).invoices == 4


def test_what_a_killed_import_staged_is_seen_nowhere_and_goes(world, number, monkeypatch):
    make_invoice(world.account, "SEEN")
    killed(monkeypatch, number)
    seen = access(world.actor("viewer"), number)
    assert (figures.summary(seen).open, Document.objects.count()) == (1, 7)
    with clock.at(clock.now() + timedelta(minutes=3)):
        assert discard_abandoned() == 6
    assert [m.objects.count() for m in (Document, DocumentLine)] == [1, 1]


def test_the_next_import_of_a_killed_one_takes_all_of_it_in(number, monkeypatch):
    killed(monkeypatch, number)
    with clock.at(clock.now() + timedelta(minutes=3)):
        assert take(many(number)).invoices == 5
    assert Document.objects.count() == Standing.objects.count() == 6


def test_what_an_import_staged_that_was_killed_here_goes_at_once(number, monkeypatch):
    killed(monkeypatch, number)
    ended = subprocess.run(["/bin/sh", "-c", "echo $$"], capture_output=True, text=True, check=True).stdout.strip()
    ImportRun.objects.update(held_by=this_process().replace(str(os.getpid()), ended))
    assert discard_abandoned() == 6
    assert not ImportRun.objects.exists()


def test_numbers_that_a_running_import_stages_are_not_taken_by_another(number, monkeypatch):
    killed(monkeypatch, number)  # a moment ago: it may be running still
    with pytest.raises(Conflict):
        take(many(number))
    assert ImportRun.objects.filter(published_at=None, is_given_up=False).count() == 1


def test_an_import_that_was_taken_for_dead_publishes_nothing(number, monkeypatch):
    killed(monkeypatch, number)
    run = ImportRun.objects.get()
    with clock.at(clock.now() + timedelta(minutes=3)):
        discard_abandoned()
    with pytest.raises(Conflict):
        commands.publish_import(OPERATOR, run=run, described=[], tell=False)
    assert not Standing.objects.exists()


def test_an_invoice_credited_in_between_is_not_credited_beyond_its_amount(number, monkeypatch):
    take(as_json(invoice(number, "OLD")))
    publish = commands.publish_import

    def late(*args, **kwargs):
        take(as_json(credit_note(number, "FIRST", "OLD")))
        return publish(*args, **kwargs)

    monkeypatch.setattr(commands, "publish_import", late)
    with pytest.raises(Conflict):
        take(as_json(*(invoice(number, f"A-{n}") for n in range(3)), credit_note(number, "SECOND", "OLD")))
    assert set(Document.objects.values_list("number", flat=True)) == {"OLD", "FIRST"}


@pytest.mark.parametrize("table", ["invoices_document", "invoices_documentline"])
def test_the_database_refuses_to_delete_what_is_published(number, table):
    take(many(number))
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")  # noqa: S608


def test_progress_is_said_for_each_step(number):
    said: list[str] = []
    take(many(number), progress=lambda step, done, of: said.append(step))
    assert list(dict.fromkeys(said)) == ["reading", "staging", "publishing"]
