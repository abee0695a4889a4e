"""Whatever keeps the site running learns whether it lives and whether it is ready, and nothing else."""

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import OperationalError
from django.test import Client

from bursar.api import readiness


def test_a_live_process_says_so_without_asking_the_database():
    answer = Client().get("/healthz")  # no database in this test: a query would fail it
    assert (answer.status_code, answer.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_a_site_with_its_database_is_ready():
    assert Client().get("/readyz").json() == {"ready": True, "failing": []}


@pytest.mark.django_db
def test_a_site_whose_database_cannot_be_reached_is_not_ready(monkeypatch):
    def unreachable():
        raise OperationalError("no route to database.internal")

    monkeypatch.setattr(connection, "cursor", unreachable)
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"ready": False, "failing": ["database"]})


@pytest.mark.django_db
def test_a_database_that_is_older_than_the_program_is_not_ready(monkeypatch):
    applied = MigrationRecorder(connection).applied_migrations()
    monkeypatch.setattr(MigrationRecorder, "applied_migrations", lambda recorder: dict(list(applied.items())[:-1]))
    assert readiness.Readiness().failing() == ["migrations"]


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_probe_asks_by_address_and_without_tls(db, settings, path):
    settings.SECURE_SSL_REDIRECT = True
    assert Client().get(path, headers={"host": "10.1.2.3:8000"}).status_code == 200


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_probe_only_reads(path):
    assert Client().post(path).status_code == 405
