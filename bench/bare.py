"""What pages are compared with: a Django page with session, user and one query, without anything of Bursar around it.

Served from the same database, for the same browser, through Django's usual seven middlewares. granian serves it as the
factory `bench.bare:application`.
"""

import os

import django
from django.apps import apps
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.http.response import HttpResponseBase
from django.test import override_settings
from django.urls import path

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ENGINE = "django.contrib.sessions.backends.db"
BACKEND = "django.contrib.auth.backends.ModelBackend"


class Bare(WSGIHandler):
    """Django's handler with the one address below."""

    def get_response(self, request: HttpRequest) -> HttpResponseBase:
        """By our own addresses instead of the site's."""
        request.urlconf = "bench.bare"
        return super().get_response(request)


def page(request: HttpRequest, number: str) -> HttpResponse:
    """Greets whoever is signed in, and names the account."""
    if not request.user.is_authenticated:
        return HttpResponseForbidden()
    account = apps.get_model("accounts", "Account").objects.get(number=number)
    return HttpResponse(f"<!doctype html><title>{account.name}</title><p>Good morning, {request.user}.</p>")


def application() -> Bare:
    """The WSGI application; Django's handlers read these two settings when they are made."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bursar.config.settings")
    if not apps.ready:
        django.setup(set_prefix=False)
    settings.AUTHENTICATION_BACKENDS = [*settings.AUTHENTICATION_BACKENDS, BACKEND]
    with override_settings(MIDDLEWARE=MIDDLEWARE, SESSION_ENGINE=ENGINE):
        return Bare()


urlpatterns = [path("bare/<number>/", page)]
