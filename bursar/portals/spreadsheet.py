"""Tables as CSV for spreadsheets: no cell that a spreadsheet would run as a formula."""

import csv
import io
import re

from django.http import HttpResponse

Table = list[list[str]]
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Where the separator is not the comma, as in France, what follows one of these is a cell of its own.
_CELL_WITHIN = re.compile(r"([;|\t\r\n][\s\"']*)(?=[=+\-@＝＋－＠])")

MARK = b"\xef\xbb\xbf"


def as_csv(table: Table) -> bytes:
    """UTF-8 with a byte order mark, which spreadsheets need to know it by."""
    return MARK + rows_as_csv(table)


def rows_as_csv(table: Table) -> bytes:
    """Rows that follow others."""
    text = io.StringIO()
    csv.writer(text).writerows(table)
    return text.getvalue().encode()


def harmless(text: str) -> str:
    """Text that begins like a formula, or would where a spreadsheet cuts it in two, is preceded by an apostrophe."""
    text = _CELL_WITHIN.sub(r"\1'", text)
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA_SIGNS) else text


def download(table: Table, name: str) -> HttpResponse:
    """The table as a file of this name."""
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(as_csv(table), content_type="text/csv; charset=utf-8", headers=disposition)
