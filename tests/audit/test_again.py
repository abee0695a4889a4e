"""What was lost to somebody else is run again, a bounded number of times, and then refused politely (invariant 16)."""

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction

from bursar.access.actor import Actor
from bursar.accounts.models import Operator
from bursar.audit import again
from bursar.audit.models import Entry
from bursar.audit.recording import audited, record, unchanged
from bursar.core.errors import BusyError, Conflict
from bursar.portals import errors, middleware
from tests.audit.test_recording import NOTED

BY = Actor.job("tests")
RACE, DEADLOCK, TAKEN, WRONG = "40001", "40P01", "23505", "23514"


class FromDriver(Exception):  # noqa: N818  # it stands for theirs
    """What a driver raises, as far as we look at it."""

    def __init__(self, sqlstate: str | None = None, sqlite_errorcode: int | None = None) -> None:
        super().__init__()
        self.sqlstate, self.sqlite_errorcode = sqlstate, sqlite_errorcode


def fail(sqlstate: str | None = None, code: int | None = None) -> None:
    """Fail as Django does when the driver said this."""
    raise OperationalError from FromDriver(sqlstate, code)


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch):
    monkeypatch.setattr(again, "LONGEST_PAUSE", 0)


@audited
def write_after(actor: Actor, *, failures: list[str]) -> str:
    Operator.objects.create(name=f"Ada {len(failures)}")
    record(actor, NOTED, account=None)
    if failures:
        fail(failures.pop())
    return "written"


@pytest.mark.parametrize("why", [RACE, DEADLOCK, TAKEN])
def test_a_command_that_lost_is_run_again_and_leaves_one_change_and_one_entry(db, why):
    assert write_after(BY, failures=[why, why]) == "written"
    assert list(Operator.objects.values_list("name", flat=True)) == ["Ada 0"]
    assert Entry.objects.count() == 1


def test_a_command_that_always_loses_gives_up_as_busy_and_leaves_nothing(db):
    with pytest.raises(BusyError):
        write_after(BY, failures=[RACE] * 99)
    assert (Operator.objects.count(), Entry.objects.count()) == (0, 0)


def test_what_others_always_take_first_is_a_conflict(db):
    with pytest.raises(Conflict):
        write_after(BY, failures=[TAKEN] * 99)


def test_any_other_failure_is_not_run_again(db):
    failures = [WRONG] * 2
    with pytest.raises(OperationalError):
        write_after(BY, failures=failures)
    assert failures == [WRONG]


def test_a_second_try_that_finds_all_as_asked_records_nothing_of_the_first(db):
    tries = []

    @audited
    def write_once(actor: Actor) -> None:
        tries.append(1)
        if len(tries) == 2:
            return unchanged()
        record(actor, NOTED, account=None)
        return fail(RACE)

    write_once(BY)
    assert Entry.objects.count() == 0


@pytest.mark.parametrize("code", [5, 6, 517])
def test_no_turn_to_write_on_sqlite_is_busy(code):
    with pytest.raises(BusyError):
        again.again(lambda: fail(code=code))


def test_a_name_that_is_taken_is_known_on_this_database(db):
    Operator.objects.create(name="Ada")
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        Operator.objects.create(name="Ada")
    assert again.lost(caught.value) is again.Lost.NAME


@pytest.mark.django_db(transaction=True)
def test_a_statement_alone_is_run_again():
    failures = [RACE, RACE]

    def execute(*_arguments):
        return fail(failures.pop()) if failures else "done"

    assert again.alone(execute, "", (), False, {"connection": connection}) == "done"


def test_every_connection_runs_lost_statements_again(db):
    assert connection.execute_wrappers.count(again.alone) == 1


@pytest.mark.parametrize("error", [BusyError(), pytest.param("locked", id="locked")])
def test_busy_is_a_page_that_says_when_to_come_again(db, client, error):
    if error == "locked":
        error = OperationalError()
        error.__cause__ = FromDriver(sqlite_errorcode=5)
    request = client.get("/").wsgi_request
    page = middleware.Refusals(lambda _request: None).process_exception(request, error)
    assert (page.status_code, page["Retry-After"]) == (503, str(errors.RETRY_AFTER))


def test_busy_outside_a_view_is_no_500_either(db, client):
    request = client.get("/").wsgi_request
    try:
        raise BusyError
    except BusyError:
        assert errors.server_error(request).status_code == 503
