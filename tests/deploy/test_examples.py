"""The examples of deploy/ are true: their settings exist and pass, their commands are ours, the proxy is believed."""

import importlib
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import RequestFactory
from prometheus_client import REGISTRY

from bursar.api.measures import Waiting
from bursar.api.rest.idempotency import DOCUMENTS
from bursar.cli.parser import build_parser
from bursar.config import wsgi
from bursar.invoices.receiving import LARGEST

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
SECRET = "an example of fifty characters that nobody ever uses"


def _example(folder: Path) -> dict[str, str]:
    """The settings of the example, with a secret and a database put in where it leaves them to the operator."""
    lines = [line for line in (DEPLOY / "bursar.env").read_text().splitlines() if line and not line.startswith("#")]
    here = {"BURSAR_SECRET_KEY": SECRET, "BURSAR_VAR": str(folder), "BURSAR_ALLOW_SANDBOX": "yes"}
    example = dict(line.split("=", 1) for line in lines) | here
    return {name: value for name, value in example.items() if not name.endswith("DATABASE_URL")}


def _bursar(settings: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith("BURSAR_")}
    command = [sys.executable, "-m", "bursar.cli", *words]
    return subprocess.run(command, env=plain | settings, capture_output=True, text=True, check=False, timeout=60)


def test_the_example_settings_are_fit_for_production(tmp_path):
    settings = _example(tmp_path)
    assert _bursar(settings, "migrate").returncode == 0
    answer = _bursar(settings, "check", "--deploy")
    assert (answer.returncode, answer.stderr) == (0, "")


def test_the_example_says_every_setting_that_check_deploy_insists_on(tmp_path):
    settings = _example(tmp_path) | {"BURSAR_SECRET_KEY": ""}
    assert "BURSAR_SECRET_KEY" in _bursar(settings, "check", "--deploy").stderr


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_each_unit_runs_commands_that_exist(unit):
    commands = re.findall(r"^ExecStart(?:Pre)?=\S+/bursar (.*)$", unit.read_text(), re.MULTILINE)
    assert commands
    for words in commands:
        assert build_parser().parse_args(words.split()).handler


def test_the_example_for_nginx_lets_in_what_the_site_takes(settings):
    said = (DEPLOY / "nginx" / "bursar.conf").read_text()
    found = re.search(rf"location = {DOCUMENTS} {{\s+client_max_body_size (\d+)m;", said)
    assert found
    assert int(found[1]) * 1024**2 >= LARGEST
    rest = re.search(r"^    client_max_body_size (\d+)m;", said, re.MULTILINE)
    assert rest
    assert int(rest[1]) * 1024**2 == settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    assert "proxy_request_buffering off" not in said


@pytest.mark.parametrize(("address", "status"), [("127.0.0.1", "200"), ("198.51.100.7", "301")])
def test_only_a_proxy_of_ours_is_believed_that_the_browser_came_by_tls(db, settings, address, status):
    settings.PROXIES, settings.SECURE_SSL_REDIRECT = ["127.0.0.1"], True
    said = {"HTTP_X_FORWARDED_FOR": "203.0.113.9", "HTTP_X_FORWARDED_PROTO": "https"}
    answers: list[str] = []
    site = importlib.reload(wsgi).application
    site(RequestFactory().get("/", REMOTE_ADDR=address, **said).environ, lambda line, _: answers.append(line))
    assert answers[0].startswith(status)


@pytest.mark.parametrize("page", sorted((ROOT / "docs" / "operating").glob("*.md")), ids=lambda page: page.name)
def test_each_command_that_a_page_for_operators_names_exists(page):
    blocks = re.findall(r"```sh\n(.*?)```", page.read_text(), re.DOTALL)
    lines = [line.strip() for block in blocks for line in block.splitlines()]
    for words in [shlex.split(line)[1:] for line in lines if line.startswith("bursar ")]:
        assert build_parser().parse_args(words).handler


def test_the_page_on_monitoring_names_what_is_measured_and_nothing_else(db):
    page = (ROOT / "docs" / "operating" / "monitoring.md").read_text()
    named = set(re.findall(r"^\| `(bursar_\w+)`", page, re.MULTILINE))
    collected = [*REGISTRY.collect(), *Waiting().collect()]
    kept = {family.name for family in collected if family.name.startswith("bursar_")}
    assert {name.removesuffix("_total") for name in named} == kept
