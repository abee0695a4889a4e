"""The addresses of questions about others behind a door; the names are the same behind each: `<door>:access-who` …"""

from functools import partial, update_wrapper
from typing import Any

from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from bursar.portals.doors import Door
from bursar.portals.why import asking, changes, who
from bursar.portals.why.nav import TO_ASK


def urls(door: Door) -> list[URLPattern]:
    """Who may do what, and why."""
    return [
        path("<str:number>/access/", _page(door, who.who), name="access-who"),
        path("<str:number>/access/export.csv", _page(door, who.exported), name="access-export"),
        path("<str:number>/access/ask/", _page(door, asking.ask), name="access-ask"),
        path("<str:number>/access/changes/", _page(door, changes.changes), name="access-changes"),
        path("<str:number>/access/changes/export.csv", _page(door, changes.exported), name="access-changes-export"),
    ]


def _page(door: Door, view: Any) -> Any:
    """A view behind a door: it is told which one."""
    return require_safe(door.page(to=TO_ASK[door.key])(update_wrapper(partial(view, door=door), view)))
