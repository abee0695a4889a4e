"""The files that an XML document carries, in the order in which its bill names them. Pure."""

import base64
import binascii

from lxml import etree

from bursar.invoices.formats import cii, ubl
from bursar.invoices.formats.nodes import Node, parsed

_NO_ATTACHMENTS = ("50", "130")  # UNTDID 1001: a tender or project, and what is invoiced (BT-17, BT-11, BT-18)
_CII = "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeAgreement/ram:AdditionalReferencedDocument"


def files_of(xml: bytes) -> list[bytes | None]:
    """What each attachment of the bill holds; None for one that is named only, or cannot be decoded."""
    root = parsed(xml)
    is_cii = etree.QName(root).namespace == cii.INVOICE
    names, path, kind, file = (
        (cii.NAMES, _CII, "ram:TypeCode", "ram:AttachmentBinaryObject")
        if is_cii
        else (
            ubl.NAMES,
            "cac:AdditionalDocumentReference",
            "cbc:DocumentTypeCode",
            "cac:Attachment/cbc:EmbeddedDocumentBinaryObject",
        )
    )
    documents = [each for each in Node(root, names).all(path) if each.text(kind) not in _NO_ATTACHMENTS]
    return [_decoded(each.one(file).text()) for each in documents]


def _decoded(text: str) -> bytes | None:
    try:
        return base64.b64decode("".join(text.split()), validate=True) or None
    except (binascii.Error, ValueError):
        return None
