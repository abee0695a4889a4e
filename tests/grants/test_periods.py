"""Periods: what they mean from now on, which lie within which, and which make no sense."""

from datetime import UTC, datetime, timedelta

import pytest

from bursar.core import clock
from bursar.core.errors import Refused
from bursar.grants.periods import FAR, Period, check_period, period_text

NOW = datetime(2026, 3, 3, 10, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def refusal(start: datetime | None, end: datetime | None = None, zone: str = "UTC") -> str:
    with clock.at(NOW):
        try:
            check_period(Period(start, end), zone)
        except Refused as refused:
            return f"{refused.code} {refused.field}"
    return ""


@pytest.mark.parametrize("start", [None, NOW - 10 * HOUR, NOW, NOW + HOUR, NOW + 400 * DAY])
def test_today_is_no_past_whatever_the_time(start):
    assert refusal(start) == ""


@pytest.mark.parametrize("start", [NOW - 11 * HOUR, NOW - 2 * DAY])
def test_yesterday_is_the_past(start):
    assert refusal(start) == "starts_in_the_past starts_on"


def test_which_day_it_is_goes_by_the_time_zone():
    assert refusal(NOW - 11 * HOUR, zone="Asia/Tokyo") == ""  # the morning of the same day there


@pytest.mark.parametrize("end", [NOW, NOW - HOUR])
def test_an_end_that_is_not_to_come_is_refused(end):
    assert refusal(None, end) == "ends_in_the_past ends_on"


def test_the_next_instant_is_an_end():
    assert refusal(None, NOW + timedelta(microseconds=1)) == ""


@pytest.mark.parametrize(("end", "said"), [(DAY, "ends_before_start ends_on"), (DAY + HOUR, "")])
def test_an_end_is_after_the_beginning(end, said):
    assert refusal(NOW + DAY, NOW + end) == said


@pytest.mark.parametrize("year", [FAR, FAR + 1])
def test_far_years_are_refused_as_beginning_and_as_end(year):
    far = NOW.replace(year=year)
    assert refusal(far) == "date_too_far starts_on"
    assert refusal(None, far) == "date_too_far ends_on"
    assert refusal(NOW.replace(year=FAR - 1)) == ""


def test_a_beginning_that_has_passed_means_nothing_from_now_on():
    end = NOW + DAY
    assert [Period(start, end).since(NOW) for start in (None, NOW - HOUR, NOW)] == [Period(None, end)] * 3
    assert Period(NOW + HOUR, end).since(NOW) == Period(NOW + HOUR, end)


@pytest.mark.parametrize(
    ("one", "other", "within"),
    [
        (Period(), Period(), True),
        (Period(None, NOW + DAY), Period(), True),
        (Period(), Period(None, NOW + DAY), False),
        (Period(None, NOW + DAY), Period(None, NOW + DAY), True),
        (Period(None, NOW + DAY + HOUR), Period(None, NOW + DAY), False),
        (Period(None, NOW + HOUR), Period(None, NOW + DAY), True),
        (Period(), Period(NOW + HOUR), False),
        (Period(NOW + HOUR), Period(NOW + HOUR), True),
        (Period(NOW + DAY), Period(NOW + HOUR), True),
        (Period(NOW + HOUR), Period(NOW + DAY), False),
        (Period(NOW - DAY), Period(NOW - HOUR), True),  # as far as both are to come
    ],
)
def test_one_period_lies_within_another(one, other, within):
    assert one.is_within(other, NOW) is within


def test_a_period_in_one_line_says_each_end_that_there_is():
    start, end = NOW + DAY, NOW + 2 * DAY
    both, begun, ending = (
        period_text(period, "UTC") for period in (Period(start, end), Period(start), Period(None, end))
    )
    assert both.startswith(begun)
    assert both.endswith(ending)
    assert begun.startswith("from ")
    assert ending.startswith("until ")
    assert period_text(Period(), "UTC") == ""


def test_a_period_is_extended_by_a_month_from_its_end_or_from_now_and_one_without_an_end_not_at_all():
    april = NOW.replace(month=4)
    assert Period(None, NOW).extended(NOW, "UTC") == Period(None, april)
    assert Period(None, NOW - DAY).extended(NOW, "UTC") == Period(None, april)
    assert Period(None, NOW + DAY).extended(NOW, "UTC") == Period(None, april + DAY)
    assert Period(NOW - DAY, None).extended(NOW, "UTC") == Period(NOW - DAY, None)
