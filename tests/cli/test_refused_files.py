"""`bursar invoice import` with files that mean no good: exit code 2, a line that says why, and nothing written."""

import gzip
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from bursar.cli.main import main
from bursar.invoices.models import Document, ImportRun, Issuer
from tests.invoices.files import as_csv, as_json, csv_row, invoice

pytestmark = pytest.mark.django_db
ACCOUNT = "C-1000-0001"
ROW = as_csv(csv_row(ACCOUNT))
HEADER = ROW.splitlines()[0]
DIGITS = b"1" * 100_000

REFUSED: dict[str, tuple[str, bytes]] = {
    "empty": ("a.csv", b""),
    "empty JSON": ("a.json", b""),
    "only a byte order mark": ("a.json", b"\xef\xbb\xbf"),
    "only a header": ("a.csv", HEADER),
    "gzip": ("a.json", gzip.compress(as_json(invoice(ACCOUNT)))),
    "UTF-16": ("a.csv", ROW.decode().encode("utf-16")),
    "a NUL": ("a.csv", ROW.replace(b"Ten", b"T\x00n")),
    "latin-1": ("a.csv", ROW.replace(b"Ten", b"T\xe9n")),
    "a byte order mark in the middle": ("a.json", b'{"documents": \xef\xbb\xbf[]}'),
    "100,000 brackets": ("a.json", b'{"documents": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"),
    "100,000 braces": ("a.json", b'{"documents": [' + b'{"a":' * 100_000 + b"1" + b"}" * 100_000 + b"]}"),
    "100,000 digits": ("a.json", as_json(invoice(ACCOUNT)).replace(b'"10.00"', DIGITS)),
    "1e9999": ("a.json", as_json(invoice(ACCOUNT)).replace(b'"10.00"', b"1e9999")),
    "digits in a list of issuers": ("a.json", b'{"issuers": ' + DIGITS + b"}"),
    "100,000 digits of a cell": ("a.csv", as_csv(csv_row(ACCOUNT, quantity=DIGITS.decode()))),
    "a column twice": ("a.csv", HEADER + b",number\n"),
    "a string without end": ("a.json", b'{"documents": ["' + b"x" * 100_000),
    "a quote without end": ("a.csv", ROW + b'"' + b"x" * 100_000),
}


@pytest.fixture
def imported(tmp_path, capsys) -> Callable[[str, bytes], tuple[int, str, str]]:
    """Import a file with this content; answers exit code, output and errors."""

    def run(name: str, content: bytes) -> tuple[int, str, str]:
        (tmp_path / name).write_bytes(content)
        code = main(["invoice", "import", str(tmp_path / name), "--operator", "Ada", "--json"])
        return code, *capsys.readouterr()

    return run


@pytest.mark.parametrize("which", REFUSED)
def test_it_ends_with_2_and_says_why(imported, which):
    code, out, err = imported(*REFUSED[which])
    assert code == 2
    assert "Traceback" not in err
    report = json.loads(out)
    assert report["count"] >= len(report["problems"]) > 0
    assert all(problem["code"] and len(problem["message"]) < 1000 for problem in report["problems"])
    assert not any(model.objects.exists() for model in (Document, Issuer, ImportRun))


@pytest.mark.parametrize("name", ["none.csv", "loop.csv", "folder.csv"])
def test_what_is_no_file_ends_with_2_and_one_line(tmp_path, capsys, name):
    (tmp_path / "loop.csv").symlink_to(tmp_path / "loop.csv")
    (tmp_path / "folder.csv").mkdir()
    assert main(["invoice", "import", str(tmp_path / name), "--operator", "Ada"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_pipes_and_devices_are_refused_before_they_are_opened(tmp_path, capsys):
    os.mkfifo(tmp_path / "pipe.csv")
    with (tmp_path / "pipe.csv").open("r+b", buffering=0):  # so that opening it would not wait
        for path in (tmp_path / "pipe.csv", Path("/dev/zero")):
            assert main(["invoice", "import", str(path), "--operator", "Ada"]) == 2
            assert capsys.readouterr().err == f"bursar: {path} is a pipe or a device: give a file\n"
