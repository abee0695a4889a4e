"""Each rule of the house, broken on purpose in a copy: whatever is to hold it must say so."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import house

BIN = Path(sys.executable).parent
COMMAND = '"""Commands of the tests."""\n\nfrom bursar.audit.recording import audited\n'
ARROWS = {
    "a room imports a door": ("bursar/grants/x.py", "import bursar.portals.doors"),
    "a lower room imports a higher one": ("bursar/accounts/x.py", "import bursar.grants.queries"),
    "billing and pbx know each other": ("bursar/billing/x.py", "import bursar.pbx.models"),
    "audit and mail know each other": ("bursar/mail/x.py", "import bursar.audit.models"),
    "access imports a room": ("bursar/access/x.py", "import bursar.accounts.queries"),
    "core imports access": ("bursar/core/x.py", "import bursar.access.policy"),
    "access imports Django": ("bursar/access/x.py", "import django.db"),
    "core imports allauth": ("bursar/core/x.py", "import allauth"),
    "a door imports tables": ("bursar/portals/admin/x.py", "import bursar.accounts.models"),
    "the command line imports tables": ("bursar/cli/x.py", "import bursar.accounts.models"),
    "a door imports another": ("bursar/portals/admin/x.py", "import bursar.portals.billing.views"),
    "a room without a floor": ("bursar/attic/__init__.py", ""),
    "a step imports a command": ("bursar/accounts/attic/steps.py", "import bursar.accounts.attic.commands"),
}
LINES = {
    "a room knows HTTP": ("TID251", "from django.http import HttpRequest\n\nprint(HttpRequest)"),
    "a room renders": ("TID251", "from django.shortcuts import render\n\nrender()"),
    "a room speaks to a browser": ("TID251", "from django.contrib import messages\n\nmessages.info()"),
    "a room listens to signals": ("TID251", "from django.db.models.signals import post_save\n\npost_save.connect()"),
    "an import inside a function": ("PLC0415", "def late() -> None:\n    import json\n\n    json.dumps(1)"),
    "nine ways through a function": ("C901", "def maze(a: int) -> None:\n" + "    if a:\n        a += 1\n" * 8),
    "a print": ("T201", 'print("here")'),
    "a naive time": ("DTZ005", "from datetime import datetime\n\ndatetime.now()"),
}
TREES = {
    house.calls_of_commands: "@audited\ndef open_x(actor): ...\n\n@audited\ndef close_x(actor):\n    open_x(actor)\n",
    house.not_commands: "def open_x(actor): ...\n",
    house.actors_not_first: "@audited\ndef open_x(account, actor): ...\n",
    house.long_functions: "def long():\n" + "    pass\n" * 61,
    house.long_files: "pass\n" * 401,
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(
        house.ROOT / "bursar", tmp_path / "bursar", ignore=shutil.ignore_patterns("*.html", "static", "*.mo")
    )
    shutil.copy(house.ROOT / "pyproject.toml", tmp_path)
    write(tmp_path / "bursar/accounts/attic/commands.py", COMMAND)
    return tmp_path


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    (path.parent / "__init__.py").touch()
    path.write_text(text)


def run(copy: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False, timeout=60)


def test_the_copy_itself_keeps_every_arrow(copy):
    assert run(copy, f"{BIN}/lint-imports", "--no-cache").returncode == 0


@pytest.mark.parametrize("what", ARROWS)
def test_import_linter_refuses_an_arrow_that_goes_up(copy, what):
    path, line = ARROWS[what]
    write(copy / path, line)
    answer = run(copy, f"{BIN}/lint-imports", "--no-cache")
    assert answer.returncode == 1
    assert any(sign in answer.stdout for sign in ("BROKEN", "attic"))


@pytest.mark.parametrize("what", LINES)
def test_ruff_refuses_what_a_room_must_not_do(copy, what):
    code, lines = LINES[what]
    write(copy / "bursar/billing/x.py", f'"""A room."""\n\n{lines}\n')
    assert code in run(copy, f"{BIN}/ruff", "check", "--no-cache", "bursar/billing/x.py").stdout


@pytest.mark.parametrize("rule", TREES)
def test_the_tests_of_the_house_find_what_no_linter_does(copy, rule):
    write(copy / "bursar/accounts/attic/commands.py", COMMAND + TREES[rule])
    assert any("accounts.attic.commands" in found for found in rule(house.sources("bursar", root=copy)))


def test_a_command_calls_no_command_of_another_room_by_whatever_name(copy):
    write(copy / "bursar/accounts/attic/commands.py", COMMAND + "@audited\ndef open_x(actor): ...\n")
    write(
        copy / "bursar/billing/attic/commands.py",
        "from bursar.accounts.attic import commands as y\n\ndef _go():\n    y.open_x()\n",
    )
    found = house.calls_of_commands(house.sources("bursar", root=copy))
    assert [each for each in found if "attic" in each] == [
        "bursar.billing.attic.commands calls bursar.accounts.attic.commands.open_x"
    ]


@pytest.mark.parametrize(("name", "rule"), [("helpers", house.drawers), ("untold", house.modules_without_opening)])
def test_a_drawer_and_an_untold_module_are_found(copy, name, rule):
    write(copy / f"bursar/billing/{name}.py", "import json\n")
    assert f"bursar.billing.{name}" in rule(house.sources("bursar", root=copy))
