"""Activity: who did what, on whom, when and through which door, newest first."""

from datetime import datetime
from typing import Annotated, Any

from ninja import Query, Router, Schema

from bursar.access.permissions import Permission
from bursar.api.rest.accounts import REFUSALS
from bursar.api.rest.auth import may
from bursar.api.rest.problems import Problem
from bursar.api.rest.shapes import Given, Page
from bursar.audit.kinds import Area
from bursar.audit.queries import activity

router = Router(tags=["activity"])
AT_ONCE = 50


class EntryOut(Schema):
    """An entry: ids and words, never names. `refusal` is the code of a refused attempt."""

    id: int
    at: datetime
    kind: str
    actor_kind: str
    actor_id: int | None
    door: str
    on_type: str
    on_id: int | None
    old: Any = None
    new: Any = None
    refusal: str


class Filter(Given):
    """Where the list goes on."""

    after: Annotated[int, Query(ge=0, le=2**63 - 1)] = 0


@router.get("/accounts/{number}/activity", response={200: Page[EntryOut], **REFUSALS, 422: Problem})
def list_activity(request: Any, number: str, wanted: Annotated[Filter, Query()]) -> Any:
    """Of the admin portal and the PBX."""
    return _page(may(request, number, Permission.ACTIVITY_VIEW), Area.ADMIN, wanted.after)


@router.get("/accounts/{number}/billing/activity", response={200: Page[EntryOut], **REFUSALS, 422: Problem})
def list_billing_activity(request: Any, number: str, wanted: Annotated[Filter, Query()]) -> Any:
    """Of the bills, and of who may see and pay them."""
    return _page(may(request, number, Permission.BILLING_ACTIVITY_VIEW), Area.BILLING, wanted.after)


def _page(access: Any, area: Area, after: int) -> Page[EntryOut]:
    rows = activity(access.account.pk, [area])
    found = list((rows.filter(pk__lt=after) if after else rows)[: AT_ONCE + 1])
    items = [EntryOut.model_validate(row, from_attributes=True) for row in found[:AT_ONCE]]
    return Page[EntryOut](items=items, next=str(items[-1].id) if len(found) > AT_ONCE else None)
