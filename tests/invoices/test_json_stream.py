"""JSON read piece by piece says what JSON read at once says, wherever the pieces end."""

import io
import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bursar.invoices.intake import json_stream
from bursar.invoices.intake.json_stream import Elements, TwiceError

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@pytest.fixture(autouse=True)
def tiny_pieces(monkeypatch):
    """Three characters are read at once."""
    monkeypatch.setattr(json_stream, "_CHUNK", 3)


def read(text: str) -> dict[str, Any]:
    """The top object, put together from its elements."""
    whole: dict[str, Any] = {}
    for element in Elements(io.StringIO(text)):
        if element.index is None:
            whole[element.name] = element.value
        elif element.index < 0:
            whole[element.name] = []
        else:
            whole[element.name].append(element.value)
            assert len(whole[element.name]) == element.index + 1
    return whole


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.text(), VALUES, max_size=5), st.sampled_from([None, 1]), st.booleans())
def test_it_reads_what_was_written(value, indent, ascii_only):
    assert read(json.dumps(value, indent=indent, ensure_ascii=ascii_only)) == value


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet='{}[]",:0123456789.eE+-\\ truefalsn\n', max_size=40))
def test_it_refuses_what_is_no_json(text):
    try:
        value = json.loads(text, object_pairs_hook=lambda pairs: pairs)
    except ValueError:
        with pytest.raises((ValueError, AssertionError)):
            read(text)
    else:
        if isinstance(value, list) and text.lstrip().startswith("{") and len(dict(value)) == len(value):
            assert read(text) == json.loads(text)


@pytest.mark.parametrize("text", ['{"a": [1,\n 2,\n oops]}', '{"a": [1]\n}\n x', '{"a"\n 1}', '{\n"a": [1 2]}', "{1"])
def test_it_says_where_json_ends_to_be_json(text):
    elements = Elements(io.StringIO(text))
    with pytest.raises(json.JSONDecodeError) as stopped:
        list(elements)
    with pytest.raises(json.JSONDecodeError) as known:
        json.loads(text)
    assert (elements.place, stopped.value.msg) == ((known.value.lineno, known.value.colno), known.value.msg)


def test_a_name_that_is_there_twice_is_refused():
    with pytest.raises(TwiceError, match=re.escape("a")):
        list(Elements(io.StringIO('{"a": [], "a": [1]}')))


def test_an_element_that_does_not_end_is_not_read_into_memory(monkeypatch):
    monkeypatch.setattr(json_stream, "_LONGEST", 100)
    stream = io.StringIO('{"a": ["' + "x" * 10_000)
    with pytest.raises(json.JSONDecodeError):
        list(Elements(stream))
    assert stream.tell() < 1_000
