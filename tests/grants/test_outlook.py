"""What a change would give and take: each gain once, at the moment from which on it is one."""

from datetime import timedelta

from bursar.access import supposing
from bursar.access.facts import Grant, Source, Span
from bursar.access.permissions import LEVELS, Level, Permission
from bursar.core import clock
from bursar.grants import queries
from bursar.grants.queries.outlook import outlook
from tests.personas import World

DAY = timedelta(days=1)


def grant(number: int, world: World, persona: str, span: Span) -> Grant:
    rights = LEVELS[Level.VIEWER]
    return Grant(number, world.account.pk, Source.BILLING, "viewer", rights, span, person=world.person(persona).pk)


def test_what_is_gained_now_is_not_told_again_when_something_else_begins(world):
    gains, other = world.person("member"), world.person("stranger")
    now = clock.now()
    with clock.at(now):
        before = queries.facts(account_ids=[world.account.pk])
        after = supposing.with_level(before, world.account.pk, gains.pk, grant(7, world, "member", Span(now)))
        after = supposing.with_level(after, world.account.pk, other.pk, grant(8, world, "stranger", Span(now + DAY)))
        told = outlook(world.account, before, after)
    rights = (Permission.BILLING_PORTAL_ENTER, Permission.INVOICE_VIEW)
    assert [(each.rights, each.people, each.is_gain, each.start) for each in told.effects] == [
        (rights, [gains], True, None),
        (rights, [other], True, now + DAY),
    ]
    assert told.is_all
