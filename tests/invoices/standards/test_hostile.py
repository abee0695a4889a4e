"""Documents that mean no good: refused with a reason in little memory, or taken and nothing in them obeyed."""

import json
import subprocess
import sys
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from bursar.invoices.formats.nodes import UnreadableError
from bursar.invoices.formats.reading import InvalidError, receive
from bursar.invoices.rule_words import fault_words
from tests.invoices.standards.ubl_files import ubl

GOOD = ubl()
BODY = GOOD[GOOD.index(b"<Invoice") :].decode()
SECRET = pikepdf.Encryption(owner="a", user="b")
ENTITIES = b"".join(b'<!ENTITY a%d "%s">' % (i, b"&a%d;" % (i - 1) * 10) for i in range(1, 12))
MOST_MORE = 250  # MB beyond what reading a small invoice takes
READ = """
import json, sys
from bursar.invoices.formats.nodes import UnreadableError
from bursar.invoices.formats.reading import receive
from tests.memory import peak_megabytes
codes = {}
for name in sys.argv[1:]:
    try:
        codes[name] = receive(open(name, "rb").read(25_000_001)).bill.number
    except UnreadableError as error:
        codes[name] = error.code
print(json.dumps([codes, peak_megabytes()]))
"""


def pdf(*files: tuple[str, bytes], packed: bool = False, **save: Any) -> bytes:
    """A PDF with files inside."""
    document = pikepdf.new()
    document.add_blank_page()
    for number, (name, content) in enumerate(files):
        made: Any = pikepdf.AttachedFileSpec
        spec = made(document, b"" if packed else content, filename=name)
        if packed:
            spec.get_file().obj.write(content, filter=pikepdf.Name.FlateDecode)
        document.attachments[f"{name}{number}"] = spec
    written = BytesIO()
    document.save(written, **save)
    return written.getvalue()


def scripted(key: str, value: pikepdf.Dictionary) -> bytes:
    """A Factur-X that does something when it is opened."""
    document = pikepdf.open(BytesIO(pdf(("factur-x.xml", GOOD))))
    document.Root[key] = value
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def bomb(megabytes: int) -> bytes:
    """Zeros, packed a thousand times smaller."""
    packer = zlib.compressobj()
    return b"".join(packer.compress(bytes(1_000_000)) for _ in range(megabytes)) + packer.flush()


