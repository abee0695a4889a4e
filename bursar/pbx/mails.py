"""The mails of the pbx room: what somebody gained or lost of the bills, and what is about to end."""

from datetime import datetime
from typing import Any

from django.utils import translation

from bursar.access.permissions import PbxPermission
from bursar.accounts.models import Account, Person
from bursar.core import clock
from bursar.core.days import format_end
from bursar.grants.models import Grant
from bursar.grants.periods import ALWAYS, Period, period_text
from bursar.mail.builders import Letter, builds
from bursar.mail.models import OutboxMail
from bursar.pbx import words
from bursar.pbx.queries import extenders
from bursar.pbx.queries.listed import principal_of


@builds("pbx.permissions_changed")
def permissions_changed(mail: OutboxMail) -> Letter | None:
    """To the person concerned; nothing to tell to somebody who was deactivated meanwhile."""
    person = Person.objects.get(pk=mail.to_person_id or 0)
    account = Account.objects.get(pk=mail.account_id or 0)
    if not person.is_active:
        return None
    context = {
        "person": person,
        "account": account,
        "account_name": account.name,
    }
    with translation.override(person.language):
        context |= _ticks(mail.about, account.time_zone)
    return Letter(person.email, person.language, "pbx_permissions_changed", context)


@builds("pbx.your_permissions_end", "pbx.permissions_end")
def permissions_end(mail: OutboxMail) -> Letter | None:
    """To the person, or to those who may extend it; nothing of what was extended, taken or is over."""
    reader = Person.objects.get(pk=mail.to_person_id or 0)
    rows = Grant.objects.filter(pk__in=mail.about["grants"], closed_at__isnull=True, valid_until__gt=clock.now())
    ending = list(rows.select_related("account", "person", "group").order_by("pk"))
    if not ending or not reader.is_active:
        return None
    first, is_own = ending[0], mail.kind == "pbx.your_permissions_end"
    with translation.override(reader.language):
        context = {
            "account": first.account,
            "account_name": first.account.name,
            "who": "" if is_own else str(first.group or first.person),
            "holder": principal_of(first),
            "permissions": [words.label(PbxPermission(grant.name)) for grant in ending],
            "ends": _end(first, reader),
            "can_extend": [person.name for person in extenders(first.account, _names(ending))] if is_own else [],
        }
    return Letter(reader.email, reader.language, "pbx_permissions_end", context)


def _end(grant: Grant, reader: Person) -> str:
    zone = grant.account.time_zone
    return format_end(grant.valid_until, zone, reader.language) if grant.valid_until else ""


def _names(grants: list[Grant]) -> list[PbxPermission]:
    return [PbxPermission(grant.name) for grant in grants]


def _ticks(about: dict[str, Any], time_zone: str) -> dict[str, list[tuple[str, str]]]:
    """What was given, moved and taken: each with its period in words, empty for what counts at once and for good."""
    dates = {name: Period(*map(_instant, ends)) for name, ends in about.get("dates", {}).items()}
    return {
        key: [
            (words.label(PbxPermission(name)), period_text(dates.get(name, ALWAYS), time_zone))
            for name in about.get(key, [])
        ]
        for key in ("given", "moved", "taken")
    }


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
