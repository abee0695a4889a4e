"""Addresses of the demo's own pages."""

from django.urls import path

from bursar.portals.demo import views

app_name = "demo"
urlpatterns = [
    path("mailbox/", views.mailbox, name="mailbox"),
    path("mailbox/<int:number>/", views.mail, name="mail"),
]
