"""Editing and removing billing administrators: rule 4, S7, S8, rule 10."""

import pytest

from bursar.access.permissions import Level, Permission, Role
from bursar.audit.models import Entry
from bursar.billing import commands
from bursar.billing.queries import administrator, administrators, full_administrators, level_of
from bursar.core import clock
from bursar.core.errors import Conflict, Forbidden, NotKnown
from bursar.grants.models import Grant
from bursar.grants.queries import access_to, permissions
from bursar.mail.models import OutboxMail
from tests.billing.conftest import days, give, seen, terms
from tests.personas import World

P = Permission


def test_editing_closes_the_row_and_opens_another(world: World, change):
    person = world.person("viewer")
    before = level_of(world.account, person=person)
    after = change("full", person, terms(Level.PAYER))
    before.refresh_from_db()
    assert before.closed_at is not None
    assert (after.name, after.held_since, after.granted_by) == (Level.PAYER, before.held_since, world.person("full"))


def test_a_change_takes_effect_at_the_next_request(world: World, change):
    person = world.person("payer")
    change("full", person, terms(Level.VIEWER))
    assert P.INVOICE_PAY not in permissions(person.pk, world.account)


def test_removing_takes_every_billing_right_and_no_other(world: World, remove):
    person = world.person("admin")
    give(world, "keeper", Level.FULL)
    Grant.objects.filter(person=give(world, "other", Level.PAYER)).update(person=person)
    remove("keeper", person)
    held = permissions(person.pk, world.account)
    assert P.INVOICE_VIEW not in held
    assert P.MEMBER_MANAGE in held
    assert person.memberships.get().role == Role.ADMIN


def test_the_list_tells_who_gave_it_how_and_since_when(world: World, change):
    person = world.person("viewer")
    change("full", person, terms(Level.PAYER, reason="Holiday cover", valid_until=days(10)))
    shown = administrator(access_to(world.actor("full"), world.account), person.uid)
    assert (shown.given_by, shown.how, shown.terms.reason) == ("Full Example", "by an edit", "Holiday cover")
    assert shown.status == "ending"


def test_sleeping_expired_and_deactivated_administrators_are_marked(world: World):
    give(world, "early", Level.VIEWER, valid_from=days(3))
    give(world, "late", Level.VIEWER, valid_from=days(-9), valid_until=days(-1))
    gone = give(world, "gone", Level.VIEWER)
    gone.deactivated_at = clock.now()
    gone.save()
    shown = administrators(access_to(world.actor("full"), world.account)).rows
    marks = {row.person.first_name: row.status for row in shown}
    assert marks == {"Early": "sleeping", "Late": "expired", "Gone": "deactivated", "Full": "effective"}


def test_a_level_counts_in_its_period_only(world: World):
    early = give(world, "early", Level.VIEWER, valid_from=days(3), valid_until=days(5))
    assert not permissions(early.pk, world.account)
    with clock.at(days(4)):
        assert P.INVOICE_VIEW in permissions(early.pk, world.account)
    with clock.at(days(6)):
        assert not permissions(early.pk, world.account)


def test_a_level_that_had_not_begun_is_held_since_its_new_beginning(world: World, change):
    early = give(world, "early", Level.VIEWER, valid_from=days(3), held_since=days(3))
    change("full", early, terms(Level.PAYER))
    row = level_of(world.account, person=early)
    assert row.held_since == row.valid_from


@pytest.mark.parametrize("what", ["change", "remove"])
def test_who_holds_more_is_not_ones_to_touch(world: World, change, remove, what):
    give(world, "clerk", Level.CUSTOM, P.INVOICE_VIEW, P.BILLING_ADMIN_MANAGE)
    with pytest.raises(Forbidden) as refusal:
        change("clerk", world.person("payer"), terms()) if what == "change" else remove("clerk", world.person("payer"))
    assert refusal.value.code == "holds_more"


def test_nobody_raises_themselves(world: World, change):
    clerk = give(world, "clerk", Level.CUSTOM, P.INVOICE_VIEW, P.BILLING_ADMIN_MANAGE)
    with pytest.raises(Forbidden) as refusal:
        change("clerk", clerk, terms(Level.FULL))
    assert refusal.value.code == "gives_unheld"


def test_nobody_takes_their_own_end_date_away(world: World, change):
    interim = give(world, "interim", Level.FULL, valid_until=days(9))
    with pytest.raises(Forbidden) as refusal:
        change("interim", interim, terms(Level.FULL))
    assert refusal.value.code == "beyond_own_end"


def test_a_viewer_changes_nobody(world: World, change):
    with pytest.raises(Forbidden):
        change("viewer", world.person("payer"), terms())


def test_two_browsers_editing_one_person_the_second_is_told(world: World, change):
    person = world.person("viewer")
    stale = seen(world, person)
    change("full", person, terms(Level.PAYER))
    with pytest.raises(Conflict):
        change("full", person, terms(Level.FULL), stale)
    assert level_of(world.account, person=person).name == Level.PAYER


def test_saving_what_is_there_already_changes_nothing(world: World, change):
    person = world.person("viewer")
    before = level_of(world.account, person=person)
    assert change("full", person, terms(Level.VIEWER)).pk == before.pk
    assert not Entry.objects.filter(kind="billing.admin.changed").exists()


def test_removing_twice_is_not_known_the_second_time(world: World, remove):
    remove("full", world.person("viewer"))
    with pytest.raises(NotKnown):
        remove("full", world.person("viewer"))


def test_giving_up_ones_own_access_needs_no_right_to_manage(world: World):
    world.person("full")
    commands.leave_billing_portal(world.actor("viewer"), account=world.account)
    assert level_of(world.account, person=world.person("viewer")) is None


def test_the_person_concerned_and_the_other_full_administrators_are_told(world: World, remove):
    second, person = give(world, "second", Level.FULL), world.person("payer")
    remove("full", person)
    assert OutboxMail.objects.get(kind="billing.your_access").to_person_id == person.pk
    assert OutboxMail.objects.get(kind="billing.administrators").to_person_id == second.pk


def test_an_edit_leaves_one_entry_with_old_and_new(world: World, change):
    change("full", world.person("viewer"), terms(Level.PAYER))
    entry = Entry.objects.get(kind="billing.admin.changed")
    assert (entry.old["level"], entry.new["level"]) == ("viewer", "payer")


def test_the_list_takes_the_same_number_of_queries_however_long(world, django_assert_num_queries):
    access = access_to(world.actor("full"), world.account)
    for number in range(12):
        give(world, f"person{number}", Level.VIEWER)
    with django_assert_num_queries(1):
        assert len(administrators(access).rows) == 13


def test_full_administrators_are_those_who_keep_the_portal(world: World):
    give(world, "dated", Level.FULL, valid_until=days(9))
    give(world, "sleeper", Level.FULL, valid_from=days(9))
    assert full_administrators(world.account) == []
    world.person("full")
    assert full_administrators(world.account) == [world.person("full")]
