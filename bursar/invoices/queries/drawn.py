"""PDFs that we drew."""

from bursar.invoices.models import DocumentFile


def files_without_xml(most: int) -> list[DocumentFile]:
    """Those that are no electronic invoices, newest first, without what they hold; for the operator."""
    rows = DocumentFile.objects.filter(without_xml__isnull=False).defer("content")
    return list(rows.select_related("document__issuer", "document__account").order_by("-pk")[:most])