REFUSED: dict[str, tuple[bytes, str]] = {
    "entities in entities": (b'<!DOCTYPE a [<!ENTITY a0 "ha">' + ENTITIES + b"]><a>&a11;</a>", "not_xml"),
    "an entity many times": (b'<!DOCTYPE a [<!ENTITY x "%s">]><a>%s</a>' % (b"A" * 10**5, b"&x;" * 10**5), "not_xml"),
    "an entity": (b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "has_dtd"),
    "a file of ours": (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "has_dtd"),
    "an address": (b'<!DOCTYPE a SYSTEM "http://169.254.169.254/a.dtd"><a/>', "has_dtd"),
    "a parameter entity": (b'<!DOCTYPE a [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]><a/>', "has_dtd"),
    "200,000 deep": (b"<a>" * 200_000 + b"</a>" * 200_000, "not_xml"),
    "100 deep": (b"<a>" * 100 + b"</a>" * 100, "too_deep"),
    "a long attribute": (b'<a b="' + b"x" * 15_000_000 + b'"/>', "not_xml"),
    "three million elements": (b"<a>" + b"<b/>" * 3_000_000 + b"</a>", "too_large"),
    "two million attributes": (b"<a>" + b"<b %s/>" % b" ".join(b"a%d=''" % n for n in range(999)) * 2000, "too_large"),
    "21 MB": (b"<a>" + b"x" * 21_000_000 + b"</a>", "too_large"),
    "a NUL": (GOOD.replace(b"S-1", b"S\x00-1"), "not_xml"),
    "letters of another encoding": (GOOD.replace(b"Telephone", "Téléphone".encode("latin-1")), "not_xml"),
    "nothing": (b"", "not_xml"),
    "a ZIP": (b"PK\x03\x04" + b"x" * 100, "not_xml"),
    "a page": (b"<html/>", "not_an_invoice"),
    "a PDF without XML": (pdf(), "no_xml_in_pdf"),
    "a PDF with two": (pdf(("factur-x.xml", GOOD), ("factur-x.xml", GOOD)), "two_xml_in_pdf"),
    "an encrypted PDF": (pdf(("factur-x.xml", GOOD), encryption=SECRET), "encrypted_pdf"),
    "half a PDF": (pdf(("factur-x.xml", GOOD))[:600], "bad_pdf"),
    "no PDF": (b"%PDF-1.7\n" + b"\x00\xff" * 10_000, "bad_pdf"),
    "a PDF with a script": (
        scripted("/OpenAction", pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")), "active_pdf",
    ),
    "a PDF that starts a program": (
        scripted("/OpenAction", pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe")), "active_pdf",
    ),
    "a PDF with a form of XFA": (scripted("/AcroForm", pikepdf.Dictionary(XFA="x", Fields=[])), "active_pdf"),
}  # fmt: skip
TAKEN = {
    "UTF-16": ('<?xml version="1.0" encoding="UTF-16"?>' + BODY).encode("utf-16"),
    "Latin-1 that says so": ('<?xml version="1.0" encoding="ISO-8859-1"?>' + BODY).encode("latin-1"),
    "a byte order mark": b"\xef\xbb\xbf" + GOOD,
    "a stylesheet of somebody's": GOOD.replace(b"<Invoice", b'<?xml-stylesheet href="http://a.example/x"?><Invoice', 1),
    "another file beside": pdf(("factur-x.xml", GOOD), ("../../etc/passwd", b"x")),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_with_a_reason(name):
    content, code = REFUSED[name]
    with pytest.raises(UnreadableError) as refused:
        receive(content)
    assert refused.value.code == code
    assert fault_words(code, "")


@pytest.mark.parametrize("name", TAKEN)
def test_it_is_taken_and_nothing_in_it_is_obeyed(name):
    assert receive(TAKEN[name]).bill.number == "S-1"


def test_what_is_to_be_included_is_not():
    asked = b'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'
    with pytest.raises(InvalidError):
        receive(
            GOOD.replace(
                b"<cbc:DocumentCurrencyCode>", b"<cbc:Note>" + asked + b"</cbc:Note><cbc:DocumentCurrencyCode>"
            )
        )


def test_a_number_of_5000_digits_is_refused():
    with pytest.raises(InvalidError):
        receive(GOOD.replace(b">120.00</cbc:TaxInclusiveAmount>", b">" + b"9" * 5000 + b"</cbc:TaxInclusiveAmount>"))


def test_a_formula_stays_text():
    assert receive(ubl("=1+1")).bill.number == "=1+1"


def test_what_would_unfold_into_gigabytes_is_refused_in_little_memory(tmp_path: Path):
    written = {
        "file.pdf": pdf(("factur-x.xml", bomb(1000)), packed=True),
        "good.xml": GOOD,
    }
    for name, content in written.items():
        (tmp_path / name).write_bytes(content)
    with (tmp_path / "huge.xml").open("wb") as huge:
        huge.truncate(1_000_000_000)
    names = [str(tmp_path / name) for name in (*written, "huge.xml")]
    (codes, megabytes), (_good, least) = (_read(*some) for some in (names, [str(tmp_path / "good.xml")]))
    assert [codes[name] for name in names] == ["too_large", "S-1", "too_large"]
    assert megabytes - least < MOST_MORE


def _read(*names: str) -> tuple[dict[str, str], int]:
    """What became of files in a process of their own, and the most memory that it took, in MB."""
    done = subprocess.run([sys.executable, "-c", READ, *names], capture_output=True, check=True, text=True)
    codes, megabytes = json.loads(done.stdout)
    return codes, megabytes
