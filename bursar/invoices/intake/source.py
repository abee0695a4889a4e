"""What both file formats are turned into before their fields are read: records of cells with their lines."""

from dataclasses import dataclass, field

from bursar.invoices.intake.cells import Cells

# The names of the fields, the same in both formats. JSON groups some of them in objects: buyer, totals, pdf.
ISSUER = ("name", "address", "country", "vat_number", "email", "iban", "bic")
HEAD = (
    *("issuer", "account", "kind", "number", "refers_to", "issued_on", "due_on", "period_start_on", "period_end_on"),
    *("currency", "buyer_name", "buyer_address", "buyer_country", "buyer_vat_number", "purchase_order", "note"),
    *("total_net", "total_vat", "total_gross", "pdf"),
)
LINE = ("description", "quantity", "unit_price", "vat_rate")

MOST_BYTES = 1024 * 1024 * 1024
MOST_DOCUMENTS = 200_000
MOST_ISSUERS = 1_000
MOST_COLUMNS = 100
MOST_ROW_CHARACTERS = 1_000_000
MOST_LINES = 1_000  # of one document
MOST_PDF_BYTES = 10 * 1024 * 1024


@dataclass
class Record:
    """A document as cells, its lines as cells, and its PDF where the file itself holds it."""

    head: Cells
    lines: list[Cells] = field(default_factory=list)
    pdf: bytes | None = None


# What reading a file finds, in its order: an issuer as cells, or a document.
Found = Cells | Record
