"""docs/authzen.md names tests that exist, and its examples work as they stand."""

import json
import re
from pathlib import Path

from bursar.access.permissions import Level, PbxPermission
from bursar.accounts.models import Account
from bursar.grants import steps
from bursar.grants.models import Grant
from tests.api.authzen.conftest import ask, secret, send
from tests.personas import BY, World, member

__all__ = ["ask", "secret", "send"]
ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "authzen.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`(test_\w+\.py)::(test_\w+)`", PAGE)
EXAMPLES = re.findall(r"curl https://billing\.example\.com/access/v1/(\S+) [^']*-d '([^']*)'", PAGE)


def test_every_test_that_the_page_names_exists():
    folder = ROOT / "tests" / "api" / "authzen"
    missing = [f"{file}::{name}" for file, name in NAMED if f"def {name}(" not in (folder / file).read_text()]
    assert (missing, len(NAMED) > 30) == ([], True)


def test_every_example_is_answered(world: World, ask):
    Account.objects.filter(pk=world.account.pk).update(number="C-4817-2093")
    camille = member(world, "camille")
    steps.give_level(BY, world.account, camille, Level.PAYER, how=Grant.How.EDIT)
    for tick in (PbxPermission.CONFIGURE, PbxPermission.ACCESS_RECORDINGS):
        steps.give_pbx(BY, world.account, tick, person=camille)
    one, pbx, several, who, where, what = (ask(path, json.loads(body)) for path, body in EXAMPLES)
    assert (one["decision"], pbx["decision"]) == (True, True)
    assert [each["decision"] for each in several["evaluations"]] == [True, False, True]
    assert who["results"] == [{"type": "person", "id": "camille@example.com"}]
    assert where["results"] == [{"type": "pbx", "id": "C-4817-2093"}]
    assert {"name": "pbx:configure"} in what["results"]
