"""How much the texts of a document may say: a name of a megabyte, printed on each page, would fill any memory. Pure."""

from lxml import etree

from bursar.invoices.formats.nodes import UnreadableError, path_of

SHORT, LONG = 2_000, 50_000  # characters of a name or a reference, of a note or a description
LINES = 20_000  # in all texts together
_LONG = frozenset(("Note", "Content", "Description", "Information", "InstructionNote", "ExemptionReason"))
_FILES = frozenset(("EmbeddedDocumentBinaryObject", "AttachmentBinaryObject"))
_OURS = ("CommonBasicComponents-2", "ReusableAggregateBusinessInformationEntity:100")  # what is read, and no extensions


def require_short(root: etree._Element) -> None:
    """Raises UnreadableError(too_long) with the place of the first text that is."""
    lines = 0
    for each in root.iter(etree.Element):
        text = each.text
        if not text or len(each):
            continue
        name = etree.QName(each)
        if name.localname in _FILES or not (name.namespace or "").endswith(_OURS):
            continue
        lines += text.count("\n")
        if len(text) > (LONG if name.localname in _LONG else SHORT) or lines > LINES:
            raise UnreadableError("too_long", f"/{path_of(each)}")
