"""One change, one entry, one transaction (rule 13, invariant 24)."""

import pytest

from bursar.access.actor import Actor
from bursar.accounts.models import Operator
from bursar.audit.kinds import Area, kind
from bursar.audit.models import Entry
from bursar.audit.recording import NothingRecordedError, audited, record, unchanged
from bursar.core.errors import Refused

BY = Actor.job("tests")
NOTED = kind("tests.noted", "Noted", Area.OPERATOR)


@audited
def write_and_record(actor: Actor) -> None:
    Operator.objects.create(name="Ada")
    record(actor, NOTED, account=None, old=None, new={"name": 1})


@audited
def write_in_silence(actor: Actor) -> None:
    Operator.objects.create(name="Ada")


@audited
def write_and_refuse(actor: Actor) -> None:
    Operator.objects.create(name="Ada")
    record(actor, NOTED, account=None)
    raise Refused("no", "No.")


@audited
def find_all_as_asked(actor: Actor) -> str:
    unchanged()
    return "same"


def test_a_change_and_its_entry_are_written_together(db):
    write_and_record(BY)
    assert Operator.objects.count() == 1
    assert Entry.objects.get().kind == "tests.noted"


def test_a_command_that_records_nothing_is_undone(db):
    with pytest.raises(NothingRecordedError):
        write_in_silence(BY)
    assert Operator.objects.count() == 0


def test_a_refusal_undoes_the_change_and_is_recorded_itself(db):
    with pytest.raises(Refused):
        write_and_refuse(BY)
    assert Operator.objects.count() == 0
    entry = Entry.objects.get()
    assert (entry.kind, entry.refusal) == ("refused.write_and_refuse", "no")


def test_a_command_may_say_that_nothing_changed(db):
    assert find_all_as_asked(BY) == "same"
    assert Entry.objects.count() == 0


def test_a_kind_is_declared_once(db):
    with pytest.raises(ValueError, match="twice"):
        kind("tests.noted", "Noted again", Area.OPERATOR)


@pytest.mark.parametrize("name", ["Noted", "noted", "tests.Noted", "tests..noted", "tests.noted!"])
def test_a_kind_has_a_grammar(name):
    with pytest.raises(ValueError, match="not an audit kind"):
        kind(name, "Noted", Area.OPERATOR)
