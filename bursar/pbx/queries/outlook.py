"""What a draft would do if it were saved now: for whom, and what stands against it. Writes nothing."""

from dataclasses import dataclass

from bursar.access.permissions import PbxPermission
from bursar.accounts.models import Person
from bursar.core.errors import Refused
from bursar.grants import queries as grants
from bursar.grants.queries import Access
from bursar.pbx import draft, effect, reach, rules
from bursar.pbx.draft import Change, Page
from bursar.pbx.models import PermissionsPage
from bursar.pbx.principals import find
from bursar.pbx.queries.rows import plain, ticked


@dataclass(frozen=True, slots=True)
class PersonsEffect:
    """Who would gain and who would lose a permission, whatever the road; by name.

    `is_all` is False when the groups of the draft hold more people than are looked at: there may be more of them.
    """

    permission: PbxPermission
    gained: list[Person]
    lost: list[Person]
    is_all: bool = True


@dataclass(frozen=True, slots=True)
class Preview:
    """What would change, and the refusals that a Save would meet."""

    changed: tuple[Change, ...]
    effects: list[PersonsEffect]
    refusals: list[Refused]
    is_stale: bool


def preview(access: Access, version: int, rows: Page) -> Preview:
    """The effect of a draft, drawn from `version`, on the page as it is now. Raises NotKnown for an unknown row."""
    account = access.account
    found = find(account, rows)
    changed = draft.changes(plain(ticked(account, list(rows))), rows)
    people, is_more = reach.concerned({change.principal: found[change.principal] for change in changed})
    before = grants.facts(account_ids=[account.pk], person_ids=people)
    given, taken = rules.ticks(changed, found)
    later = effect.after(before, account.pk, given, taken, access.at)
    effects = effect.effects(before, later, account.pk, access.at)
    current = PermissionsPage.objects.filter(account=account).values_list("version", flat=True).first()
    return Preview(
        changed,
        _named(effects, is_all=not is_more),
        list(rules.refusals(access, changed, found)) if changed else [],
        is_stale=(current or 1) != version,
    )


def _named(effects: tuple[effect.Effect, ...], *, is_all: bool) -> list[PersonsEffect]:
    ids = frozenset().union(*(e.gained | e.lost for e in effects))
    people = list(Person.objects.filter(pk__in=ids).order_by("last_name", "first_name", "pk"))
    return [
        PersonsEffect(
            e.permission, [p for p in people if p.pk in e.gained], [p for p in people if p.pk in e.lost], is_all
        )
        for e in effects
    ]
