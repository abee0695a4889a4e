"""The draft as plain values: what it changes, and how it fits on what was saved meanwhile (rule 6)."""

from datetime import UTC, datetime

import pytest

from bursar.access.permissions import PbxPermission
from bursar.grants.periods import ALWAYS, Period
from bursar.pbx.draft import Kind, Principal, changes, merged

ANA, BEN, SALES = Principal(Kind.PERSON, "ana"), Principal(Kind.PERSON, "ben"), Principal(Kind.GROUP, "sales")
VIEW, PAY, REPORTS = PbxPermission.VIEW_INVOICES, PbxPermission.PAY_INVOICES, PbxPermission.VIEW_REPORTS


AT = [datetime(2027, month, 1, tzinfo=UTC) for month in range(1, 8)]
SPRING, TO_JUNE = Period(AT[2], AT[4]), Period(None, AT[5])


def ticks(*permissions: PbxPermission) -> frozenset[PbxPermission]:
    return frozenset(permissions)


def held(*permissions: PbxPermission, **dated: Period) -> dict[PbxPermission, Period]:
    """Ticks as they are saved, those named with a period besides."""
    return {**dict.fromkeys(permissions, ALWAYS), **{PbxPermission(name): each for name, each in dated.items()}}


def test_who_is_missing_from_a_draft_stays_as_they_are():
    assert changes({ANA: held(VIEW), BEN: held(REPORTS)}, {BEN: ticks(REPORTS)}) == ()


def test_a_row_without_ticks_takes_everything():
    [change] = changes({ANA: held(VIEW, PAY)}, {ANA: ticks()})
    assert (change.given, change.taken) == (ticks(), ticks(VIEW, PAY))


def test_pay_without_view_is_found_missing():
    [change] = changes({}, {ANA: ticks(PAY)})
    assert change.missing == ticks(PAY)


def test_on_top_of_another_save_only_what_the_draft_changed_is_applied_again():
    base = {ANA: held(VIEW), BEN: held(REPORTS)}
    theirs = {ANA: held(VIEW, REPORTS), BEN: held(VIEW)}
    mine = {ANA: ticks(VIEW, PAY), BEN: ticks(REPORTS)}
    assert merged(base, mine, {}, theirs)[0] == {ANA: ticks(VIEW, PAY, REPORTS)}


def test_on_top_of_a_save_that_took_view_a_pay_that_was_kept_goes_too():
    base, mine = {ANA: held(VIEW)}, {ANA: ticks(VIEW, REPORTS)}
    theirs = {ANA: held(PAY)}  # cannot be saved, yet nothing that comes out may hold it
    assert merged(base, mine, {}, theirs)[0] == {ANA: ticks(REPORTS)}


def test_on_top_of_a_save_that_took_view_a_pay_that_was_added_brings_it_back():
    base, mine, theirs = {ANA: held(VIEW)}, {ANA: ticks(VIEW, PAY)}, {ANA: held()}
    assert merged(base, mine, {}, theirs)[0] == {ANA: ticks(VIEW, PAY)}


def test_another_period_is_a_change_and_the_same_one_is_none():
    current = {ANA: held(REPORTS, view_invoices=SPRING)}
    assert changes(current, {ANA: ticks(VIEW, REPORTS)}, {ANA: {VIEW: SPRING}}) == ()
    [change] = changes(current, {ANA: ticks(VIEW, REPORTS)}, {ANA: {VIEW: TO_JUNE}})
    assert (change.given, change.taken, change.moved, change.period(VIEW)) == (ticks(), ticks(), ticks(VIEW), TO_JUNE)


def test_a_tick_of_which_the_draft_says_nothing_keeps_its_period():
    [change] = changes({ANA: held(view_invoices=SPRING)}, {ANA: ticks(VIEW, REPORTS)})
    assert (change.moved, change.period(VIEW), change.period(REPORTS)) == (ticks(), SPRING, ALWAYS)


@pytest.mark.parametrize(
    ("was", "wanted", "is_added", "is_lessened"),
    [
        (SPRING, ALWAYS, True, False),
        (ALWAYS, SPRING, False, True),
        (TO_JUNE, SPRING, False, True),
        (SPRING, TO_JUNE, True, False),
        (Period(AT[2], AT[4]), Period(AT[3], AT[5]), True, True),
    ],
)
def test_longer_is_given_and_shorter_is_taken(was, wanted, is_added, is_lessened):
    [change] = changes({ANA: {VIEW: was}}, {ANA: ticks(VIEW)}, {ANA: {VIEW: wanted}})
    assert (VIEW in change.added(AT[1]), VIEW in change.lessened(AT[1])) == (is_added, is_lessened)


def test_on_top_of_another_save_a_period_is_moved_where_the_tick_still_is():
    base = {ANA: held(VIEW), BEN: held(VIEW)}
    mine = {ANA: ticks(VIEW), BEN: ticks(VIEW)}
    rows, periods = merged(base, mine, {ANA: {VIEW: SPRING}, BEN: {VIEW: SPRING}}, {ANA: held(VIEW, REPORTS)})
    assert (rows, periods) == ({ANA: ticks(VIEW, REPORTS), BEN: ticks()}, {ANA: {VIEW: SPRING}, BEN: {}})


@pytest.mark.parametrize("text", ["", "robot:x", "Person:x"])
def test_what_names_no_principal_is_refused(text):
    with pytest.raises(ValueError, match="Kind"):
        Principal.parse(text)


def test_a_principal_reads_back_as_it_is_written():
    assert [Principal.parse(str(p)) for p in (ANA, SALES)] == [ANA, SALES]
