"""The addresses of invoices behind a door; the names are the same behind each: `<door>:invoice-list` …"""

from functools import partial, update_wrapper
from typing import Any

from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from bursar.access.permissions import Permission
from bursar.portals.bills import document, download, files, listing, looked, statement
from bursar.portals.doors import Door


def urls(door: Door) -> list[URLPattern]:
    """Invoices and credit notes, to read and to download."""
    return [
        path("<str:number>/invoices/", _page(door, listing.listed), name="invoice-list"),
        path("<str:number>/invoices/export.csv", _page(door, listing.exported), name="invoice-export"),
        path("<str:number>/invoices/download/", _page(door, download.asked), name="invoice-download"),
        path("<str:number>/invoices/documents.zip", _page(door, download.packed), name="invoice-zip"),
        path("<str:number>/invoices/<str:uid>/", _page(door, document.shown), name="invoice"),
        path("<str:number>/invoices/<str:uid>/document.pdf", _page(door, files.pdf), name="invoice-pdf"),
        path("<str:number>/invoices/<str:uid>/document.xml", _page(door, files.xml), name="invoice-xml"),
        path("<str:number>/invoices/<str:uid>/files/<int:place>", _page(door, files.attachment), name="invoice-file"),
        path("<str:number>/invoices/<str:uid>/looks/", _page(door, looked.shown), name="invoice-looks"),
        path("<str:number>/statement/", _page(door, statement.shown), name="statement"),
        path("<str:number>/statement/statement.pdf", _page(door, statement.pdf), name="statement-pdf"),
        path("<str:number>/statement/statement.csv", _page(door, statement.exported), name="statement-export"),
    ]


def _page(door: Door, view: Any) -> Any:
    """A view behind a door: it is told which one."""
    guarded = door.page(to=Permission.INVOICE_VIEW)(update_wrapper(partial(view, door=door), view))
    return require_safe(guarded)
