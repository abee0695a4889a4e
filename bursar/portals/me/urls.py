"""Addresses of My account."""

from django.urls import path

from bursar.portals.me import views

app_name = "me"
urlpatterns = [path("", views.home, name="home")]
