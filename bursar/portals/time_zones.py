"""The time zones one chooses from."""

from functools import cache
from zoneinfo import available_timezones

_AREAS = ("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


@cache
def time_zone_choices() -> list[tuple[str, str]]:
    """Names of the IANA database as (value, label), by area and city."""
    names = sorted(name for name in available_timezones() if name.split("/")[0] in _AREAS)
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in names)]
