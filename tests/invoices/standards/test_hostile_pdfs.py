"""PDFs that mean no good: what runs is found wherever it stands, and what unfolds without end never does so here."""

import os
import signal
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from bursar.invoices.formats import apart
from bursar.invoices.formats.nodes import UnreadableError
from bursar.invoices.formats.pdf import require_quiet, xml_inside
from bursar.invoices.rule_words import fault_words
from tests.invoices.standards.raw_pdf import folded, lzw, raw_pdf, stream

SCRIPT = b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"
LAUNCH = b"<< /S /Launch /F (cmd.exe) >>"
HEAD = b"/Type /ObjStm /N 1 /First 4 "
HIDDEN = b"9 0 " + SCRIPT
ACTIVE = {
    "on opening": raw_pdf(b"/OpenAction " + SCRIPT),
    "on closing": raw_pdf(b"/AA << /WC " + SCRIPT + b" >>"),
    "in the tree of names": raw_pdf(b"/Names << /JavaScript << /Names [(a) " + SCRIPT + b"] >> >>"),
    "when a page is shown": raw_pdf(page=b"/AA << /O " + SCRIPT + b" >>"),
    "in a note on a page": raw_pdf(page=b"/Annots [ << /Subtype /Link /Rect [0 0 9 9] /A " + LAUNCH + b" >> ]"),
    "after something harmless": raw_pdf(b"/OpenAction << /S /URI /URI (x) /Next [" + LAUNCH + b"] >>"),
    "spelt in another way": raw_pdf(b"/AA << /WC << /S /J#61vaScript /J#53 (1) >> >>"),
    "its kind told elsewhere": raw_pdf(b"/OpenAction << /S 3 0 R /F (cmd.exe) >>", objects=b"/Launch"),
    "Flash": raw_pdf(page=b"/Annots [ << /Type /Annot /Subtype /RichMedia /Rect [0 0 9 9] >> ]"),
    "a form sent off": raw_pdf(page=b"/Annots [ << /Subtype /Widget /AA << /U << /S /SubmitForm /F (x) >> >> >> ]"),
    "in a stream": raw_pdf(objects=stream(b"/AA << /O " + SCRIPT + b" >>", b"x")),
    "folded": raw_pdf(b"/AA 9 0 R", objects=stream(HEAD + b"/Filter /FlateDecode", folded(0, HIDDEN)), found_in=3),
}  # fmt: skip
QUIET = {
    "a link": raw_pdf(page=b"/Annots [ << /Subtype /Link /A << /S /URI /URI (https://a.example/) >> >> ]"),
    "words about scripts": raw_pdf(b"/Title (/JS \\(1\\) /S /Launch) /Lang (fr)"),
    "a name that begins so": raw_pdf(b"/JSON (x) /Launching 1"),
}
FOLDED = folded(600, HIDDEN)
BOMBS = {
    "folded": (HEAD + b"/Filter /FlateDecode", FOLDED),
    "with a wrong end": (HEAD + b"/Filter /FlateDecode", FOLDED[:-4] + b"nono"),
    "folded twice": (HEAD + b"/Filter [/FlateDecode /FlateDecode]", folded(0, FOLDED)),
    "in hexadecimal": (HEAD + b"/Filter [/ASCIIHexDecode /FlateDecode]", FOLDED.hex().encode()),
    "not told as what it is": (b"/N 1 /First 4 /Filter /FlateDecode", FOLDED),
    "after a long head": (HEAD + b"/Filter /FlateDecode /P (" + b"x" * 3000 + b")", FOLDED),
    "by LZW": (HEAD + b"/Filter /LZWDecode", lzw(600)),
    "of wide rows": (
        HEAD + b"/Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 2000000000 >>", folded(0, b" " * 2000)
    ),
}  # fmt: skip
READ = """
import os, sys
from bursar.invoices.formats import apart
from bursar.invoices.formats.nodes import UnreadableError
from bursar.invoices.formats.pdf import require_quiet, xml_inside
from tests.memory import peak_megabytes
for name in sys.argv[1:]:
    for act in (require_quiet, xml_inside):
        try:
            act(open(name, "rb").read())
            print("taken", name)
        except UnreadableError as error:
            print(error.code)
apart._reader(os.getpid())._end()
print(peak_megabytes())
"""
MOST = 650  # MB: what a process has at its beginning, and what taking a PDF apart may use


