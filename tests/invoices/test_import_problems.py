"""What is wrong with a file is said all at once, each problem with its place (issue: real input)."""

import base64
import json
from pathlib import Path

import pytest

from bursar.invoices.intake.problems import FileRefused
from bursar.invoices.models import Document
from tests.invoices.files import as_csv, as_json, credit_note, csv_row, invoice, line, refused, take
from tests.personas import World

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def number(world: World) -> str:
    """The account that files name."""
    return world.account.number


def test_every_problem_of_a_csv_file_is_named_by_line_and_column(number):
    rows = [
        csv_row(number, currency="EURO"),
        csv_row(number, "A-2", issued_on="31/10/2026"),
        csv_row(number, "A-3", unit_price="1,50", total_gross="12.00"),
        csv_row("C-0000-0000", "A-4"),
    ]
    content = as_csv(*rows)
    assert refused(content, "file.csv") == [
        ("line 2, column 7 (currency)", "too_long"),
        ("line 3, column 5 (issued_on)", "bad_date"),
        ("line 4, column 11 (unit_price)", "bad_number"),
        ("line 5, column 2 (account)", "unknown_account"),
    ]


def test_every_problem_of_a_json_file_is_named_by_its_pointer(number):
    bad = invoice(number, "A-2", currency="XXX", due_on="2026-02-30", lines=[line(vat_rate="120"), line(quantity=True)])
    assert refused(as_json(invoice(number), bad)) == [
        ("/documents/1/lines/1/quantity", "wrong_type"),
        ("/documents/1/currency", "unknown_currency"),
        ("/documents/1/due_on", "bad_date"),
        ("/documents/1/lines/0/vat_rate", "bad_rate"),
        ("/documents/1/lines/1", "missing"),
    ]


@pytest.mark.parametrize(
    ("totals", "wrong"),
    [({"net": "100.01"}, "net"), ({"vat": "19.99"}, "vat"), ({"gross": "120.01"}, "gross")],
)
def test_a_total_that_does_not_add_up_is_an_error(number, totals, wrong):
    assert refused(as_json(invoice(number, totals=totals))) == [(f"/documents/0/totals/{wrong}", "total_differs")]


def test_a_number_is_used_once_in_a_file(number):
    rows = [csv_row(number, "A-1"), csv_row(number, "A-2"), csv_row(number, "A-1")]
    assert refused(as_csv(*rows), "file.csv") == [("line 4, column 4 (number)", "number_twice")]


def test_further_rows_of_a_document_say_nothing_else(number):
    rows = [csv_row(number), csv_row(number, due_on="2026-12-31")]
    assert refused(as_csv(*rows), "file.csv") == [("line 3, column 6 (due_on)", "differs")]


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("issuer\nSociété".encode("latin-1"), "line 2, column 5"),
        ("issuer".encode("utf-16"), "file"),
        (b"issuer\nAc\x00me", "line 2"),
    ],
)
def test_a_file_that_is_not_utf_8_is_refused(content, place):
    assert refused(content, "file.csv") == [(place, "wrong_encoding")]


def test_a_byte_order_mark_does_no_harm(number):
    assert take(b"\xef\xbb\xbf" + as_csv(csv_row(number)), "file.csv").invoices == 1


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "bad_json"),
        (b"{", "bad_json"),
        (b"[]", "wrong_type"),
        (b'{"documents": []}', "empty"),
        (b'{"documents": [{"number": NaN}]}', "bad_json"),
        (b'{"documents": [], "documents": []}', "bad_json"),
        (b'{"documents": ' + b"[" * 100_000, "bad_json"),
        (b'{"documents": [1]}', "wrong_type"),
    ],
)
def test_what_is_no_json_file_of_ours_is_refused(content, code):
    assert refused(content)[0][1] == code


def test_unknown_fields_and_columns_are_named(number):
    assert refused(as_json(invoice(number, duedate="2026-10-31"))) == [("/documents/0/duedate", "unknown_field")]
    spoilt = as_csv({**csv_row(number), "colour": "red"})
    assert refused(spoilt, "file.csv") == [("line 1, column 13 (colour)", "unknown_column")]


def test_a_row_with_too_many_cells_is_named(number):
    assert refused(as_csv(csv_row(number)) + b"1,2,3\n", "file.csv")[0] == ("line 3", "cell_count")


