"""The mails of the invoices room: a new invoice, to those of an account who want invoices."""

from django.utils.translation import override

from bursar.billing.queries.mailing import mailed, stop_token
from bursar.invoices.models import Document, DocumentSource
from bursar.invoices.pdf import content_of
from bursar.mail.builders import Letter, builds
from bursar.mail.models import OutboxMail


@builds("invoice.issued")
def invoice_issued(mail: OutboxMail) -> Letter | None:
    """A new invoice with its PDF and its XML, one mail to all who are confirmed and want invoices in a language."""
    document = Document.objects.select_related("account", "issuer", "refers_to").get(pk=mail.about["document"])
    rows = mailed(mail, document.account_id, "invoices")
    if not rows:
        return None
    with override(rows[0].language):
        context = {"document": document, "account_name": document.account.name, "number": document.account.number}
        return Letter(
            rows[0].email,
            rows[0].language,
            "invoice_issued",
            context,
            _attached(document),
            others=tuple(row.email for row in rows[1:]),
            stop_token=stop_token(rows),
        )


def _attached(document: Document) -> list[tuple[str, bytes, str]]:
    """The PDF, and the XML as it was received; a PDF that we have drawn has it inside."""
    name = "".join(c if c.isalnum() or c in "-_." else "-" for c in document.number)
    files = [(f"{name}.pdf", content_of(document), "application/pdf")]
    source = DocumentSource.objects.filter(document=document).first()
    return [*files, (f"{name}.xml", bytes(source.content), "application/xml")] if source else files
