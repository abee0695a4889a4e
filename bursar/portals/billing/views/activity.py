"""What happened with the bills and who may see them: every change, and every refused attempt (rule 13)."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bursar.access.permissions import Permission
from bursar.audit.kinds import Area
from bursar.billing.queries import people_matching
from bursar.grants.queries import Access
from bursar.portals import activity as shared
from bursar.portals.billing.door import page


@require_safe
@page(to=Permission.BILLING_ACTIVITY_VIEW)
def activity(request: HttpRequest, access: Access) -> HttpResponse:
    """Newest first, narrowed by what stands in the address."""
    matching = partial(people_matching, access.account)
    context = shared.context(request, access, [Area.BILLING], matching)
    return render(request, "billing/activity.html", {"account": access.account, **context})
