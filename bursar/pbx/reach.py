"""Whom a change of ticks could concern: read before the facts, so that only theirs are read."""

from collections.abc import Iterable, Mapping, Sequence

from django.db import connection
from django.db.models import Q

from bursar.access.facts import Facts, Source
from bursar.access.permissions import PbxPermission, Role
from bursar.accounts.models import Account, Membership
from bursar.accounts.models.membership import RANKS
from bursar.grants import queries as grants
from bursar.grants.models import Grant
from bursar.pbx.draft import Principal
from bursar.pbx.principals import Found

LOOKED_AT = 200  # people whose effect is worked out before a Save; more are told as “at least”
ENOUGH = 20  # holders of a right that are looked for: one that stays is enough
_BELOW = """
WITH RECURSIVE below(id) AS (
    SELECT g.id FROM accounts_group g WHERE g.id IN ({groups})
    UNION SELECT n.child_id FROM below JOIN accounts_groupnesting n ON n.parent_id = below.id AND n.ended_at IS NULL
)
SELECT i.person_id FROM below JOIN accounts_groupmembership i ON i.group_id = below.id AND i.ended_at IS NULL
JOIN accounts_membership m ON m.account_id = i.account_id AND m.person_id = i.person_id AND m.ended_at IS NULL
    AND NOT m.is_suspended
JOIN accounts_person p ON p.id = i.person_id AND p.deactivated_at IS NULL
LIMIT %s
"""


def concerned(found: Mapping[Principal, Found]) -> tuple[set[int], bool]:
    """The persons of a draft and the first of those in its groups or below them; whether there are more."""
    inside, is_all = active_below([who.id for who in found.values() if who.group], LOOKED_AT)
    return {who.id for who in found.values() if who.person} | inside, not is_all


def active_below(groups: Sequence[int], limit: int) -> tuple[set[int], bool]:
    """Active members of these groups or of those inside them, at most `limit`; whether these are all."""
    if not groups:
        return set(), True
    with connection.cursor() as cursor:
        cursor.execute(_BELOW.format(groups=", ".join(["%s"] * len(groups))), [*groups, limit + 1])
        rows = [row[0] for row in cursor.fetchall()]
    return set(rows[:limit]), len(rows) <= limit


def around_managing(account: Account, draft: Iterable[Found] = ()) -> Facts:
    """Facts about some persons that are enough to tell whether anybody may change the page, before and after a draft.

    Super admins and whoever holds it by a tick that the draft leaves alone go on holding it; of those whom the draft
    names, and of the people in its groups, everything is looked at.
    """
    drawn = list(draft)
    ticks = Grant.objects.filter(grants.not_over(), account=account, source=Source.PBX)
    ticks = ticks.filter(name=PbxPermission.SUPER_ADMINISTRATOR)
    elsewhere = ~Q(person_id__in=[who.id for who in drawn if who.person])
    holding = ticks.filter(elsewhere, person__deactivated_at__isnull=True, person__isnull=False).values("person_id")
    members = Membership.objects.filter(account=account, ended_at__isnull=True, is_suspended=False)
    active = members.filter(person__deactivated_at__isnull=True)
    people = {who.id for who in drawn if who.person}
    people |= set(active.filter(rank=RANKS.index(Role.SUPER_ADMIN)).values_list("person_id", flat=True)[:ENOUGH])
    people |= set(active.filter(person_id__in=holding).values_list("person_id", flat=True)[:ENOUGH])
    drawn_groups = [who.id for who in drawn if who.group]
    others = ticks.filter(group__isnull=False).exclude(group_id__in=drawn_groups).values_list("group_id", flat=True)
    people |= active_below(list(others), ENOUGH)[0] | active_below(drawn_groups, ENOUGH)[0]
    return grants.facts(account_ids=[account.pk], person_ids=people)
