"""The files of a document: its PDF, the XML as it was received, and what came inside that."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from bursar.core.errors import NotKnown, Refused
from bursar.grants.queries import Access
from bursar.invoices import queries
from bursar.invoices.formats.attached import files_of
from bursar.invoices.formats.pdf import danger
from bursar.invoices.looks import note_look
from bursar.invoices.pdf import content_of
from bursar.portals.bills.names import safe
from bursar.portals.doors import Door

# What EN 16931 lets a bill carry, by media type, with the ending of its names; nothing else is handed out.
CARRIED = {
    "application/pdf": "pdf",
    "image/png": "png",
    "image/jpeg": "jpg",
    "text/csv": "csv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
}


def pdf(request: HttpRequest, access: Access, door: Door, uid: str) -> HttpResponse:
    """The PDF: in its own tab, or to keep (`?download`). The record of who looked says which."""
    document = queries.document(access, uid)
    is_download = "download" in request.GET
    note(request, access, document, is_download=is_download)
    name = safe(document.number, "pdf")
    return file(content_of(document), "application/pdf", name, "attachment" if is_download else "inline")


def xml(request: HttpRequest, access: Access, door: Door, uid: str) -> HttpResponse:
    """The XML to the byte, to keep. Raises NotKnown for a document that came as none."""
    document = queries.document(access, uid)
    source = queries.source_of(document)
    if source is None:
        raise NotKnown
    note(request, access, document, is_download=True)
    return file(bytes(source.content), "application/xml", safe(document.number, "xml"))


def attachment(request: HttpRequest, access: Access, door: Door, uid: str, place: int) -> HttpResponse:
    """The file that stands at this place among the bill's attachments. Raises NotKnown for one that is not handed out:
    it is only named, is of a type that may do harm, or is not there."""
    document = queries.document(access, uid)
    source = queries.source_of(document)
    said = queries.bill_of(document).attachments
    if source is None or place >= len(said) or said[place].media_type not in CARRIED:
        raise NotKnown
    content = files_of(bytes(source.content))[place]
    if content is None:
        raise NotKnown
    if said[place].media_type == "application/pdf" and (code := danger(content)):
        raise Refused(code, _("This file holds scripts or programs, or cannot be looked into. It is not handed out."))
    note(request, access, document, is_download=True)
    kind = said[place].media_type
    stem = (said[place].file_name or said[place].reference).rpartition(".")[0] or said[place].reference
    return file(content, kind, safe(stem, CARRIED[kind]))


def file(content: bytes, media_type: str, name: str, disposition: str = "attachment") -> HttpResponse:
    """Bytes that a browser takes for nothing but what they are said to be."""
    headers = {"Content-Disposition": f'{disposition}; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=media_type, headers=headers)


def note(request: HttpRequest, access: Access, document: Any, *, is_download: bool = False) -> None:
    """Keep who looked; a HEAD looks at nothing."""
    if request.method == "GET":
        note_look(access.actor, document=document, is_download=is_download)
