"""Moments in a time zone and the instants they mean, where the clocks change too (invariant 14)."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bursar.core.moments import Moment, Odd, beginning, begun, ended, ending, last_day, oddity

PARIS = "Europe/Paris"
GAP, FOLD = date(2027, 3, 28), date(2027, 10, 31)
ZONES = st.sampled_from([PARIS, "UTC", "America/New_York", "Africa/Cairo", "Pacific/Apia", "Asia/Kathmandu"])
DAYS = st.dates(date(1991, 1, 1), date(2198, 12, 31))


def utc(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def test_a_day_begins_and_its_end_is_the_next_ones_beginning():
    day = Moment(date(2026, 12, 1))
    assert (beginning(day, PARIS), ending(day, PARIS)) == (utc(2026, 11, 30, 23), utc(2026, 12, 1, 23))


def test_a_time_means_that_instant_at_either_end():
    noon = Moment(date(2026, 7, 1), time(12))
    assert beginning(noon, PARIS) == ending(noon, PARIS) == utc(2026, 7, 1, 10)


def test_a_day_on_which_the_clocks_change_has_23_or_25_hours():
    lengths = [ending(Moment(day), PARIS) - beginning(Moment(day), PARIS) for day in (GAP, FOLD)]
    assert lengths == [timedelta(hours=23), timedelta(hours=25)]


def test_a_time_that_a_night_skips_is_read_by_the_clock_before():
    skipped = Moment(GAP, time(2, 30))
    assert (beginning(skipped, PARIS), oddity(skipped, PARIS)) == (utc(2027, 3, 28, 1, 30), Odd.SKIPPED)


def test_of_an_hour_that_comes_twice_the_first_is_meant():
    twice = Moment(FOLD, time(2, 30))
    assert (ending(twice, PARIS), oddity(twice, PARIS)) == (utc(2027, 10, 31, 0, 30), Odd.TWICE)


def test_a_day_whose_midnight_is_skipped_begins_an_hour_later():
    assert beginning(Moment(date(2026, 4, 24)), "Africa/Cairo") == utc(2026, 4, 23, 22)


@pytest.mark.parametrize(("day", "at"), [(GAP, None), (GAP, time(3)), (FOLD, time(3)), (FOLD, time(1, 59))])
def test_other_moments_of_such_days_are_not_odd(day, at):
    assert oddity(Moment(day, at), PARIS) is None


@given(DAYS, ZONES)
def test_a_last_day_is_named_as_it_was_chosen(day, zone):
    if ending(Moment(day), zone) > beginning(Moment(day), zone):  # Apia left one out
        assert (ended(ending(Moment(day), zone), zone), last_day(ending(Moment(day), zone), zone)) == (Moment(day), day)


@given(DAYS, st.integers(0, 1439), ZONES)
def test_an_instant_comes_back_from_how_it_is_named_unless_its_hour_comes_twice(day, minute, zone):
    instant = utc(day.year, day.month, day.day) + timedelta(minutes=minute)
    again = beginning(begun(instant, zone), zone), ending(ended(instant, zone), zone)
    assert again == (instant, instant) or instant.astimezone(ZoneInfo(zone)).fold
