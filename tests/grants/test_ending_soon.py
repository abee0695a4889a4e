"""Which grants end soon, and which notices of an end there are."""

from datetime import UTC, datetime, timedelta

import pytest

from bursar.access.facts import Source
from bursar.access.permissions import Level, PbxPermission
from bursar.core import clock
from bursar.grants import steps
from bursar.grants.ending import ending_soon, notices, settle_due
from bursar.grants.models import EndNotice, Grant
from tests.invariants import broken, write
from tests.personas import BY, World

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
INSTANT = timedelta(microseconds=1)


def days(count: float) -> datetime:
    return NOW + timedelta(days=count)


@pytest.fixture(autouse=True)
def _at_nine():
    with clock.at(NOW):
        yield


def tick(world: World, until: datetime | None, name: PbxPermission = PbxPermission.CONFIGURE, **more) -> Grant:
    return steps.give_pbx(
        BY, world.account, name, person=world.person("member"), valid_until=until, at=days(-1), **more
    )


@pytest.mark.parametrize(
    ("until", "is_soon"),
    [(None, False), (NOW, False), (NOW + INSTANT, True), (days(7), True), (days(7) + INSTANT, False)],
)
def test_soon_is_within_seven_days_and_not_over(world, until, is_soon):
    grant = tick(world, until)
    assert list(ending_soon(world.account, Source.PBX)) == ([grant] if is_soon else [])


def test_the_next_end_comes_first_and_what_is_closed_or_of_another_kind_not_at_all(world):
    later, sooner = tick(world, days(3)), tick(world, days(2), PbxPermission.VIEW_REPORTS)
    steps.close(BY, tick(world, days(1), PbxPermission.ACCESS_RECORDINGS))
    level = steps.give_level(
        BY, world.account, world.person("member"), Level.VIEWER, how=Grant.How.INVITATION, valid_until=days(4)
    )
    assert list(ending_soon(world.account, Source.PBX)) == [sooner, later]
    assert list(ending_soon(world.account, Source.BILLING)) == [level]


@pytest.mark.parametrize(
    ("start", "told"), [(days(0), [7, 1]), (days(3), [1]), (days(3) - INSTANT, [7, 1]), (days(9), []), (days(8), [1])]
)
def test_nothing_is_told_at_an_instant_at_which_it_does_not_count_yet(world, start, told):
    grant = tick(world, days(10), valid_from=start)
    assert [notice.days for notice in notices(grant)] == told
    assert all(notice.due_at == days(10 - notice.days) for notice in notices(grant))


def test_without_an_end_there_is_nothing_to_tell(world):
    assert list(notices(tick(world, None))) == []


def told_at(instant: datetime) -> list[int]:
    """The grants of which a round at this instant tells."""
    found: list[int] = []
    with clock.at(instant):
        settle_due(Source.PBX, lambda grants: found.extend(grant.pk for grant in grants))
    return found


@pytest.mark.parametrize(
    ("at", "times"),
    [(days(3), 1), (days(9) - INSTANT, 1), (days(9), 1), (days(10) - INSTANT, 1), (days(10), 0), (days(10.5), 0)],
)
def test_after_an_outage_the_latest_notice_alone_is_told_and_none_after_the_end(world, at, times):
    grant = tick(world, days(10))
    assert told_at(at) == [grant.pk] * times
    assert told_at(at) == []


@pytest.mark.parametrize("start", [days(0), days(3), days(5), days(9), days(9.5)])
def test_a_grant_with_its_notices_is_sound_whenever_it_begins(world, start):
    tick(world, days(10), valid_from=start)
    assert broken("ends_have_notices") == ()


def test_a_notice_at_another_time_is_noticed_and_one_that_is_missing_and_one_too_many(world):
    grant = tick(world, days(10))
    week, day = EndNotice.objects.order_by("due_at")
    write(week, due_at=days(2))
    assert broken("ends_have_notices") == (f"grant {grant.pk}",)
    week.delete()
    assert broken("ends_have_notices") == (f"grant {grant.pk}",)
    write(grant, valid_from=days(9.5))
    assert broken("ends_have_notices") == (f"grant {grant.pk}",)
    day.delete()
    assert broken("ends_have_notices") == ()
