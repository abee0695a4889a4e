"""The command `bursar`: help for every word, exit codes, JSON, and no traceback for any wrong input."""

import json
from collections.abc import Callable

import pytest

from bursar.accounts.models import Account, Operator, Person
from bursar.audit.models import Entry
from bursar.billing.models import PortalState
from bursar.cli.main import main
from bursar.cli.parser import build_parser
from tests.personas import World

Run = Callable[..., tuple[int, str, str]]
BY = ("--operator", "Ada")


@pytest.fixture
def bursar(db, capsys) -> Run:
    """Run a command line; answers exit code, output and errors."""

    def run(*words: str) -> tuple[int, str, str]:
        try:
            code = main(words)
        except SystemExit as ended:  # argparse ends the program itself
            code = int(ended.code or 0)
        out, err = capsys.readouterr()
        return code, out, err

    return run


def every_command() -> list[tuple[str, ...]]:
    """The words of every command, from the parser itself."""

    def walk(parser, words):
        groups = [a for a in parser._actions if hasattr(a, "choices") and isinstance(a.choices, dict)]
        if not groups:
            return [words]
        return [found for name, sub in groups[0].choices.items() for found in walk(sub, (*words, name))]

    return walk(build_parser(), ())


@pytest.mark.parametrize("words", every_command(), ids=" ".join)
def test_every_command_has_help(bursar, words):
    code, out, _ = bursar(*words, "--help")
    assert code == 0
    assert "usage: bursar" in out


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("nonsense",),
        ("serve", "--port", "99999"),
        ("serve", "--port", "http"),
        ("account", "create", "Acme"),
        ("invoice", "import", "/no/such/file.csv", *BY),
        ("invoice", "import", ".", *BY),
    ],
    ids=" ".join,
)
def test_wrong_words_answer_2_and_no_traceback(bursar, words):
    code, _, err = bursar(*words)
    assert code == 2
    assert "Traceback" not in err


def test_an_account_is_created_and_its_owner_invited(bursar):
    code, out, _ = bursar("account", "create", "Acme", "--owner", "owner@example.com", "--json", *BY)
    assert code == 0
    account = Account.objects.get(number=json.loads(out)[0]["number"])
    assert account.invitations.get().email == "owner@example.com"
    assert PortalState.objects.get(portal__account=account).state == "needs_admin"


def test_what_the_operator_does_is_recorded_under_the_operator(bursar):
    bursar("account", "create", "Acme", "--owner", "owner@example.com", *BY)
    entry = Entry.objects.filter(kind="account.created").get()
    assert (entry.actor_kind, entry.actor_id) == ("operator", Operator.objects.get(name="Ada").pk)


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        ((" ", "--owner", "owner@example.com"), "name_missing"),
        (("Acme", "--owner", "owner"), "email_invalid"),
        (("Acme", "--owner", "owner@example.com", "--time-zone", "Mars/Olympus"), "time_zone_unknown"),
    ],
)
def test_an_account_that_makes_no_sense_is_refused_with_1(bursar, words, refusal):
    code, _, err = bursar("account", "create", *words, *BY)
    assert (code, refusal in err, Account.objects.count()) == (1, True, 0)


def test_accounts_are_listed_with_the_state_of_their_portal(bursar, world: World):
    code, out, _ = bursar("account", "list", "--json")
    assert code == 0
    assert [(row["number"], row["billing"]) for row in json.loads(out)] == [(world.account.number, "open")]


def test_an_empty_list_says_so(bursar):
    assert bursar("account", "list")[1] == "(none)\n"


def test_deactivating_ends_everything_and_asks_for_an_administrator(bursar, world: World):
    founder = world.person("founder")
    code, out, _ = bursar("person", "deactivate", founder.email, "--reason", "left the company", *BY)
    assert code == 0
    assert "bursar billing-admin appoint" in out
    assert not Person.objects.get(pk=founder.pk).is_active
    assert PortalState.objects.get(portal__account=world.account, ended_at=None).state == "needs_admin"


def test_a_deactivated_person_s_session_is_dead_at_the_next_request(bursar, world: World, signed_in):
    browser = signed_in("founder", entered="billing")
    bursar("person", "deactivate", world.person("founder").email, "--reason", "left", *BY)
    assert browser.get(f"/billing/{world.account.number}/").status_code == 302


def test_the_reason_is_kept_with_the_person_and_in_no_entry(bursar, world: World):
    founder = world.person("founder")
    bursar("person", "deactivate", founder.email, "--reason", "a private matter", *BY)
    assert Person.objects.get(pk=founder.pk).deactivated_reason == "a private matter"
    assert "private" not in json.dumps(list(Entry.objects.values("old", "new")))


@pytest.mark.parametrize("email", ["nobody@example.com", ""])
def test_deactivating_nobody_is_refused_with_1(bursar, email):
    code, _, err = bursar("person", "deactivate", email, "--reason", "left", *BY)
    assert code == 1
    assert "person_unknown" in err


def test_appointing_where_there_is_an_administrator_wants_force(bursar, world: World):
    world.person("founder")
    member = world.person("member")
    words = ("billing-admin", "appoint", world.account.number, member.email, "--reason", "asked by phone", *BY)
    assert bursar(*words)[0] == 1
    assert bursar(*words, "--force")[0] == 0


def test_appointing_an_address_that_does_not_sign_in_says_that_it_was_invited(bursar, world: World):
    words = ("billing-admin", "appoint", world.account.number, "new@example.com", "--reason", "why", "--force", *BY)
    code, out, _ = bursar(*words)
    assert (code, "on accepting" in out) == (0, True)


def test_appointing_for_a_time_says_when_it_begins_and_ends_in_both_zones(bursar, world: World):
    world.account.time_zone = "Europe/Paris"
    world.account.save()
    world.person("founder")
    words = (
        "billing-admin",
        "appoint",
        world.account.number,
        world.person("member").email,
        "--reason",
        "why",
        "--force",
    )
    code, out, _ = bursar(*words, "--from", "2031-12-01T09:30", "--until", "2031-12-31", *BY)
    assert (code, "It begins on 1 Dec 2031, 09:30 CET (08:30 UTC)." in out) == (0, True)
    assert "It ends on 31 Dec 2031, 24:00 CET (23:00 UTC)." in out


@pytest.mark.parametrize("day", ["tomorrow", "2031-02-30", "2031-01-01T00:00+02:00", "9999-12-31"])
def test_a_day_that_is_none_is_wrong_words(bursar, world: World, day):
    words = ("billing-admin", "appoint", world.account.number, "a@example.com", "--reason", "why", "--until", day)
    assert bursar(*words, *BY)[0] == 2


def test_appointing_in_an_unknown_account_is_refused_with_1(bursar):
    code, _, err = bursar("billing-admin", "appoint", "C-0", "a@example.com", "--reason", "why", *BY)
    assert (code, "account_unknown" in err) == (1, True)


def test_a_refused_file_names_line_and_column_and_answers_2(bursar, tmp_path):
    file = tmp_path / "bills.csv"
    file.write_text("issuer,account\nacme\n", encoding="utf-8")
    code, out, _ = bursar("invoice", "import", str(file), *BY)
    assert code == 2
    assert "line 1" in out


def test_the_demo_is_refused_in_a_real_installation(bursar):
    code, _, err = bursar("demo")
    assert (code, "not_a_demo" in err) == (1, True)


def test_sending_mail_says_how_many_were_sent(bursar):
    assert json.loads(bursar("mail", "send", "--json")[1]) == [{"sent": 0, "waiting": 0}]
