"""Addresses that need no sign-in."""

from django.urls import path

from bursar.portals.public import views

app_name = "public"
urlpatterns = [
    path("", views.landing, name="landing"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("language/", views.language, name="language"),
]
