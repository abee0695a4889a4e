"""Ticks with a beginning and an end: who may set them, what they are worth, how they are told (invariants 6, 8, 14)."""

from datetime import UTC, datetime, timedelta

import pytest

from bursar.access.permissions import Level, PbxPermission, Permission
from bursar.accounts.models import GroupMembership
from bursar.audit.models import Entry
from bursar.cli.data import verify
from bursar.core import clock
from bursar.core.errors import Refused
from bursar.grants import queries as grants_queries
from bursar.grants import steps as grants
from bursar.grants.models import Grant
from bursar.grants.periods import ALWAYS, Period
from bursar.mail.models import OutboxMail
from bursar.pbx import queries
from bursar.pbx.commands import save_permissions
from bursar.pbx.draft import Kind, Principal
from tests.personas import BY, World, make_group

P = PbxPermission
VIEW, PAY, REPORTS, SUPER = P.VIEW_INVOICES, P.PAY_INVOICES, P.VIEW_REPORTS, P.SUPER_ADMINISTRATOR
NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _at_nine():
    with clock.at(NOW):
        yield


def days(count: float) -> datetime:
    return NOW + timedelta(days=count)


def principal(someone) -> Principal:
    return Principal(Kind.PERSON if hasattr(someone, "email") else Kind.GROUP, someone.uid)


def save(world: World, persona: str, someone, version: int = 1, **ticks: Period | None) -> int:
    """Tick these for somebody: for a period, or (None) without a word about one."""
    wanted = {P(name): period for name, period in ticks.items()}
    return save_permissions(
        world.actor(persona, "pbx"),
        account=world.account,
        version=version,
        rows={principal(someone): frozenset(wanted)},
        periods={principal(someone): {p: period for p, period in wanted.items() if period is not None}},
    )


def refusal(world: World, *arguments, **ticks) -> tuple[str, str | None]:
    with pytest.raises(Refused) as raised:
        save(world, *arguments, **ticks)
    return raised.value.code, (raised.value.field or "").partition("#")[2]


def may(world: World, someone, right: Permission, at: datetime) -> bool:
    with clock.at(at):
        return right in grants_queries.permissions(someone.pk, world.account)


def test_a_tick_counts_from_its_beginning_until_its_end_and_no_job_is_needed(world):
    someone, right = world.person("member"), Permission.INVOICE_VIEW
    save(world, "founder", someone, view_invoices=Period(days(1), days(3)))
    instants = (days(0), days(1), days(3) - timedelta(microseconds=1), days(3))
    assert [may(world, someone, right, at) for at in instants] == [False, True, True, False]


def test_pay_is_neither_sooner_nor_longer_than_view(world):
    someone, week = world.person("member"), Period(days(1), days(8))
    for pay in (ALWAYS, Period(None, days(8)), Period(days(1), days(9)), Period(days(0.5), days(8))):
        told = refusal(world, "founder", someone, view_invoices=week, pay_invoices=pay)
        assert told == ("pay_outlasts_view", "pay_invoices")
    save(world, "founder", someone, view_invoices=week, pay_invoices=Period(days(2), days(8)))


def test_view_is_not_shortened_below_a_pay_that_stays(world):
    someone = world.person("member")
    save(world, "founder", someone, view_invoices=None, pay_invoices=None)
    told = refusal(world, "founder", someone, 2, view_invoices=Period(None, days(9)), pay_invoices=None)
    assert told == ("pay_outlasts_view", "pay_invoices")


@pytest.fixture
def interim(world):
    """A PBX Super administrator who is Payer for ten days."""
    grants.give_level(
        BY, world.account, world.person("pbx_super"), Level.PAYER, how=Grant.How.INVITATION, valid_until=days(10)
    )


@pytest.mark.usefixtures("interim")
@pytest.mark.parametrize("end", [days(10.001), None])
def test_nobody_gives_beyond_their_own_end(world, end):
    someone = world.person("member")
    told = refusal(world, "pbx_super", someone, view_invoices=Period(days(1), end))
    assert told == ("beyond_own_end", "view_invoices")


