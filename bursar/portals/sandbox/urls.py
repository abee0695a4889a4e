"""Addresses of the sandbox provider's site."""

from django.urls import path

from bursar.portals.sandbox import views

app_name = "sandbox"
urlpatterns = [
    path("pay/<slug:reference>/", views.hosted, name="pay"),
    path("pay/<slug:reference>/processing/", views.processing, name="processing"),
]
