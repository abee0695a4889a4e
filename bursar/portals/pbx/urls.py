"""Addresses of this portal."""

from django.urls import path

from bursar.portals import entry
from bursar.portals.pbx import views
from bursar.portals.pbx.door import door

app_name = "pbx"
urlpatterns = [
    *entry.urls(door),
    path("<str:number>/", views.overview, name="overview"),
]
