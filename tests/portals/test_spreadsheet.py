"""Cells of CSV files: none is a formula, wherever the spreadsheet that opens it cuts its lines."""

import csv
import io

import pytest

from bursar.portals.spreadsheet import as_csv, harmless

FORMULA = '=HYPERLINK("http://127.0.0.1")'
SIGNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


@pytest.mark.parametrize("separator", [",", ";", "|", "\t"])
@pytest.mark.parametrize(
    "before", ["", " ", "x;", "x; ", "x|", "x\t", "x\n", "x\r\n", 'x;"', 'x";"', "x;'", "x;\xa0", "x,", 'x","', "x;;"]
)
def test_no_cell_is_a_formula_whatever_separates_cells(separator, before):
    written = as_csv([["Number", "Text"], ["F-1", harmless(before + FORMULA)], ["F-2", "x"]]).decode("utf-8-sig")
    for row in csv.reader(io.StringIO(written, newline=""), delimiter=separator):
        assert not [cell for cell in row if cell.strip(' "').startswith(SIGNS)]


@pytest.mark.parametrize("text", ["F-2026-1", "Line rental; 3 months", "a+b=c", "12 - 14 rue de Rivoli"])
def test_other_text_is_left_as_it_is(text):
    assert harmless(text) == text
