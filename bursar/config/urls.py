"""Every address: one include for each door."""

from django.urls import include, path

from bursar.api.rest.api import api

urlpatterns = [
    path("api/v1/", api.urls),
    path("", include("bursar.portals.public.urls")),
    path("admin/", include("bursar.portals.admin.urls")),
    path("billing/", include("bursar.portals.billing.urls")),
    path("me/", include("bursar.portals.me.urls")),
    path("pbx/", include("bursar.portals.pbx.urls")),
    path("payments/notices/", include("bursar.portals.paying.notices")),
    path("sandbox/", include("bursar.portals.sandbox.urls")),
    path("", include("bursar.api.authzen.urls")),
    path("demo/", include("bursar.portals.demo.urls")),
    path("", include("bursar.config.allauth_names")),  # the same pages, by the names that allauth looks up
]

handler400 = "bursar.portals.errors.bad_request"
handler403 = "bursar.portals.errors.forbidden"
handler404 = "bursar.portals.errors.not_found"
handler500 = "bursar.portals.errors.server_error"
