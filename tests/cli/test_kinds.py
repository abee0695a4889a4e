"""`bursar billing-portal kind`: shows who gains and who loses, and does nothing unless told to."""

import io

import pytest

from bursar.accounts.models import PortalKind
from bursar.cli import kinds
from bursar.cli.main import main
from tests.kinds import payer_by_role
from tests.personas import World


@pytest.fixture
def kind(world: World, capsys):
    """Run the command on the account under test; answers exit code, output and errors."""
    world.person("super_admin"), world.person("full")
    payer_by_role(world)

    def run(*words: str) -> tuple[int, str, str]:
        code = main(
            ("billing-portal", "kind", world.account.number, *words, "--reason", "asked by phone", "--operator", "Ada")
        )
        out, err = capsys.readouterr()
        return code, out, err

    return run


def test_without_yes_it_shows_who_gains_and_who_loses_and_does_nothing(kind):
    code, out, _ = kind("by-role")
    assert code == 1
    assert "2 people would gain:\n  + Super_Admin Example <super_admin@example.com>: every right\n" in out
    assert "1 person would lose:\n  - Full Example <full@example.com>: every right\n" in out
    assert "+ Treasurer Example <treasurer@example.com>: Enter the billing portal, View invoices, Pay invoices\n" in out
    assert ("Nothing was changed" in out, PortalKind.objects.exists()) == (True, False)


def test_with_yes_it_is_done_and_listed(kind, capsys):
    assert kind("by-role", "--yes")[0] == 0
    assert PortalKind.objects.get().kind == "by_role"
    main(("account", "list", "--json"))
    assert '"portal": "by-role"' in capsys.readouterr().out


@pytest.mark.parametrize(("answer", "done"), [("y\n", True), ("\n", False)])
def test_at_a_terminal_it_asks(kind, monkeypatch, answer, done):
    terminal = io.StringIO(answer)
    terminal.isatty = lambda: True  # type: ignore[method-assign]
    monkeypatch.setattr(kinds.sys, "stdin", terminal)
    assert kind("by-role")[0] == (0 if done else 1)
    assert PortalKind.objects.exists() is done


def test_the_same_kind_again_is_refused_plainly(kind):
    code, _, err = kind("assigned", "--yes")
    assert (code, "Nothing was changed. (same_kind)" in err) == (1, True)


def test_switching_back_without_an_administrator_names_the_way_out(kind, world: World):
    world.people["full"].grants.update(closed_at=world.people["full"].created_at)
    kind("by-role", "--yes")
    code, _, err = kind("assigned", "--yes")
    assert (code, "bursar billing-admin appoint" in err) == (1, True)
