"""The mail of the pbx room: what somebody gained or lost of the bills."""

from datetime import datetime
from typing import Any

from django.utils import translation

from bursar.access.permissions import PbxPermission
from bursar.accounts.models import Account, Person
from bursar.grants.periods import ALWAYS, Period, period_text
from bursar.mail.builders import Letter, builds
from bursar.mail.models import OutboxMail
from bursar.pbx import words


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
