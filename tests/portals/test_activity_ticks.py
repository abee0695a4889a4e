"""The activity tells what was ticked from when until when, in the account's zone and in UTC."""

from bursar.portals.activity_words import Names, changes


def test_a_period_stands_behind_its_tick():
    old = {"ticks": {"group:7": ["view_invoices"]}}
    dates = {"group:7": {"view_invoices": [None, "2026-12-31T23:00:00+00:00"]}}
    new = {"ticks": {"group:7": ["view_reports", "view_invoices"]}, "dates": dates}
    [told] = changes(old, new, Names(groups={7: "Finance"}, time_zone="Europe/Paris"))
    assert (told.label, told.old) == ("Finance", "View invoices")
    assert told.new == "View invoices (until 31 Dec 2026, 24:00 CET (23:00 UTC)), View reports"
