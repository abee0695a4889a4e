"""What all tests share: personas, cheap passwords, the append-only triggers, and on which database as whom they run."""

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import dj_database_url
import hypothesis
import pytest
from django.conf import settings
from django.core.management.commands import flush
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from bursar.config import append_only, site_role

pytest_plugins = ["tests.personas", "tests.kinds", "tests.twice"]

FOLDER = Path(tempfile.mkdtemp(prefix="bursar-test-"))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`make golden` writes the golden files anew."""
    parser.addoption("--golden-write", action="store_true", help="write the golden files anew")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest come first, so that no process ends up alone with one."""
    items.sort(key=lambda item: item.path.parent.name != "soak")


def pytest_configure() -> None:
    """Cheap passwords, no collected static files, and SQLite in a file: in memory it knows neither WAL nor races."""
    hypothesis.settings.register_profile("untimed", deadline=None)  # machines are noisy: no test is timed
    hypothesis.settings.load_profile("untimed")
    settings.PASSWORD_HASHERS = ["tests.passwords.CheapArgon2", *settings.PASSWORD_HASHERS]
    settings.STATIC_ROOT = FOLDER / "static"
    settings.STATIC_ROOT.mkdir()
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(FOLDER / "test.sqlite3")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """The database of the tests is made and migrated by its owner."""
    _become(settings.MIGRATION_DATABASE_URL)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The tests have the triggers and the role of a real site; a flush between tests is its owner's, without either."""
    original = flush.Command.handle

    def flush_as_owner(self: flush.Command, **options: object) -> None:
        _become(settings.MIGRATION_DATABASE_URL)
        append_only.remove(connection)
        original(self, **options | {"inhibit_post_migrate": True})  # what Django notes of each model is read by nobody
        append_only.install(connection)
        _become(settings.DATABASE_URL)

    flush.Command.handle = flush_as_owner  # type: ignore[method-assign]
    with django_db_blocker.unblock():
        append_only.install(connection)
        if connection.vendor == "postgresql" and settings.DATABASE_URL != settings.MIGRATION_DATABASE_URL:
            site_role.give_rows(connection, dj_database_url.parse(settings.DATABASE_URL)["USER"])
    _become(settings.DATABASE_URL)
    yield
    _become(settings.MIGRATION_DATABASE_URL)
    flush.Command.handle = original  # type: ignore[method-assign]


def _become(url: str) -> None:
    """On PostgreSQL: from now on connect as this address's role."""
    if connection.vendor == "postgresql":
        connection.close()
        role = dj_database_url.parse(url)
        connection.settings_dict |= {"USER": role["USER"], "PASSWORD": role["PASSWORD"]}
