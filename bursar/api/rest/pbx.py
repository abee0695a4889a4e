"""PBX permissions: the page as it is, what a draft would change, and Save."""

from typing import Annotated, Any

from django.utils.translation import gettext as _
from ninja import Query, Router

from bursar.access.permissions import Permission
from bursar.api.rest.accounts import REFUSALS
from bursar.api.rest.auth import may
from bursar.api.rest.members import WRITES
from bursar.api.rest.pbx_shapes import (
    DraftIn,
    EffectOut,
    Objection,
    PermissionsOut,
    PreviewOut,
    RowIn,
    RowOut,
    SavedOut,
    TickOut,
)
from bursar.api.rest.problems import Problem
from bursar.api.rest.shapes import Given, Uid, behind, onward, someone
from bursar.core.errors import Refused
from bursar.grants.periods import Period
from bursar.pbx.commands import save_permissions
from bursar.pbx.draft import Page, Periods, Principal
from bursar.pbx.queries import page as permissions_page
from bursar.pbx.queries import preview as preview_of
from bursar.pbx.queries.rows import Row

router = Router(tags=["PBX permissions"])
MANAGE = Permission.PBX_PERMISSION_MANAGE


class Filter(Given):
    """Where the list goes on."""

    after: Uid = ""


@router.get("/accounts/{number}/pbx/permissions", response={200: PermissionsOut, **REFUSALS, 422: Problem})
def get_permissions(request: Any, number: str, wanted: Annotated[Filter, Query()]) -> Any:
    """Those who have any, groups first, each by name, 25 at a time."""
    access = may(request, number, MANAGE)
    page = permissions_page(access.account, place=behind(wanted.after))
    items = [RowOut(who=str(row.principal), name=row.who.name, permissions=_ticks(row)) for row in page.rows]
    return PermissionsOut(version=page.head.version, items=items, next=onward(page.window))


@router.post("/accounts/{number}/pbx/permissions/preview", response={200: PreviewOut, **WRITES})
def preview(request: Any, number: str, given: DraftIn) -> Any:
    """Who gains and who loses what by a draft; nothing changes before Save."""
    access = may(request, number, MANAGE)
    found = preview_of(access, given.version, _rows(given), _periods(given))
    effects = [
        EffectOut(
            permission=each.permission, gained=[someone(p) for p in each.gained], lost=[someone(p) for p in each.lost],
            is_all=each.is_all,
        )
        for each in found.effects
    ]  # fmt: skip
    refusals = [Objection(field=each.field or "", detail=str(each), code=each.code) for each in found.refusals]
    return PreviewOut(is_stale=found.is_stale, effects=effects, refusals=refusals)


@router.put("/accounts/{number}/pbx/permissions", response={200: SavedOut, **WRITES})
def save(request: Any, number: str, given: DraftIn) -> Any:
    """All of the draft or nothing; 409 when somebody saved since its version."""
    access = may(request, number, MANAGE)
    rows, periods = _rows(given), _periods(given)
    saved = save_permissions(request.auth, account=access.account, version=given.version, rows=rows, periods=periods)
    return SavedOut(version=saved)


def _ticks(row: Row) -> list[TickOut]:
    periods = {permission: given.period for permission, given in sorted(row.given.items())}
    return [
        TickOut(permission=permission, valid_from=period.valid_from, valid_until=period.valid_until)
        for permission, period in periods.items()
    ]


def _rows(given: DraftIn) -> Page:
    """What is to be ticked. What is said twice is refused: it could mean either."""
    ticked = {_who(row): [tick.permission for tick in row.permissions] for row in given.rows}
    if len(ticked) < len(given.rows) or any(len(set(each)) < len(each) for each in ticked.values()):
        raise Refused("said_twice", _("Name each person, each group and each permission once."), field="rows")
    return {who: frozenset(permissions) for who, permissions in ticked.items()}


def _periods(given: DraftIn) -> Periods:
    named = {"valid_from", "valid_until"}
    return {
        _who(row): {
            tick.permission: Period(tick.valid_from, tick.valid_until)
            for tick in row.permissions
            if tick.model_fields_set & named
        }
        for row in given.rows
    }


def _who(row: RowIn) -> Principal:
    try:
        return Principal.parse(row.who)
    except ValueError as error:
        raise Refused("malformed_draft", "who: person:<uid> or group:<uid>", field="rows") from error
