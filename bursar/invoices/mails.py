"""The mails of the invoices room: a new invoice, to those of an account who want invoices."""

from django.utils.translation import override

from bursar.billing.models import Recipient
from bursar.invoices.models import Document
from bursar.invoices.pdf import content_of
from bursar.mail.builders import Letter, builds
from bursar.mail.models import OutboxMail


@builds("invoice.issued")
def invoice_issued(mail: OutboxMail) -> Letter | None:
    """A new invoice with its PDF; nothing to a recipient who was removed or wants invoices no longer."""
    recipient = Recipient.objects.filter(
        pk=mail.about["recipient"], removed_at__isnull=True, wants_invoices=True
    ).first()
    if recipient is None:
        return None
    document = Document.objects.select_related("account", "issuer", "refers_to").get(pk=mail.about["document"])
    with override(recipient.language):
        context = {"document": document, "account_name": document.account.name, "number": document.account.number}
        name = f"{''.join(c if c.isalnum() or c in '-_.' else '-' for c in document.number)}.pdf"
        attachments = [(name, content_of(document), "application/pdf")]
        return Letter(recipient.email, recipient.language, "invoice_issued", context, attachments)
