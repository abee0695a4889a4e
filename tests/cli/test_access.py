"""`bursar access`: who may do what with the bills at an instant, and what changed between two."""

import json
from datetime import timedelta

from bursar.accounts.models import Person
from bursar.core import clock
from bursar.grants import steps
from bursar.grants.models import Grant
from tests.cli.test_cli import bursar  # noqa: F401  # the fixture
from tests.personas import BY, World


def moment(hours: float) -> str:
    return (clock.now() + timedelta(hours=hours)).isoformat(sep=" ")


def test_as_of_lists_each_way(world: World, bursar):  # noqa: F811
    for persona in ("full", "payer", "pbx_payer", "member"):
        world.person(persona)
    code, out, _err = bursar("access", "as-of", "--account", world.account.number, "--right", "invoice:pay", "--json")
    rows = json.loads(out)
    assert code == 0
    assert [(row["Name"], row["Way"]) for row in rows] == [
        ("Full Example", "Billing administrator, level Full"),
        ("Payer Example", "Billing administrator, level Payer"),
        ("Pbx_Payer Example", "PBX permission “Pay invoices” through group Finance › Direction"),
    ]


def test_as_of_an_instant_before_it_was_given_lists_nobody(world: World, bursar):  # noqa: F811
    world.person("full")
    code, out, _err = bursar("access", "as-of", "--account", world.account.number, "--at", moment(-3))
    assert (code, out) == (0, "(none)\n")


def test_one_person_alone_as_csv(world: World, bursar):  # noqa: F811
    world.person("full"), world.person("payer")
    words = ("access", "as-of", "--account", world.account.number, "--person", "payer@example.com", "--csv")
    _code, out, _err = bursar(*words)
    assert [line.split(",")[0] for line in out.splitlines()[1:]] == ["Payer Example"]


def test_changes_tell_who_lost_what(world: World, bursar):  # noqa: F811
    payer: Person = world.person("payer")
    with clock.at(clock.now() + timedelta(hours=1)):
        steps.close(BY, Grant.objects.get(person=payer))
    with clock.at(clock.now() + timedelta(hours=2)):
        words = ("access", "changes", "--account", world.account.number, "--since", moment(-1.5), "--json")
        code, out, _err = bursar(*words)
    [row] = json.loads(out)
    assert code == 0
    assert (row["Name"], row["Gained or lost"]) == ("Payer Example", "Lost")
    assert row["Rights"] == "Enter the billing portal, View invoices, Pay invoices"


def test_changes_are_narrowed_to_a_right_and_a_person(world: World, bursar):  # noqa: F811
    given = ("access", "changes", "--account", world.account.number, "--since", moment(-1), "--json")
    world.person("full"), world.person("payer")
    with clock.at(clock.now() + timedelta(hours=1)):
        _code, out, _err = bursar(*given, "--right", "billing_admin:manage")
        assert [(row["Name"], row["Rights"]) for row in json.loads(out)] == [
            ("Full Example", "Manage billing administrators")
        ]
        _code, out, _err = bursar(*given, "--person", "Payer@example.com")
        assert [row["Name"] for row in json.loads(out)] == ["Payer Example"]


def test_what_is_no_moment_is_said_in_a_line(world: World, bursar):  # noqa: F811
    for words in (("as-of", "--at", "soon"), ("changes", "--since", "soon"), ("changes", "--since", moment(5))):
        code, _out, err = bursar("access", *words, "--account", world.account.number)
        assert code == 2
        assert err.count("\n") == 1
