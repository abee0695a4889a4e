"""Reads a draft of the permissions page from a form, and lays it over the page to be shown."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime

from django.http import QueryDict
from django.utils.translation import gettext as _

from bursar.access.permissions import PBX_FOR_THE_TELEPHONE_SYSTEM, PBX_NEEDS, PbxPermission
from bursar.core.errors import Refused
from bursar.pbx import words
from bursar.pbx.draft import Page, Periods, Principal, Ticks
from bursar.pbx.queries import PermissionsView, Row
from bursar.portals.pbx import dates
from bursar.portals.pbx.dates import Fields


@dataclass(frozen=True, slots=True)
class Draft:
    """What the browser holds: the rows that somebody touched, and the page they were drawn on."""

    version: int
    drawn_at: datetime
    rows: Page
    periods: Periods = field(default_factory=dict)
    notes: tuple[str, ...] = ()  # which instants are meant where the clocks leave that open


NONE = Draft(0, datetime.min.replace(tzinfo=UTC), {})


@dataclass(frozen=True, slots=True)
class Column:
    """A permission as a column of the page."""

    permission: PbxPermission
    label: str
    explanation: str
    needs: str
    is_for_the_telephone_system: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it is shown: as saved, or as the draft wants it, with what stands against it.

    `saved` and `wanted` are the fields of the periods as they are and as the draft has them, `hidden` the latter as
    names and values.
    """

    row: Row
    ticks: Ticks
    saved: Mapping[str, Fields]
    wanted: Mapping[str, Fields]
    hidden: list[tuple[str, str]]
    is_draft: bool = False
    errors: list[str] = field(default_factory=list)

    @property
    def saved_json(self) -> str:
        """For the script."""
        return _json(self.saved)

    @property
    def wanted_json(self) -> str:
        """For the script."""
        return _json(self.wanted)


def read(data: QueryDict, zone: str) -> Draft:
    """The draft in a form: `version`, `drawn_at`, `row` for each principal, `tick:<row>` for each tick and, where one
    has a period of its own, the fields of `dates` in the account's time zone.

    Raises Refused for anything malformed: a value that nobody could have typed by accident changes nothing.
    """
    try:
        rows = {Principal.parse(key): _ticks(data.getlist(f"tick:{key}")) for key in data.getlist("row")}
        drawn_at = datetime.fromisoformat(str(data["drawn_at"]))
        if drawn_at.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        said = {who: dates.read(data, who, zone) for who in rows}
        periods = {who: {p: each.period for p, each in found.items()} for who, found in said.items() if found}
        notes = [
            note for who, found in said.items() for p, each in found.items() if p in rows[who] for note in each.notes
        ]
        return Draft(version(data), drawn_at, rows, periods, tuple(dict.fromkeys(notes)))
    except (ValueError, KeyError) as error:
        raise _damaged() from error


def version(data: QueryDict) -> int:
    """The version of the page that a form was drawn on. Raises Refused where it names none."""
    try:
        return int(str(data["version"]))
    except (ValueError, KeyError) as error:
        raise _damaged() from error


def fields(draft: Draft, zone: str) -> list[tuple[str, str]]:
    """The draft as hidden fields, to be sent again."""
    found = [("version", str(draft.version)), ("drawn_at", draft.drawn_at.isoformat())]
    for who, ticks in draft.rows.items():
        found += [("row", str(who)), *((f"tick:{who}", str(tick)) for tick in sorted(ticks))]
        found += dates.as_fields(who, draft.periods.get(who, {}), zone)
    return found


def lines(page: PermissionsView, draft: Draft, zone: str, refusals: Iterable[Refused] = ()) -> list[Line]:
    """The page's rows with the draft's ticks laid over them, each with the refusals that concern it."""
    errors: dict[str, list[str]] = {}
    for refusal in refusals:
        errors.setdefault((refusal.field or "").partition("#")[0], []).append(str(refusal))
    return [_line(row, draft, zone, errors) for row in page.rows]


def columns() -> list[Column]:
    """The six permissions in the page's order."""
    return [
        Column(
            permission,
            words.label(permission),
            words.explanation(permission),
            PBX_NEEDS.get(permission, ""),
            permission in PBX_FOR_THE_TELEPHONE_SYSTEM,
        )
        for permission in PbxPermission
    ]


def labels() -> dict[PbxPermission, str]:
    """Each permission's word."""
    return {permission: words.label(permission) for permission in PbxPermission}


def _damaged() -> Refused:
    return Refused("malformed_draft", _("This form is damaged. Reload the page and try again."))


def _line(row: Row, draft: Draft, zone: str, errors: Mapping[str, list[str]]) -> Line:
    is_draft = row.principal in draft.rows
    ticks = draft.rows[row.principal] if is_draft else row.ticks
    periods = draft.periods.get(row.principal, {})
    saved = {str(p): dates.shown(period, zone) for p, period in row.dates.items()}
    asked = {str(p): dates.shown(period, zone) for p, period in periods.items()}
    wanted = {p: fields for p, fields in asked.items() if fields != saved.get(p, Fields())}
    hidden = list(dates.as_fields(row.principal, periods, zone))
    return Line(row, ticks, saved, wanted, hidden, is_draft, errors.get(str(row.principal), []))


def _json(fields: Mapping[str, Fields]) -> str:
    return json.dumps({name: asdict(each) for name, each in fields.items()})


def _ticks(names: list[str]) -> Ticks:
    return frozenset(PbxPermission(name) for name in names)
