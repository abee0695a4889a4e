"""The metadata by which a PDF says that it is a Factur-X invoice (Factur-X 1.09, 6.2; PDF/A extension schema). Pure."""

import io
from collections.abc import Iterator

import pikepdf
from lxml import etree

FILE_NAME = "factur-x.xml"
LEVEL = "EN 16931"
_FX = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_EXTENSION = "http://www.aiim.org/pdfa/ns/extension/"
_SCHEMA = "http://www.aiim.org/pdfa/ns/schema#"
_PROPERTY = "http://www.aiim.org/pdfa/ns/property#"
_PDF_A = b"http://www.aiim.org/pdfa/ns/id/"
_VALUES = {"DocumentType": "INVOICE", "DocumentFileName": FILE_NAME, "Version": "1.0", "ConformanceLevel": LEVEL}
_MEANINGS = {
    "DocumentFileName": "The name of the embedded XML document",
    "DocumentType": "The type of the hybrid document in capital letters, e.g. INVOICE or ORDER",
    "Version": "The actual version of the standard applying to the embedded XML document",
    "ConformanceLevel": "The conformance level of the embedded XML document",
}
_NAMES = {"rdf": _RDF, "pdfaExtension": _EXTENSION, "pdfaSchema": _SCHEMA, "pdfaProperty": _PROPERTY}
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, remove_blank_text=False)


def declared(content: bytes) -> bytes | None:
    """The PDF with Factur-X's schema in its metadata, in the bag of schemas that is there already; the same bytes for
    the same PDF. None for a PDF that does not say it is PDF/A: it is no Factur-X."""
    with pikepdf.open(io.BytesIO(content)) as document:
        stream = document.Root.get("/Metadata")
        packet = stream.read_bytes() if isinstance(stream, pikepdf.Stream) else b""
        if not isinstance(stream, pikepdf.Stream) or _PDF_A not in packet:
            return None
        stream.write(_merged(packet))
        out = io.BytesIO()
        together = pikepdf.ObjectStreamMode.generate  # objects in streams, as typst wrote them
        document.save(
            out, deterministic_id=True, compress_streams=False, fix_metadata_version=False, object_stream_mode=together
        )
        return out.getvalue()


def _merged(packet: bytes) -> bytes:
    tree = etree.fromstring(packet, _PARSER).getroottree()
    root = tree.getroot()
    rdf = root if root.tag == f"{{{_RDF}}}RDF" else next(root.iter(f"{{{_RDF}}}RDF"))
    said = etree.SubElement(rdf, f"{{{_RDF}}}Description", {f"{{{_RDF}}}about": ""}, nsmap={"fx": _FX})
    for name, value in _VALUES.items():
        etree.SubElement(said, f"{{{_FX}}}{name}").text = value
    _bag(rdf).append(_schema())
    return etree.tostring(tree, encoding="UTF-8", xml_declaration=False)


def _bag(rdf: etree._Element) -> etree._Element:
    """The bag of schemas beyond PDF/A's own; a second one would not be read."""
    there = next(rdf.iter(f"{{{_EXTENSION}}}schemas"), None)
    if there is not None:
        return next(there.iter(f"{{{_RDF}}}Bag"))
    about = etree.SubElement(rdf, f"{{{_RDF}}}Description", {f"{{{_RDF}}}about": ""}, nsmap=_NAMES)
    return etree.SubElement(etree.SubElement(about, f"{{{_EXTENSION}}}schemas"), f"{{{_RDF}}}Bag")


def _schema() -> etree._Element:
    item = etree.Element(f"{{{_RDF}}}li", {f"{{{_RDF}}}parseType": "Resource"}, nsmap=_NAMES)
    told = {"schema": "Factur-X PDFA Extension Schema", "namespaceURI": _FX, "prefix": "fx"}
    for name, text in told.items():
        etree.SubElement(item, f"{{{_SCHEMA}}}{name}").text = text
    properties = etree.SubElement(etree.SubElement(item, f"{{{_SCHEMA}}}property"), f"{{{_RDF}}}Seq")
    properties.extend(_properties())
    return item


def _properties() -> Iterator[etree._Element]:
    for name, meaning in _MEANINGS.items():
        each = etree.Element(f"{{{_RDF}}}li", {f"{{{_RDF}}}parseType": "Resource"})
        told = {"name": name, "valueType": "Text", "category": "external", "description": meaning}
        for key, text in told.items():
            etree.SubElement(each, f"{{{_PROPERTY}}}{key}").text = text
        yield each
