"""Files of payments that mean no good: refused with words, in little memory and time."""

import time
import tracemalloc

import pytest

from bursar.payments.incoming_file import read

HEADS = b"source,reference,received_on,amount,currency\n"
ONE = b'{"source": "s", "reference": "r", "received_on": "2026-01-01", "currency": "EUR", "amount": "%b"}'
FILES = {
    "objects.json": b'{"payments": [' + b"{}," * 6_000_000 + b"{}]}",
    "numbers.json": b'{"payments": [' + b"1," * 9_000_000 + b"1]}",
    "invoices.json": b'{"payments": [{"invoices": [' + b"1," * 9_000_000 + b"1]}]}",
    "names.json": b'{"payments": [{' + b",".join(b'"%x":1' % number for number in range(1_100_000)) + b"}]}",
    "deep.json": b'{"payments":' + b"[" * 19_000_000,
    "empty.csv": HEADS + b",,,,\n" * 3_900_000,
    "quoted.csv": HEADS + b'"' + b"x" * 19_000_000,
    "nothing.csv": HEADS + b"\0" * 19_000_000,
    "large.csv": b"x" * 20_000_001,
}
MOST = 120_000_000  # bytes: the file as text, and 10,000 payments of it


@pytest.mark.django_db
@pytest.mark.parametrize("name", FILES)
def test_a_file_that_takes_memory_is_refused_without_taking_it(name):
    tracemalloc.start()
    began = time.monotonic()
    try:
        assert read(FILES[name], name).problems
        assert tracemalloc.get_traced_memory()[1] < MOST
    finally:
        tracemalloc.stop()
    assert time.monotonic() - began < 10


@pytest.mark.django_db
@pytest.mark.parametrize("amount", [b"1e999999999", b"1e9999999", b"Infinity", b"sNaN", b"-1", b"0", b"=1+1", b"1_000"])
def test_what_is_no_amount_is_refused_as_such(amount):
    problems = read(b'{"payments": [' + ONE % amount + b"]}", "a.json").problems
    assert [problem.code for problem in problems.found] == ["bad_amount"]
