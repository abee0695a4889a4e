"""The audit kinds of the invoices room."""

from django.utils.translation import gettext_lazy as _l

from bursar.audit.kinds import Area, kind

FILE_IMPORTED = kind("invoices.file.imported", _l("Invoices taken in from a file"), Area.BILLING)
ISSUER_ADDED = kind("invoices.issuer.added", _l("Issuer added"), Area.OPERATOR)
ISSUER_CHANGED = kind("invoices.issuer.changed", _l("Issuer changed"), Area.OPERATOR)
ADJUSTED = kind("invoices.ledger.adjusted", _l("Account adjusted by the operator"), Area.BILLING)
PDF_STORED = kind("invoices.pdf.stored", _l("Rendered PDFs stored"), Area.OPERATOR)
DOCUMENT_WAITS = kind("invoices.document.waits", _l("Document waits for its account"), Area.OPERATOR)
DOCUMENT_ASSIGNED = kind("invoices.document.assigned", _l("Waiting document taken in for this account"), Area.BILLING)
DOCUMENT_DISMISSED = kind("invoices.document.dismissed", _l("Waiting document dismissed"), Area.OPERATOR)
IDENTIFIER_ADDED = kind("invoices.identifier.added", _l("Identifier on bills added"), Area.OPERATOR)
IDENTIFIER_REMOVED = kind("invoices.identifier.removed", _l("Identifier on bills removed"), Area.OPERATOR)
