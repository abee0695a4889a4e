"""What trials change of a site's settings: cheap passwords, plain static files, no limits of rate. Nothing else."""

import logging
import os
from importlib import import_module
from typing import Any

import django
from django.conf import settings
from jinja2 import FileSystemBytecodeCache


def prepare() -> None:
    """Set Django up on the database that the environment names; it is migrated already."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "bursar.config.settings"
    settings.PASSWORD_HASHERS = ["tests.passwords.CheapArgon2", *settings.PASSWORD_HASHERS]
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    settings.ACCOUNT_RATE_LIMITS = False  # sixteen confirmations in a second are the point
    settings.ALLOWED_HOSTS = ["*"]
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    (settings.VAR / "templates").mkdir(exist_ok=True)
    options: Any = settings.TEMPLATES[0]["OPTIONS"]
    options["bytecode_cache"] = FileSystemBytecodeCache(
        str(settings.VAR / "templates")
    )  # new processes compile nothing
    django.setup()
    for name in ("django.request", "django.security.csrf", "bursar.mail"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # answers are judged, not logged


def breaches() -> list[str]:
    """What `bursar check --data` finds wrong now."""
    verdicts = import_module("bursar.cli.data").verify()
    return [f"{v.invariant.number} {v.invariant.name}: {v.breaches} x {v.named[:5]}" for v in verdicts if v.breaches]
