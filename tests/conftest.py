"""What all tests share: personas, the append-only triggers, cheap passwords."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management.commands import flush
from django.db import connection

from bursar.config import append_only

pytest_plugins = ["tests.personas"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """`make golden` writes the golden files anew."""
    parser.addoption("--golden-write", action="store_true", help="write the golden files anew")


@pytest.fixture(scope="session", autouse=True)
def cheap_passwords() -> None:
    """Argon2 is slow on purpose; the tests are about other things."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """The test database has the triggers of a real one; a flush between tests lifts them for its time."""
    original = flush.Command.handle

    def flush_lifting_triggers(self: flush.Command, **options: object) -> None:
        append_only.remove(connection)
        original(self, **options)
        append_only.install(connection)

    flush.Command.handle = flush_lifting_triggers  # type: ignore[method-assign]
    with django_db_blocker.unblock():
        append_only.install(connection)
    yield
    flush.Command.handle = original  # type: ignore[method-assign]
