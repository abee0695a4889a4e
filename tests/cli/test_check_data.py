"""`bursar check --data`: a table or JSON, exit code 1 when something does not hold, and nobody's name in it."""

import json

import pytest

from bursar.access.permissions import Level
from bursar.cli.data import ROOMS, verify
from bursar.cli.main import main
from bursar.core.invariants import declared_in
from bursar.grants import steps as grants
from bursar.grants.models import Grant
from tests.personas import BY, make_person


def test_an_installation_in_order_ends_with_zero(db, capsys):
    assert main(["check", "--data"]) == 0
    assert "the_activity_gives_the_grants" in capsys.readouterr().out


@pytest.fixture
def breach(world) -> Grant:
    """A grant that nobody gave and no entry tells."""
    return grants.give_level(BY, world.account, make_person("secretive"), Level.FULL, how=Grant.How.INVITATION)


def test_a_breach_is_named_by_its_id_and_ends_with_one(breach, capsys):
    assert main(["check", "--data"]) == 1
    out = capsys.readouterr().out
    assert f"BROKEN 13 grants_have_provenance: grant {breach.pk}" in out
    assert "secretive" not in out.lower()


def test_json_holds_every_check_with_the_rows_that_break_it(breach, capsys):
    assert main(["check", "--data", "--json"]) == 1
    rows = {row["check"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows["grants_have_provenance"]["rows"] == [f"grant {breach.pk}"]
    assert rows["grants_have_provenance"]["breaches"] == 1


def test_no_two_checks_have_one_name(db):
    names = [verdict.invariant.name for verdict in verify()]
    assert len(names) == len(set(names)) == sum(len(declared_in(room)) for room in ROOMS)
