"""The Jinja2 environment: what every template may use."""

from datetime import date as date_type
from datetime import datetime as datetime_type
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.utils import translation
from heroicons.jinja import heroicon_mini, heroicon_outline, heroicon_solid
from jinja2 import StrictUndefined, pass_context, select_autoescape
from jinja2.runtime import Context

from bursar.core.days import format_beginning, format_day, format_end, format_instant, locale_of
from bursar.core.money import format_money
from bursar.grants.periods import Period, period_text
from bursar.portals import drawn
from bursar.portals.addresses import address, why_address
from bursar.portals.escaping import EscapingEnvironment
from bursar.portals.period_words import ahead_text, is_soon
from bursar.portals.translating import install


def environment(**options: Any) -> EscapingEnvironment:
    """Autoescaping, gettext with named placeholders, undefined names are errors."""
    ours = {
        "undefined": StrictUndefined,
        "trim_blocks": True,
        "lstrip_blocks": True,
        "autoescape": select_autoescape(disabled_extensions=("txt",), default=True, default_for_string=True),
    }
    env = EscapingEnvironment(**{**options, **ours}, extensions=["jinja2.ext.i18n", "jinja2.ext.do"])
    install(env)
    env.globals.update(
        url=address,
        why_url=why_address,
        link=link,
        drawn=drawn,
        static=lru_cache(256)(static),
        languages=settings.LANGUAGES,
        is_demo=settings.BURSAR_DEMO,
        heroicon_outline=lru_cache(512)(heroicon_outline),  # a list draws the same icon in every row
        heroicon_mini=lru_cache(512)(heroicon_mini),
        heroicon_solid=lru_cache(512)(heroicon_solid),
    )
    env.filters.update(money=money, date=date, datetime=datetime, day_month=day_month)
    env.tests.update(soon=is_soon)
    env.filters.update(beginning=beginning, end=end, period=period, ahead=ahead_text)
    return env


def link(name: str, /, **kwargs: Any) -> str:
    """The absolute address of a page, for mails."""
    return settings.BASE_URL + address(name, **kwargs)


def money(minor: int, currency: str) -> str:
    """An amount as the reader's language writes it."""
    return format_money(minor, currency, translation.get_language() or "en")


def locale() -> str:
    """The reader's locale for dates: European orders in both languages."""
    return locale_of(translation.get_language())


def date(value: date_type | None) -> str:
    """A date in words: 3 Mar 2026."""
    return format_day(value, "medium", translation.get_language()) if value else ""


def day_month(value: date_type) -> str:
    """A month in words: March 2026."""
    return format_day(value, "LLLL yyyy", translation.get_language())


@pass_context
def datetime(context: Context, value: datetime_type | None) -> str:
    """An instant in the time zone of the account one is in (UTC elsewhere), with the zone's short name."""
    if value is None:
        return ""
    return instant_in(value, zone_of(context))


@pass_context
def beginning(context: Context, value: datetime_type) -> str:
    """When something begins, in the same time zone and in UTC."""
    return format_beginning(value, zone_of(context), translation.get_language())


@pass_context
def end(context: Context, value: datetime_type) -> str:
    """When something ends, in both; by its last day where it ends with that."""
    return format_end(value, zone_of(context), translation.get_language())


@pass_context
def period(context: Context, value: Period) -> str:
    """From when until when, in one line."""
    return period_text(value, zone_of(context))


def zone_of(context: Context) -> str:
    """The time zone of the account one is in; mails name a `time_zone`."""
    frame = context.get("frame")
    return str(frame.time_zone if frame else context.get("time_zone") or "UTC")


def instant_in(value: datetime_type, zone: str) -> str:
    """An instant in a time zone, with the zone's short name."""
    return format_instant(value.replace(second=0, microsecond=0), zone, translation.get_language())
