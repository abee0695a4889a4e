"""The first page of the portal: what one may do here."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bursar.access.permissions import Permission
from bursar.grants.queries import Access
from bursar.pbx import queries
from bursar.portals.pbx.door import page
from bursar.portals.pbx.drafts import columns


@require_safe
@page(to=Permission.PBX_ENTER)
def overview(request: HttpRequest, access: Access) -> HttpResponse:
    """Where one is, and what one holds."""
    held = [column for column in columns() if access.may(queries.RIGHT[column.permission])]
    context = {
        "account": access.account,
        "held": held,
        "may_manage": access.may(Permission.PBX_PERMISSION_MANAGE),
        "may_view": access.may(Permission.INVOICE_VIEW),
        "may_pay": access.may(Permission.INVOICE_PAY),
    }
    return render(request, "pbx/overview.html", context)
