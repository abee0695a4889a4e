"""What a draft would do if it were saved now: for whom, and what stands against it. Writes nothing."""

from dataclasses import dataclass

from bursar.access.permissions import PbxPermission
from bursar.accounts.models import Person
from bursar.core.errors import Refused
from bursar.grants import queries as grants
from bursar.grants.periods import Period
from bursar.grants.queries import Access
from bursar.pbx import draft, effect, reach, rules
from bursar.pbx.draft import Change, Page, Periods
from bursar.pbx.models import PermissionsPage
from bursar.pbx.principals import find
from bursar.pbx.queries.rows import held, ticked


@dataclass(frozen=True, slots=True)
class PersonsEffect:
    """Who would gain and who would lose a permission, whatever the road; by name.

    `period` says from when until when, where that is not from now on and for good.
    `is_all` is False when the groups of the draft hold more people than are looked at: there may be more of them.
    """

    permission: PbxPermission
    gained: list[Person]
    lost: list[Person]
    period: Period
    is_all: bool = True


@dataclass(frozen=True, slots=True)
class Preview:
    """What would change, and the refusals that a Save would meet."""

    changed: tuple[Change, ...]
    effects: list[PersonsEffect]
    refusals: list[Refused]
    is_stale: bool
    is_cut: bool  # there are more dates than an effect is worked out for


def preview(access: Access, version: int, rows: Page, periods: Periods | None = None) -> Preview:
    """The effect of a draft, drawn from `version`, on the page as it is now. Raises NotKnown for an unknown row."""
    account, at = access.account, access.at
    found = find(account, rows)
    changed = draft.changes(held(ticked(account, list(rows)), at), rows, draft.since(periods or {}, at))
    people, is_more = reach.concerned({change.principal: found[change.principal] for change in changed})
    before = grants.facts(account_ids=[account.pk], person_ids=people)
    given, taken = rules.ticks(changed, found)
    later = effect.after(before, account.pk, given, taken, at)
    effects = effect.effects(before, later, account.pk, at)
    current = PermissionsPage.objects.filter(account=account).values_list("version", flat=True).first()
    return Preview(
        changed,
        _named(effects, is_all=not is_more),
        list(rules.refusals(access, changed, found, periods or {})) if changed else [],
        is_stale=(current or 1) != version,
        is_cut=effect.is_cut(before, later, at),
    )


def _named(effects: tuple[effect.Effect, ...], *, is_all: bool) -> list[PersonsEffect]:
    ids = frozenset().union(*(e.gained | e.lost for e in effects))
    people = list(Person.objects.filter(pk__in=ids).order_by("last_name", "first_name", "pk"))
    return [
        PersonsEffect(
            e.permission,
            [p for p in people if p.pk in e.gained],
            [p for p in people if p.pk in e.lost],
            Period(e.start, e.end),
            is_all,
        )
        for e in effects
    ]
