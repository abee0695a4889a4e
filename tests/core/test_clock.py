"""The clock: it runs, stands still, and within a change it is what it was when the lock was got."""

from datetime import UTC, datetime, timedelta

from bursar.core import clock

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)


def ticking():
    instants = iter(NOON + timedelta(seconds=n) for n in range(100))
    return clock.running(lambda: next(instants))


def test_a_change_has_one_instant_from_its_lock_on():
    with ticking(), clock.change():
        assert [clock.now(), clock.now()] == [NOON, NOON + timedelta(seconds=1)]
        clock.pin()
        assert [clock.now(), clock.now()] == [NOON + timedelta(seconds=2)] * 2


def test_another_lock_is_another_instant():
    with ticking(), clock.change():
        clock.pin()
        clock.pin()
        assert clock.now() == NOON + timedelta(seconds=1)


def test_after_the_change_the_clock_runs_on_and_without_one_nothing_is_pinned():
    with ticking():
        with clock.change():
            clock.pin()
        clock.pin()
        assert [clock.now(), clock.now()] == [NOON + timedelta(seconds=n) for n in (1, 2)]
