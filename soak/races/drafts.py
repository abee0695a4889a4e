"""Two Saves of one draft of the PBX permissions: one wins, the other sees the conflict."""

from collections.abc import Sequence
from typing import Any

from bursar.access.permissions import PbxPermission, Role
from bursar.grants.models import Grant
from bursar.pbx.models import PermissionsPage
from soak.browser import Browser, Page, click, session_for
from soak.people import founded, member
from soak.races.race import AT_A_TIME, Race

# By turns, so that every draft changes something.
CHOICES = (
    (PbxPermission.SUPER_ADMINISTRATOR, PbxPermission.CONFIGURE),
    (PbxPermission.VIEW_REPORTS, PbxPermission.ACCESS_RECORDINGS),
)
_accounts: list[dict[str, Any]] = []


def _prepare(number: int) -> dict[str, Any]:
    if number < AT_A_TIME:
        account, boss = founded()
        bosses = [boss, member(account, boss, Role.SUPER_ADMIN)]
        sessions = [session_for(each, f"pbx:{account.number}") for each in bosses]
        _accounts.append({"account": account, "someone": member(account, boss), "sessions": sessions})
    each = _accounts[number % AT_A_TIME]
    return {**each, "choices": CHOICES[number // AT_A_TIME % 2], "version": _version(each)}


def _version(each: dict[str, Any]) -> int:
    return PermissionsPage.objects.get(account=each["account"]).version


def _open_draft(each: dict[str, Any], entrant: int) -> Page:
    browser, path = Browser(each["sessions"][entrant]), f"/pbx/{each['account'].number}/permissions/"
    who = f"person:{each['someone'].uid}"
    fields = browser.form(f"{path}?add={who}", path)
    return browser, path, {**fields, "row": [who], f"tick:{who}": [each["choices"][entrant]]}


def _one_won(each: dict[str, Any], outcomes: Sequence[str]) -> list[str]:
    held = list(Grant.objects.filter(person=each["someone"], closed_at=None).values_list("name", flat=True))
    winner = each["choices"][outcomes.index("302")] if "302" in outcomes else ""
    right = sorted(outcomes) == ["302", "409"] and (held, _version(each)) == ([winner], each["version"] + 1)
    return [] if right else [f"{outcomes}, version {_version(each)} after {each['version']}, held {held}"]


RACES = [Race("two Saves of one draft", 2, 1000, _prepare, _open_draft, click, _one_won, command="save_permissions")]
