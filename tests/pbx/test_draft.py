"""The draft as plain values: what it changes, and how it fits on what was saved meanwhile (rule 6)."""

import pytest

from bursar.access.permissions import PbxPermission
from bursar.pbx.draft import Kind, Principal, changes, merged

ANA, BEN, SALES = Principal(Kind.PERSON, "ana"), Principal(Kind.PERSON, "ben"), Principal(Kind.GROUP, "sales")
VIEW, PAY, REPORTS = PbxPermission.VIEW_INVOICES, PbxPermission.PAY_INVOICES, PbxPermission.VIEW_REPORTS


def ticks(*permissions: PbxPermission) -> frozenset[PbxPermission]:
    return frozenset(permissions)


def test_who_is_missing_from_a_draft_stays_as_they_are():
    assert changes({ANA: ticks(VIEW), BEN: ticks(REPORTS)}, {BEN: ticks(REPORTS)}) == ()


def test_a_row_without_ticks_takes_everything():
    [change] = changes({ANA: ticks(VIEW, PAY)}, {ANA: ticks()})
    assert (change.given, change.taken) == (ticks(), ticks(VIEW, PAY))


def test_pay_without_view_is_found_missing():
    [change] = changes({}, {ANA: ticks(PAY)})
    assert change.missing == ticks(PAY)


def test_on_top_of_another_save_only_what_the_draft_changed_is_applied_again():
    base = {ANA: ticks(VIEW), BEN: ticks(REPORTS)}
    theirs = {ANA: ticks(VIEW, REPORTS), BEN: ticks(VIEW)}
    mine = {ANA: ticks(VIEW, PAY), BEN: ticks(REPORTS)}
    assert merged(base, mine, theirs) == {ANA: ticks(VIEW, PAY, REPORTS)}


def test_on_top_of_a_save_that_took_view_a_pay_that_was_kept_goes_too():
    base, mine = {ANA: ticks(VIEW)}, {ANA: ticks(VIEW, REPORTS)}
    theirs = {ANA: ticks(PAY)}  # cannot be saved, yet nothing that comes out may hold it
    assert merged(base, mine, theirs) == {ANA: ticks(REPORTS)}


def test_on_top_of_a_save_that_took_view_a_pay_that_was_added_brings_it_back():
    base, mine, theirs = {ANA: ticks(VIEW)}, {ANA: ticks(VIEW, PAY)}, {ANA: ticks()}
    assert merged(base, mine, theirs) == {ANA: ticks(VIEW, PAY)}


@pytest.mark.parametrize("text", ["", "robot:x", "Person:x"])
def test_what_names_no_principal_is_refused(text):
    with pytest.raises(ValueError, match="Kind"):
        Principal.parse(text)


def test_a_principal_reads_back_as_it_is_written():
    assert [Principal.parse(str(p)) for p in (ANA, SALES)] == [ANA, SALES]
