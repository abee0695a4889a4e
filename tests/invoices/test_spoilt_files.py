"""Files spoilt at random: whatever they hold, they are read, or refused with a place; there is no other answer."""

import io
import json

from hypothesis import given, settings
from hypothesis import strategies as st

from bursar.invoices.intake.reading import Reading
from tests.invoices.files import as_csv, as_json, credit_note, csv_row, invoice

ACCOUNT = "C-1000-0001"
SEEDS = [
    as_json(invoice(ACCOUNT), credit_note(ACCOUNT, "C-1", "A-1")),
    as_csv(csv_row(ACCOUNT), csv_row(ACCOUNT, "A-2")),
]
PIECES = st.sampled_from([*b'{}[]",:;|=\n\r\\.-+eE09 \x00\xef\xbb\xbf\xff\xc3', *b"NaN null true"]).map(
    lambda n: bytes([n])
)


@st.composite
def spoilt(draw: st.DrawFn) -> bytes:
    """A good file with a few pieces cut out, put in, or written twice."""
    content = draw(st.sampled_from(SEEDS))
    for _ in range(draw(st.integers(1, 5))):
        first = draw(st.integers(0, len(content)))
        last = min(len(content), first + draw(st.integers(0, 40)))
        put = draw(
            st.one_of(
                st.binary(max_size=8), st.lists(PIECES, max_size=6).map(b"".join), st.just(content[first:last] * 2)
            )
        )
        content = content[:first] + put + content[last:]
    return content


@settings(max_examples=400, deadline=None)
@given(
    st.one_of(spoilt(), st.binary(max_size=200), st.text(max_size=100).map(lambda t: t.encode("utf-8", "replace"))),
    st.sampled_from(["a.csv", "a.json"]),
)
def test_whatever_a_file_holds_it_is_read_or_refused_with_a_place(content, name):
    reading = Reading(io.BytesIO(content), name)
    documents = list(reading.documents())
    assert documents or reading.problems
    assert all(str(problem) and problem.as_json() for problem in reading.problems.found)


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=30),
    st.lists(st.text(max_size=5), max_size=3),
)


@settings(max_examples=200, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from([*invoice(ACCOUNT), "pdf", "totals", "buyer", "note"]), CELLS, min_size=1, max_size=4
    )
)
def test_whatever_a_field_holds_the_document_is_read_or_refused(changes):
    content = json.dumps({"documents": [{**invoice(ACCOUNT), **changes}]}).encode()
    reading = Reading(io.BytesIO(content), "a.json")
    assert list(reading.documents()) or reading.problems
