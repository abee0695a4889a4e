"""Addresses of this portal."""

from django.urls import path

from bursar.portals import entry
from bursar.portals.billing.door import door
from bursar.portals.billing.views import (
    activity,
    administrators,
    details,
    extending,
    invitations,
    overview,
    recipients,
    requests,
)
from bursar.portals.bills import urls as bills
from bursar.portals.paying import urls as paying
from bursar.portals.why import urls as why

app_name = "billing"
_ADMINISTRATORS = "<str:number>/administrators/"
_RECIPIENTS = "<str:number>/details/recipients/"
urlpatterns = [
    *entry.urls(door),
    *paying.urls(door),
    *bills.urls(door),
    *paying.method_urls(door),
    *why.urls(door),
    path("<str:number>/", overview.overview, name="overview"),
    path(_ADMINISTRATORS, administrators.administrators, name="administrators"),
    path(f"{_ADMINISTRATORS}add/", administrators.add, name="administrator-add"),
    path(f"{_ADMINISTRATORS}<str:uid>/edit/", administrators.edit, name="administrator-edit"),
    path(f"{_ADMINISTRATORS}<str:uid>/extend/", extending.extend, name="administrator-extend"),
    path(f"{_ADMINISTRATORS}<str:uid>/delete/", administrators.delete, name="administrator-delete"),
    path(f"{_ADMINISTRATORS}invitations/<str:uid>/", invitations.invitation, name="invitation"),
    path(f"{_ADMINISTRATORS}invitations/<str:uid>/edit/", invitations.edit, name="invitation-edit"),
    path(f"{_ADMINISTRATORS}invitations/<str:uid>/resend/", invitations.resend, name="invitation-resend"),
    path(f"{_ADMINISTRATORS}invitations/<str:uid>/revoke/", invitations.revoke, name="invitation-revoke"),
    path(f"{_ADMINISTRATORS}requests/<str:uid>/grant/", requests.grant, name="request-grant"),
    path(f"{_ADMINISTRATORS}requests/<str:uid>/decline/", requests.decline, name="request-decline"),
    path("<str:number>/details/", details.details, name="details"),
    path(f"{_RECIPIENTS}add/", recipients.add, name="recipient-add"),
    path(f"{_RECIPIENTS}<str:uid>/edit/", recipients.edit, name="recipient-edit"),
    path(f"{_RECIPIENTS}<str:uid>/remove/", recipients.remove, name="recipient-remove"),
    path(f"{_RECIPIENTS}<str:uid>/resend/", recipients.resend, name="recipient-resend"),
    path("<str:number>/activity/", activity.activity, name="activity"),
    path("<str:number>/request-access/", requests.request_access, name="access-request"),
    path("<str:number>/request-access/withdraw/", requests.withdraw, name="access-request-withdraw"),
    path("<str:number>/message/", requests.message, name="message"),
]
