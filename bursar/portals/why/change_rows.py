"""What changed, as rows of a list and of a file: each person with what they gained and lost, how, and by whose act."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from bursar.access.permissions import Permission
from bursar.audit.kinds import all_kinds
from bursar.audit.queries import entries_at
from bursar.grants.queries import permission_label
from bursar.grants.queries.candidates import Candidate
from bursar.grants.queries.causes import entry_of
from bursar.grants.queries.changed import Changed
from bursar.grants.queries.turning import Turn
from bursar.portals import activity
from bursar.portals.spreadsheet import Table, harmless
from bursar.portals.why import chains, denials
from bursar.portals.why.rows import Named, Reader, named
from bursar.portals.why.words import Voice


@dataclass
class Happening:
    """What one thing gave to somebody, or took."""

    first: Changed
    rights: list[Permission] = field(default_factory=list)


@dataclass(frozen=True)
class Somebody:
    """A person whose rights differ, with each thing that brought it about, the latest first."""

    who: Candidate
    happenings: list[Happening]


def people(found: Sequence[Changed]) -> list[Somebody]:
    """The changes by person; rights that came or went by the same thing are one."""
    listed = []
    for who, theirs in groupby(found, key=lambda each: each.who):
        happenings: dict[object, Happening] = {}
        for each in theirs:
            happenings.setdefault((each.is_gained, each.turn and each.turn.when), Happening(each)).rights.append(
                each.right
            )
        listed.append(Somebody(who, list(happenings.values())))
    return listed


def rows(shown: Iterable[Somebody], account_id: int, reader: Reader) -> list[dict[str, Any]]:
    """Each with the entry of the activity, as far as the reader may see that."""
    shown = list(shown)
    acts = _acts(shown, account_id, reader)
    voice = Voice(reader.time_zone)
    return [
        {"who": _named(each, reader), "happenings": [_told(one, acts, voice) for one in each.happenings]}
        for each in shown
    ]


def table(shown: Iterable[Somebody], account_id: int, reader: Reader) -> Table:
    """A line for each thing that gave or took; instants in the account's time zone."""
    zone = ZoneInfo(reader.time_zone)
    heads = [_("Name"), _("E-mail address"), _("Gained or lost"), _("Rights"), _("When"), _("How"), _("Act"), _("By")]
    lines = [heads]
    for row in rows(shown, account_id, reader):
        for one in row["happenings"]:
            when = one["at"].astimezone(zone).isoformat(" ", "minutes") if one["at"] else ""
            what = _("Gained") if one["is_gained"] else _("Lost")
            cells = [row["who"].name, row["who"].email, what, ", ".join(one["rights"]), when, one["how"]]
            lines.append([harmless(cell) for cell in (*cells, one["act"], one["by"])])
    return lines


def _named(each: Somebody, reader: Reader) -> Named:
    is_administrator = any(one.first.is_administrator for one in each.happenings)
    return named(each.who, reader, is_administrator=is_administrator)


def _acts(shown: Iterable[Somebody], account_id: int, reader: Reader) -> dict[Turn, tuple[str, str]]:
    """What was done and by whom; the names of an area's activity are for those who may see it."""
    turns = {one.first.turn for each in shown for one in each.happenings}
    acted = [turn for turn in turns if turn and not turn.is_by_date]
    found = entries_at(account_id, (turn.when for turn in acted))
    entries = {turn: entry for turn in acted if (entry := entry_of(found[turn.when], turn.causes))}
    kinds = all_kinds()
    return {
        turn: (row.what, row.who if entry.kind in kinds and kinds[entry.kind].area in reader.areas else "")
        for (turn, entry), row in zip(entries.items(), activity.rows(entries.values()), strict=True)
    }


def _told(one: Happening, acts: dict[Turn, tuple[str, str]], voice: Voice) -> dict[str, Any]:
    first, denial = one.first, one.first.decision.denial
    act, by = acts.get(first.turn, ("", "")) if first.turn else ("", "")
    if first.turn and first.turn.is_by_date:
        act = _("By its own dates")
    how = " ".join(denials.sentences(denial, voice)) if denial else " · ".join(map(chains.road, first.decision.chains))
    return {
        "is_gained": first.is_gained,
        "rights": [permission_label(right) for right in one.rights],
        "at": first.turn.when if first.turn else None,
        "how": how,
        "act": act,
        "by": by,
    }
