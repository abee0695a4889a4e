"""What a trial in one process needs to use the people and the browsers of `tests/` on a database of its own."""

import logging
import os
import warnings

import django
from django.conf import settings


def prepare() -> None:
    """The settings of tests: cheap passwords, plain static files, mails kept in memory; warnings are errors."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "bursar.config.settings"
    settings.PASSWORD_HASHERS = ["tests.passwords.CheapArgon2", *settings.PASSWORD_HASHERS]
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    settings.BURSAR_DEMO = True
    django.setup()
    logging.getLogger("django").setLevel(logging.CRITICAL)
    warnings.simplefilter("error")
