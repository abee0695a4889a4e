"""What stands on the sheet of a bill, in a reader's language: the same for the page and for the PDF. Pure."""

from bursar.invoices.sheets.drawing import drawn
from bursar.invoices.sheets.lines import Line
from bursar.invoices.sheets.parties import Party
from bursar.invoices.sheets.paying import transfer_qr
from bursar.invoices.sheets.sheet import Extra, Sheet, VatRow, sheet

__all__ = ["Extra", "Line", "Party", "Sheet", "VatRow", "drawn", "sheet", "transfer_qr"]
