"""The operator's monitor reads what the site counts; nobody else does."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.test import Client

from bursar.cli import working
from bursar.core import clock
from bursar.mail.outbox import enqueue

TOKEN = "an-example-token-nobody-uses"


@pytest.fixture
def metrics(db, settings):
    """Reads the page with the token."""
    settings.METRICS_TOKEN = TOKEN

    def read() -> str:
        return Client().get("/metrics", headers={"authorization": f"Bearer {TOKEN}"}).content.decode()

    return read


def test_without_a_token_in_the_settings_there_is_no_such_page(db):
    assert Client().get("/metrics", headers={"authorization": "Bearer "}).status_code == 404


@pytest.mark.parametrize("said", ["", "Bearer", "Bearer wrong", f"Basic {TOKEN}", f"Bearer {TOKEN}é"])
def test_only_who_has_the_token_reads_it(metrics, said):
    answer = Client().get("/metrics", headers={"authorization": said})
    assert (answer.status_code, answer.content) == (401, b"")


def test_requests_are_counted_by_the_pattern_of_their_address(metrics):
    Client().get("/invitation/5ecre7-of-a-link/")
    page = metrics()
    assert 'bursar_requests_total{method="GET",route="/invitation/<slug:token>/",status="404"}' in page
    assert "5ecre7" not in page


def test_what_waits_is_read_from_the_database(metrics, world):
    enqueue("note", account=world.account.pk, address="a@example.com", about={})
    with clock.at(clock.now() + timedelta(minutes=5)):
        page = metrics()
    assert 'bursar_mails{state="due"} 1.0' in page
    assert "bursar_mail_oldest_due_seconds 300" in page


def test_the_worker_says_when_it_last_went_round(metrics, monkeypatch):
    monkeypatch.setattr(working, "close_old_connections", lambda: None)  # the test's transaction lives in it
    working.run_jobs()
    assert "bursar_worker_last_round_timestamp_seconds 1." in metrics()


def test_several_processes_are_added_up(tmp_path):
    environment = os.environ | {
        "PROMETHEUS_MULTIPROC_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "bursar.config.settings",
    }
    setup = "import django; django.setup(); from bursar.api import measures; "
    count = setup + "measures.REQUESTS.labels('GET', '/', 200).inc(2)"
    for _ in range(2):
        subprocess.run([sys.executable, "-c", count], env=environment, check=True, timeout=60)
    show = setup + "measures.Waiting.collect = lambda self: iter(()); print(measures.exposition().decode())"
    page = subprocess.run([sys.executable, "-c", show], env=environment, check=True, timeout=60, capture_output=True)
    assert b'bursar_requests_total{method="GET",route="/",status="200"} 4.0' in page.stdout