def test_an_unclosed_quote_is_named(number):
    assert refused(as_csv(csv_row(number)) + b'"', "file.csv")[-1][1] == "bad_csv"


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"due_on": "2026-09-30"}, ("/documents/0/due_on", "due_before_issued")),
        ({"due_on": None}, ("/documents/0", "missing")),
        ({"kind": "bill"}, ("/documents/0/kind", "unknown_word")),
        ({"refers_to": "A-0"}, ("/documents/0/refers_to", "invoice_refers")),
        ({"period_start_on": "2026-09-01"}, ("/documents/0", "bad_period")),
        ({"number": "A\u202e1"}, ("/documents/0/number", "control_character")),
        ({"number": "A\xad1"}, ("/documents/0/number", "control_character")),
        ({"lines": [line(description="half \ud83d")]}, ("/documents/0/lines/0/description", "control_character")),
        ({"half \ud83d": "1"}, ("/documents/0/half ?", "unknown_field")),
        ({"number": "A" * 61}, ("/documents/0/number", "too_long")),
        ({"lines": []}, ("/documents/0", "no_lines")),
        ({"lines": [line(quantity="-1")]}, ("/documents/0", "negative")),
        ({"lines": [line(quantity="1e9")]}, ("/documents/0/lines/0/quantity", "bad_number")),
        ({"lines": [line(quantity="999999999999")]}, ("/documents/0/lines/0/quantity", "too_large")),
        ({"lines": [line(unit_price="0.0000001")]}, ("/documents/0/lines/0/unit_price", "bad_number")),
        ({"buyer": {"country": "FR"}}, ("/documents/0", "missing")),
        ({"pdf": {"base64": "%%"}}, ("/documents/0/pdf/base64", "bad_base64")),
        ({"pdf": {"base64": base64.b64encode(b"MZ").decode()}}, ("/documents/0", "no_pdf")),
    ],
)
def test_the_rules_of_a_document(number, changes, problem):
    assert refused(as_json(invoice(number, **changes))) == [problem]


def test_a_credit_note_has_no_due_date(number):
    note = credit_note(number, "C-1", "A-1", due_on="2026-10-31")
    assert refused(as_json(invoice(number), note)) == [("/documents/1/due_on", "due_on_credit_note")]


@pytest.mark.parametrize("name", ["../secret.pdf", "/etc/passwd", "link.pdf", "sub/../../secret.pdf"])
def test_no_pdf_leads_out_of_the_folder(tmp_path: Path, number, name):
    (tmp_path / "secret.pdf").write_bytes(b"%PDF-1.7 secret")
    folder = tmp_path / "import"
    folder.mkdir()
    (folder / "link.pdf").symlink_to(tmp_path / "secret.pdf")
    found = refused(as_json(invoice(number, pdf={"file": name})), folder=folder)
    assert found == [("/documents/0/pdf/file", "pdf_outside")]


def test_a_pdf_that_is_not_there_is_named(tmp_path, number):
    found = refused(as_json(invoice(number, pdf={"file": "none.pdf"})), folder=tmp_path)
    assert found == [("/documents/0/pdf/file", "pdf_unreadable")]


@pytest.mark.parametrize("iban", ["GB29NWBK60161331926818", "XX00", "not an iban"])
def test_an_iban_with_wrong_check_digits_is_refused(number, iban):
    issuers = [{"key": "acme", "name": "Acme", "iban": iban}]
    assert refused(as_json(invoice(number), issuers=issuers)) == [("/issuers/0/iban", "bad_iban")]


def test_cells_that_look_like_formulas_are_only_text(number):
    take(as_csv(csv_row(number, description="=HYPERLINK(1)")), "file.csv")
    assert Document.objects.get().lines.get().description == "=HYPERLINK(1)"


def test_numbers_are_read_without_floating_point(number):
    text = as_json(invoice(number)).decode().replace('"10.00"', "0.29").replace('"10"', "100")
    take(text.encode())
    assert Document.objects.get().net_minor == 2900


def test_the_report_speaks_to_programs_too(number):
    with pytest.raises(FileRefused) as refusal:
        take(as_csv(csv_row(number, currency="XXX")), "file.csv")
    said = refusal.value.problems[0].as_json()
    assert json.loads(json.dumps(said))["line"] == 2
    assert (said["column"], said["name"], said["code"]) == (7, "currency", "unknown_currency")
