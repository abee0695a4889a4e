"""How templates write instants, dates and amounts, in both languages."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.utils import translation

from bursar.portals import templating

NOON = datetime(2026, 7, 14, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "zone", "expected"),
    [
        ("en", "Europe/London", "14 Jul 2026, 13:00 BST"),
        ("fr", "Europe/Paris", "14 juil. 2026, 14:00 CEST"),
        ("fr", "UTC", "14 juil. 2026, 12:00 UTC"),
    ],
)
def test_an_instant_is_written_in_the_accounts_zone_with_its_short_name(language, zone, expected):
    with translation.override(language):
        assert templating.datetime({"frame": SimpleNamespace(time_zone=zone)}, NOON) == expected


@pytest.mark.parametrize(("language", "expected"), [("en", "3 Mar 2026"), ("fr", "3 mars 2026")])
def test_a_date_is_written_as_the_language_does(language, expected):
    with translation.override(language):
        assert templating.date(date(2026, 3, 3)) == expected


@pytest.mark.parametrize(("language", "expected"), [("en", "€1,234.50"), ("fr", "1\u202f234,50\u00a0€")])
def test_an_amount_is_written_as_the_language_does(language, expected):
    with translation.override(language):
        assert templating.money(123450, "EUR") == expected
