"""Large files spoilt at random, taken in piece by piece: all of a file is there afterwards, or nothing of it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bursar.core.errors import Refused
from bursar.invoices.intake import spool
from bursar.invoices.models import Document, DocumentLine, ImportRun, Issuer, LedgerEntry, Standing, Tally, Word
from tests.invoices.files import as_csv, as_json, credit_note, csv_row, invoice, take

KEPT = (Document, DocumentLine, ImportRun, Issuer, LedgerEntry, Standing, Tally, Word)


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch):
    """Three documents are a large file."""
    monkeypatch.setattr(spool, "PIECE", 2)


def rows() -> list[int]:
    """How many there are of each."""
    return [model.objects.count() for model in KEPT]


cuts = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 12), st.binary(max_size=4)), max_size=3)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cuts, st.booleans(), st.integers(0, 2**16))
def test_all_of_a_spoilt_file_is_taken_in_or_nothing(world, cuts, is_csv, salt):
    number, prefix = str(world.account.number), f"{salt}-"
    if is_csv:
        content = as_csv(*(csv_row(number, f"{prefix}{n}") for n in range(5)))
    else:
        note = credit_note(number, f"{prefix}C", f"{prefix}3")
        content = as_json(note, *(invoice(number, f"{prefix}{n}") for n in range(5)))
    for share, length, put in cuts:
        at = int(share * len(content))
        content = content[:at] + put + content[at + length :]
    before = rows()
    try:
        taken = take(content, "file.csv" if is_csv else "file.json", tell=False)
    except Refused:
        assert rows() == before
    else:
        after = dict(zip(KEPT, rows(), strict=True))
        assert after[Document] == after[Standing] == before[0] + taken.invoices + taken.credit_notes
        assert not ImportRun.objects.filter(published_at=None).exists()