@pytest.mark.usefixtures("interim")
def test_up_to_ones_own_end_one_gives(world):
    someone = world.person("member")
    save(world, "pbx_super", someone, view_invoices=Period(None, days(10)), pay_invoices=Period(days(2), days(10)))
    assert may(world, someone, Permission.INVOICE_PAY, days(9))


@pytest.mark.usefixtures("interim")
def test_nobody_extends_beyond_their_own_end_and_everybody_shortens(world):
    someone = world.person("member")
    save(world, "founder", someone, view_invoices=Period(None, days(20)))
    told = refusal(world, "pbx_super", someone, 2, view_invoices=Period(None, days(21)))
    assert told == ("beyond_own_end", "view_invoices")
    save(world, "super_admin", someone, 2, view_invoices=Period(None, days(5)))
    assert refusal(world, "super_admin", someone, 3, view_invoices=Period(None, days(6)))[0] == "gives_unheld"


def test_whoever_may_change_the_page_for_a_time_does_not_make_it_longer(world):
    grants.give_pbx(BY, world.account, SUPER, person=world.person("member"), valid_until=days(10))
    told = refusal(world, "member", world.person("member"), super_administrator=ALWAYS)
    assert told == ("beyond_own_end", "super_administrator")
    assert refusal(world, "member", world.person("admin"), super_administrator=ALWAYS)[0] == "beyond_own_end"


def test_the_last_super_administrator_is_given_no_end_and_no_later_beginning(world):
    someone = world.person("pbx_super")
    for period in (Period(None, days(9)), Period(days(2))):
        assert refusal(world, "pbx_super", someone, super_administrator=period)[0] == "last_super_administrator"
    world.person("super_admin")
    save(world, "pbx_super", someone, super_administrator=Period(None, days(9)))


@pytest.mark.parametrize(
    ("period", "code"),
    [
        (Period(days(-2)), "starts_in_the_past"),
        (Period(None, days(-1)), "ends_in_the_past"),
        (Period(days(3), days(2)), "ends_before_start"),
        (Period(None, datetime(9999, 1, 1, tzinfo=UTC)), "date_too_far"),
    ],
)
def test_a_period_that_makes_no_sense_is_refused_at_its_tick(world, period, code):
    assert refusal(world, "founder", world.person("member"), view_invoices=period) == (code, "view_invoices")


def test_nothing_lasts_longer_for_somebody_suspended(world):
    someone = world.person("suspended")
    grants.give_pbx(BY, world.account, REPORTS, person=someone, valid_until=days(5))
    assert refusal(world, "founder", someone, view_reports=ALWAYS)[0] == "cannot_receive"
    save(world, "founder", someone, view_reports=Period(None, days(2)))


def test_another_period_closes_a_row_and_opens_another_that_keeps_since_when(world):
    someone = world.person("member")
    save(world, "super_admin", someone, view_reports=Period(None, days(5)))
    with clock.at(days(1)):
        save(world, "super_admin", someone, 2, view_reports=Period(None, days(9)))
    first, second = Grant.objects.filter(person=someone).order_by("pk")
    assert (first.closed_at, second.granted_at, second.valid_until) == (days(1), days(1), days(9))
    assert second.held_since == first.held_since == NOW


def test_other_ticks_of_a_row_leave_a_period_alone(world):
    someone = world.person("member")
    save(world, "super_admin", someone, view_reports=Period(None, days(5)))
    save(world, "super_admin", someone, 2, view_reports=None, configure=None)
    row = Grant.objects.get(person=someone, name=REPORTS)
    assert (row.valid_until, row.closed_at) == (days(5), None)


def test_what_is_over_is_no_tick_and_can_be_given_again(world):
    someone = world.person("member")
    save(world, "super_admin", someone, view_reports=Period(None, days(5)))
    with clock.at(days(6)):
        assert queries.page(world.account).rows == []
        save(world, "super_admin", someone, 2, view_reports=None)
    assert [row.closed_at for row in Grant.objects.filter(person=someone).order_by("pk")] == [days(6), None]
    assert broken_checks(days(7)) == []


