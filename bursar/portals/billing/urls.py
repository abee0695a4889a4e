"""Addresses of this portal."""

from django.urls import path

from bursar.portals import entry
from bursar.portals.billing.door import door
from bursar.portals.billing.views import overview
from bursar.portals.bills import urls as bills
from bursar.portals.paying import urls as paying

app_name = "billing"
urlpatterns = [
    *entry.urls(door),
    *paying.urls(door),
    *bills.urls(door),
    *paying.method_urls(door),
    path("<str:number>/", overview.overview, name="overview"),
]