def refusal(act, content: bytes) -> str:
    """The code that it is refused with."""
    with pytest.raises(UnreadableError) as refused:
        act(content)
    assert fault_words(refused.value.code, "")
    return refused.value.code


@pytest.mark.parametrize("name", ACTIVE)
def test_what_runs_is_found_wherever_it_stands(name):
    assert [refusal(act, ACTIVE[name]) for act in (require_quiet, xml_inside)] == ["active_pdf"] * 2


@pytest.mark.parametrize("name", QUIET)
def test_what_only_looks_like_it_is_taken(name):
    require_quiet(QUIET[name])
    assert refusal(xml_inside, QUIET[name]) == "no_xml_in_pdf"


def test_a_program_beside_the_invoice_is_refused():
    document = pikepdf.new()
    document.add_blank_page()
    document.attachments["invoice.PDF.exe"] = b"MZ"
    written = BytesIO()
    document.save(written)
    assert refusal(xml_inside, written.getvalue()) == "active_pdf"


@pytest.mark.parametrize("end", [b"xxxx" * 10, b""])
def test_a_damaged_pdf_in_which_something_could_hide_is_refused(end):
    packed = folded(0, HIDDEN)[:-8] + end
    content = raw_pdf(b"/AA 9 0 R", objects=stream(HEAD + b"/Filter /FlateDecode", packed), found_in=3)
    assert refusal(require_quiet, content) in ("hidden_pdf", "active_pdf")
    assert refusal(require_quiet, b"%PDF-1.7 /OpenAction " + SCRIPT) == "hidden_pdf"
    assert refusal(require_quiet, b"%PDF-1.7 nothing at all") == "bad_pdf"


def test_no_pdf_unfolds_into_much_memory_or_takes_long(tmp_path: Path):
    for number, (head, content) in enumerate(BOMBS.values()):
        (tmp_path / f"{number}.pdf").write_bytes(raw_pdf(b"/AA 9 0 R", objects=stream(head, content), found_in=3))
    (tmp_path / "streams.pdf").write_bytes(b"%PDF-1.7\n" + b"obj#stream\n" * 800_000)
    (tmp_path / "wide.pdf").write_bytes(raw_pdf(b"/K [" + b"0 " * 5_000_000 + b"]"))
    names = [str(path) for path in sorted(tmp_path.iterdir())]
    done = subprocess.run([sys.executable, "-c", READ, *names], capture_output=True, check=True, text=True, timeout=60)
    *codes, megabytes = done.stdout.split()
    assert set(codes) == {"too_large", "bad_pdf", "hidden_pdf"}
    assert codes[: 2 * len(BOMBS) - 2] == ["too_large"] * (2 * len(BOMBS) - 2)
    assert int(megabytes) < MOST


def test_a_reader_that_died_or_takes_too_long_is_replaced(monkeypatch):
    quiet = QUIET["a link"]
    require_quiet(quiet)
    beside = apart._reader(os.getpid())._beside
    beside.send_signal(signal.SIGSTOP)
    monkeypatch.setattr(apart, "SECONDS", 0.3)
    assert refusal(require_quiet, quiet) == "too_large"
    monkeypatch.setattr(apart, "SECONDS", 20)
    require_quiet(quiet)
    apart._reader(os.getpid())._beside.kill()
    apart._reader(os.getpid())._beside.wait()
    require_quiet(quiet)


def test_no_secret_of_ours_goes_with_it(monkeypatch):
    monkeypatch.setenv("BURSAR_SECRET_KEY", "secret")
    apart._reader(os.getpid())._end()
    require_quiet(QUIET["a link"])
    beside = apart._reader(os.getpid())._beside
    assert b"BURSAR" not in Path(f"/proc/{beside.pid}/environ").read_bytes()
