"""The settings of the account."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from bursar.access.permissions import Permission
from bursar.grants.queries import Access
from bursar.lifecycle.commands.settings import change_settings
from bursar.portals.admin.door import page
from bursar.portals.admin.forms import SettingsForm
from bursar.portals.admin.pages import goes_to, show, submitted


@page(to=Permission.ACCOUNT_MANAGE)
def settings(request: HttpRequest, access: Access) -> HttpResponse:
    """Name, language and time zone."""
    present = access.account
    initial = {"name": present.name, "language": present.language, "time_zone": present.time_zone}
    form = SettingsForm(request.POST or None, initial=initial)
    _answer, status = submitted(
        request,
        access,
        form,
        change_settings,
        name=lambda data: data["name"],
        language=lambda data: data["language"],
        time_zone=lambda data: data["time_zone"],
    )
    if status == 0:
        messages.success(request, _("The settings are saved."))
        return goes_to(access, "settings")
    return show(request, access, "settings", {"form": form}, status=status)