def test_the_entry_tells_the_periods_before_and_after(world):
    someone = world.person("member")
    save(world, "super_admin", someone, view_reports=Period(days(1), days(5)))
    save(world, "super_admin", someone, 2, view_reports=ALWAYS)
    entry = Entry.objects.filter(kind="pbx.permissions.saved").latest("pk")
    key = f"person:{someone.pk}"
    assert entry.old["dates"] == {key: {REPORTS: [days(1).isoformat(), days(5).isoformat()]}}
    assert "dates" not in entry.new


def test_the_activity_replayed_gives_the_periods_too(world):
    someone, group = world.person("member"), make_group(world.account, "Finance")
    save(world, "founder", someone, view_invoices=Period(days(1), days(9)), pay_invoices=Period(days(2), days(3)))
    save(world, "founder", group, 2, view_invoices=Period(None, days(9)))
    save(world, "founder", someone, 3, view_invoices=Period(days(1), days(5)), pay_invoices=None)
    assert broken_checks(days(4)) == []


def broken_checks(at: datetime) -> list[str]:
    """The checks of `bursar check --data` about ticks that fail."""
    about = {"the_activity_gives_the_grants", "pay_implies_view", "levels_and_ticks_do_not_overlap"}
    about |= {"nobody_ticked_what_they_did_not_hold", "versions_count_changes"}
    with clock.at(at):
        founders = {f"grant {pk}" for pk in Grant.objects.exclude(source="pbx").values_list("pk", flat=True)}
        found = [v for v in verify() if v.invariant.name in about and set(v.named) - founders]
    return [f"{verdict.invariant.name} {verdict.named}" for verdict in found]


def test_the_person_concerned_is_told_for_how_long(world):
    save(world, "founder", world.person("member"), view_invoices=Period(None, days(9)), view_reports=None)
    save(world, "founder", world.person("member"), 2, view_invoices=Period(None, days(8)), view_reports=None)
    given, moved = (mail.about for mail in OutboxMail.objects.order_by("pk"))
    assert given == {"given": [VIEW], "taken": [], "dates": {VIEW: [None, days(9).isoformat()]}}
    assert moved == {"given": [], "taken": [], "moved": [VIEW], "dates": {VIEW: [None, days(8).isoformat()]}}


def look(world, persona, someone, **ticks):
    access = grants_queries.access_to(world.actor(persona), world.account)
    periods = {P(name): period for name, period in ticks.items()}
    return queries.preview(access, 1, {principal(someone): frozenset(periods)}, {principal(someone): periods})


def test_before_save_the_page_says_who_gains_what_from_when_until_when(world):
    group = make_group(world.account, "Finance")
    GroupMembership.objects.create(account=world.account, group=group, person=world.person("member"))
    seen = look(world, "founder", group, view_reports=Period(days(1), days(3)))
    [effect] = seen.effects
    assert (effect.permission, effect.gained, effect.period) == (
        REPORTS, [world.person("member")], Period(days(1), days(3))
    )  # fmt: skip


def test_before_save_an_end_says_who_loses_what_then(world):
    someone = world.person("member")
    grants.give_pbx(BY, world.account, REPORTS, person=someone)
    [effect] = look(world, "founder", someone, view_reports=Period(None, days(3))).effects
    assert (effect.gained, effect.lost, effect.period) == ([], [someone], Period(days(3)))


def test_more_dates_than_are_worked_out_are_said_to_be_there(world):
    rows = [make_group(world.account, f"Group {n}") for n in range(7)]
    access = grants_queries.access_to(world.actor("founder"), world.account)
    periods = {principal(row): {REPORTS: Period(days(1 + n), days(20 + n))} for n, row in enumerate(rows)}
    assert queries.preview(access, 1, dict.fromkeys(periods, frozenset({REPORTS})), periods).is_cut
