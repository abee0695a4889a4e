"""Files that mean no good, or are none of ours: a clear refusal, and never more memory than a document needs."""

import gzip
import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from bursar.invoices.intake.reading import Reading
from tests.invoices.files import as_csv, as_json, csv_row, invoice

ROOT = Path(__file__).parents[2]
MEGABYTES = 1024**2
ACCOUNT = "C-1000-0001"


def read(content: bytes, name: str = "file.csv", folder: Path | None = None) -> list[tuple[str, str]]:
    """The (place, code) of each problem of a file that is only read, without a database."""
    reading = Reading(io.BytesIO(content), name, folder)
    list(reading.documents())
    return [(str(problem.place), problem.code) for problem in reading.problems.found]


def zipped(content: bytes) -> bytes:
    """A zip archive with the content in it."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("invoices.csv", content)
    return archive.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        gzip.compress(b"0" * 10 * MEGABYTES),
        zipped(b"0" * 10 * MEGABYTES),
        b"BZh91AY&SY",
        b"\xfd7zXZ\x00",
        b"7z\xbc\xaf\x27\x1c",
        b"\x28\xb5\x2f\xfd",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    ],
)
def test_a_packed_file_is_named_as_such_and_never_unpacked(content):
    assert read(content) == read(content, "file.json") == [("file", "packed")]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", "cp1252", "cp037"])
def test_every_other_encoding_is_named(encoding):
    content = as_csv(csv_row(ACCOUNT, description="Téléphonie")).decode().encode(encoding)
    assert [code for _, code in read(content)] == ["wrong_encoding"]


@pytest.mark.parametrize(
    "name", ["..\\..\\secret.pdf", "a/../../secret.pdf", "//secret.pdf", "loop/a.pdf", "~/a.pdf", "."]
)
def test_no_name_of_a_pdf_leads_anywhere_else(tmp_path, name):
    (tmp_path / "secret.pdf").write_bytes(b"%PDF-1.7 secret")
    folder = tmp_path / "import"
    folder.mkdir()
    (folder / "loop").symlink_to(folder / "loop")
    found = read(as_json(invoice(ACCOUNT, pdf={"file": name})), "file.json", folder)
    assert found[0][1] in {"pdf_outside", "pdf_unreadable"}


@pytest.mark.parametrize(
    "value", ["=1+1", "+1", "@SUM(A1)", "-1+1|cmd", "1e400", "9" * 400, "NaN", "１", "0x10", "1_000"]
)
def test_what_is_no_number_is_no_quantity(value):
    assert read(as_csv(csv_row(ACCOUNT, quantity=value)))[0][1] in {"bad_number", "too_long"}


def numbered(pattern: bytes, count: int) -> bytes:
    """The pattern so often, each time with another number."""
    return b", ".join(pattern % number for number in range(count))


ROW = as_csv(csv_row(ACCOUNT))
BOMBS: dict[str, Callable[[], bytes]] = {
    "deep.json": lambda: b'{"documents": [' + b"[" * 3 * MEGABYTES,
    "lists.json": lambda: b'{"documents": [[' + b"[]," * 8 * MEGABYTES,
    "numbers.json": lambda: b'{"documents": [[' + b"1," * 8 * MEGABYTES,
    "names.json": lambda: b"{" + numbered(b'"n%d": 1', 1_500_000) + b"}",
    "twice.json": lambda: b'{"documents": [{' + numbered(b'"n%d": 1', 60_000) + b', "n59999": 1}]}',
    "long.json": lambda: b'{"documents": ["' + b"x" * 40 * MEGABYTES,
    "digits.json": lambda: b'{"documents": [' + b"1" * 100 * MEGABYTES,
    "spaces.json": lambda: as_json(invoice(ACCOUNT, pdf={"base64": "A " * 5 * MEGABYTES})),
    "issuers.json": lambda: b'{"issuers": [' + numbered(b'{"key": "n%d"}', 200_000) + b"]}",
    "columns.csv": lambda: numbered(b"c%d", 1_000_000),
    "header.csv": lambda: b'"issuer\n",' * 3_000_000,
    "row.csv": lambda: ROW + b'"\n",' * 8 * MEGABYTES,
    "quote.csv": lambda: ROW + b'"' + b"x" * 40 * MEGABYTES,
    "line.csv": lambda: b"x" * 40 * MEGABYTES,
}
SPARSE = {"large.csv": 2048, "large.json": 2048, "nuls.csv": 1000}  # megabytes of nothing
MOST_MEMORY = 200  # megabytes: a document with its PDF in base64, as text, as JSON and as bytes, several times
_PROGRAM = """
import re, sys, django
django.setup()
from bursar.invoices.intake.reading import Reading
def peak(): return int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) // 1024
before = peak()
for name in sys.argv[1:]:
    with open(name, "rb") as file:
        reading = Reading(file, name)
        list(reading.documents())
        print(reading.problems.found[0].code, peak() - before, flush=True)
"""


def test_no_file_takes_more_memory_than_a_large_document(tmp_path):
    for name, content in BOMBS.items():
        (tmp_path / name).write_bytes(content())
    for name, size in SPARSE.items():
        with (tmp_path / name).open("wb") as file:
            file.truncate(size * MEGABYTES)
    names = [*BOMBS, *SPARSE]
    said = subprocess.run(
        [sys.executable, "-c", _PROGRAM, *names],
        cwd=tmp_path,
        env=_environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    memory = dict(zip(names, (int(line.split()[1]) for line in said.stdout.splitlines()), strict=True))
    assert {name: size for name, size in memory.items() if size > MOST_MEMORY} == {}, said.stdout


def _environment() -> dict[str, str]:
    return {**os.environ, "DJANGO_SETTINGS_MODULE": "bursar.config.settings", "PYTHONPATH": str(ROOT)}
