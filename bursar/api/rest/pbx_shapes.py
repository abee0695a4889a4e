"""Shapes of the PBX permissions page: what is ticked, drafts, and what they would do."""

from ninja import Schema
from pydantic import ConfigDict

from bursar.access.permissions import PbxPermission
from bursar.api.rest.shapes import Given, Someone, Uid, Until


class TickOut(Until):
    """A permission, and from when until when it counts."""

    permission: PbxPermission


class RowOut(Schema):
    """What is ticked for a person or a group; `who` is `person:` or `group:` and a public id."""

    who: str
    name: str
    permissions: list[TickOut]


class PermissionsOut(Schema):
    """The page at a version: a draft is drawn from it."""

    version: int
    items: list[RowOut]
    next: str | None = None


class TickIn(Until):
    """A permission to be ticked. Without a period it keeps the one it has; a new one counts at once and for good."""

    model_config = ConfigDict(extra="forbid")
    permission: PbxPermission


class RowIn(Given):
    """What is to be ticked for one of them; who is not named stays as they are."""

    who: Uid
    permissions: list[TickIn]


class DraftIn(Given):
    """A draft, and the version of the page that it was drawn from."""

    version: int
    rows: list[RowIn]


class EffectOut(Schema):
    """Who would gain and who would lose a permission, through groups too."""

    permission: PbxPermission
    gained: list[Someone]
    lost: list[Someone]
    is_all: bool


class Objection(Schema):
    """What stands against a draft, with the code that a Save would answer."""

    code: str
    field: str
    detail: str


class PreviewOut(Schema):
    """What a Save would do, and what stands against it. Nothing was changed."""

    is_stale: bool
    effects: list[EffectOut]
    refusals: list[Objection]


class SavedOut(Schema):
    """The page's version afterwards."""

    version: int
