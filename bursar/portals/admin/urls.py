"""Addresses of this portal."""

from django.urls import path

from bursar.portals import entry
from bursar.portals.admin import views
from bursar.portals.admin.door import door

app_name = "admin"
urlpatterns = [
    *entry.urls(door),
    path("<str:number>/", views.overview, name="overview"),
]
