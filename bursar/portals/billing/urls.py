"""Addresses of this portal."""

from django.urls import path

from bursar.portals import entry
from bursar.portals.billing import views
from bursar.portals.billing.door import door

app_name = "billing"
urlpatterns = [
    *entry.urls(door),
    path("<str:number>/", views.overview, name="overview"),
]
