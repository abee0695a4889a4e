"""Two Saves of one draft of the PBX permissions: one wins, the other sees the conflict."""

from collections.abc import Sequence
from typing import Any

from bursar.access.permissions import PbxPermission, Role
from bursar.core import ids
from bursar.grants.models import Grant
from bursar.pbx.models import PermissionsPage
from soak.browser import Browser, Page, click, session_for
from soak.races.race import Race
from tests.personas import World, make_account, member

CHOICES = (PbxPermission.SUPER_ADMINISTRATOR, PbxPermission.CONFIGURE)


def _prepare(_number: int) -> dict[str, Any]:
    where = World(make_account(f"Race {ids.public_id()}"), {})
    bosses = [member(where, f"boss-{ids.public_id()}".lower(), Role.SUPER_ADMIN) for _ in range(2)]
    return {
        "account": where.account,
        "someone": member(where, f"member-{ids.public_id()}".lower()),
        "sessions": [session_for(boss, f"pbx:{where.account.number}") for boss in bosses],
    }


def _open_draft(each: dict[str, Any], entrant: int) -> Page:
    browser, path = Browser(each["sessions"][entrant]), f"/pbx/{each['account'].number}/permissions/"
    who = f"person:{each['someone'].uid}"
    fields = browser.form(f"{path}?add={who}", path)
    return browser, path, {**fields, "row": [who], f"tick:{who}": [CHOICES[entrant]]}


def _one_won(each: dict[str, Any], outcomes: Sequence[str]) -> list[str]:
    version = PermissionsPage.objects.get(account=each["account"]).version
    held = list(Grant.objects.filter(account=each["account"], closed_at=None).values_list("name", flat=True))
    if sorted(outcomes) == ["302", "409"] and (version, held) == (2, [CHOICES[list(outcomes).index("302")]]):
        return []
    return [f"{outcomes}, version {version}, held {held}"]


RACES = [Race("two Saves of one draft", 2, 1000, _prepare, _open_draft, click, _one_won, command="save_permissions")]
