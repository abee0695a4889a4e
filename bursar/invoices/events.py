"""The audit kinds of the invoices room."""

from django.utils.translation import gettext_lazy as _l

from bursar.audit.kinds import Area, kind

FILE_IMPORTED = kind("invoices.file.imported", _l("Invoices taken in from a file"), Area.BILLING)
ISSUER_ADDED = kind("invoices.issuer.added", _l("Issuer added"), Area.OPERATOR)
ISSUER_CHANGED = kind("invoices.issuer.changed", _l("Issuer changed"), Area.OPERATOR)
PDF_STORED = kind("invoices.pdf.stored", _l("Rendered PDFs stored"), Area.OPERATOR)
