"""What happened in the admin portal and on the PBX."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from bursar.access.permissions import Permission
from bursar.accounts.queries.directory import people_matching
from bursar.audit.kinds import Area
from bursar.grants.queries import Access
from bursar.portals import activity as shared
from bursar.portals.admin.door import page
from bursar.portals.admin.pages import show


@require_safe
@page(to=Permission.ACTIVITY_VIEW)
def activity(request: HttpRequest, access: Access) -> HttpResponse:
    """Newest first, narrowed by what stands in the address."""
    matching = partial(people_matching, access.account)
    return show(request, access, "activity", shared.context(request, access, [Area.ADMIN], matching))
