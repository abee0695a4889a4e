"""Tables as CSV for spreadsheets: no cell that a spreadsheet would run as a formula."""

import csv
import io

from django.http import HttpResponse

Table = list[list[str]]
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


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
    """Text that begins like a formula is preceded by an apostrophe."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA_SIGNS) else text


def download(table: Table, name: str) -> HttpResponse:
    """The table as a file of this name."""
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(as_csv(table), content_type="text/csv; charset=utf-8", headers=disposition)
