"""Saving the permissions page: rule 6, invariants 6, 8 and 9."""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from bursar.access.facts import Source
from bursar.access.permissions import Level, PbxPermission, Permission, Role
from bursar.accounts import steps as accounts
from bursar.audit.models import Entry
from bursar.core import clock
from bursar.core.errors import Conflict, Forbidden, NotKnown, Refused
from bursar.grants import queries as grants_queries
from bursar.grants import steps as grants
from bursar.grants.models import Grant
from bursar.mail.models import OutboxMail
from bursar.pbx import queries
from bursar.pbx.commands import save_permissions
from bursar.pbx.draft import Kind, Principal
from bursar.pbx.models import PermissionsPage
from bursar.pbx.steps import page_changed
from tests.personas import BY, World, make_group, member

P = PbxPermission
VIEW, PAY, REPORTS, SUPER = P.VIEW_INVOICES, P.PAY_INVOICES, P.VIEW_REPORTS, P.SUPER_ADMINISTRATOR

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def refused(code: str):
    with pytest.raises(Refused) as raised:
        yield
    assert raised.value.code == code


def row(someone, *permissions):
    kind = Kind.PERSON if hasattr(someone, "email") else Kind.GROUP
    return {Principal(kind, someone.uid): frozenset(permissions)}


def save(world: World, persona: str, *rows, version: int = 1) -> int:
    draft = {who: ticks for each in rows for who, ticks in each.items()}
    return save_permissions(world.actor(persona, "pbx"), account=world.account, version=version, rows=draft)


def held(world: World, persona: str):
    return grants_queries.permissions(world.person(persona).pk, world.account)


def test_who_holds_pay_gives_view_and_pay(world):
    save(world, "founder", row(world.person("member"), VIEW, PAY))
    assert {Permission.INVOICE_VIEW, Permission.INVOICE_PAY, Permission.PBX_ENTER} == held(world, "member")


@pytest.mark.parametrize("persona", ["super_admin", "pbx_super"])
def test_who_may_change_the_page_but_not_pay_makes_nobody_a_payer(world, persona):
    with pytest.raises(Forbidden) as raised:
        save(world, persona, row(world.person("member"), VIEW, PAY))
    assert (raised.value.code, raised.value.field) == ("gives_unheld", f"person:{world.person('member').uid}")
    assert not Grant.objects.filter(person=world.person("member")).exists()


def test_nobody_makes_himself_a_payer(world):
    with pytest.raises(Forbidden):
        save(world, "pbx_super", row(world.person("pbx_super"), SUPER, VIEW, PAY))
    assert Permission.INVOICE_PAY not in held(world, "pbx_super")


def test_who_holds_only_view_gives_view_and_not_pay(world):
    grants.give_pbx(BY, world.account, VIEW, person=world.person("pbx_super"))
    save(world, "pbx_super", row(world.person("member"), VIEW))
    with pytest.raises(Forbidden):
        save(world, "pbx_super", row(world.person("member"), VIEW, PAY), version=2)


def test_view_held_through_the_billing_portal_can_be_given_here(world):
    grants.give_level(BY, world.account, world.person("pbx_super"), Level.VIEWER, how=Grant.How.INVITATION)
    save(world, "pbx_super", row(make_group(world.account, "Finance"), VIEW))
    assert Grant.objects.filter(group__name="Finance", name=VIEW, closed_at=None).exists()


def test_nobody_gives_beyond_their_own_end(world):
    soon = clock.now() + timedelta(days=5)
    grants.give_level(
        BY, world.account, world.person("pbx_super"), Level.PAYER, how=Grant.How.INVITATION, valid_until=soon
    )
    with pytest.raises(Forbidden) as raised:
        save(world, "pbx_super", row(world.person("member"), VIEW))
    assert raised.value.code == "beyond_own_end"


def test_taking_view_and_pay_away_needs_neither(world):
    viewer = world.person("pbx_viewer")
    save(world, "super_admin", row(viewer))
    assert held(world, "pbx_viewer") == frozenset()


def test_pay_without_view_is_refused(world):
    with pytest.raises(Refused) as raised:
        save(world, "founder", row(world.person("member"), PAY))
    assert (raised.value.code, raised.value.status) == ("pay_needs_view", 422)


def test_taking_view_and_leaving_pay_is_refused(world):
    save(world, "founder", row(world.person("member"), VIEW, PAY))
    with refused("pay_needs_view"):
        save(world, "founder", row(world.person("member"), PAY), version=2)


def test_one_refused_row_refuses_them_all(world):
    with pytest.raises(Refused):
        save(world, "super_admin", row(world.person("pbx_super"), SUPER, REPORTS), row(world.person("member"), PAY))
    assert list(Grant.objects.filter(person=world.person("pbx_super")).values_list("name", flat=True)) == [SUPER]


def test_a_draft_drawn_before_another_save_writes_nothing(world):
    save(world, "super_admin", row(world.person("member"), REPORTS))
    with pytest.raises(Conflict) as raised:
        save(world, "pbx_super", row(world.person("admin"), REPORTS), version=1)
    assert raised.value.status == 409
    assert not Grant.objects.filter(person=world.person("admin")).exists()


def test_a_change_by_another_road_makes_drafts_stale(world):
    page_changed(world.account)
    with pytest.raises(Conflict):
        save(world, "super_admin", row(world.person("member"), REPORTS), version=1)


def test_another_write_on_the_account_does_not_make_a_draft_stale(world):
    accounts.lock(world.account)
    assert save(world, "super_admin", row(world.person("member"), REPORTS)) == 2


def test_a_save_leaves_one_entry_with_ids_and_no_names(world):
    someone = world.person("member")
    save(world, "super_admin", row(someone, REPORTS), row(world.person("pbx_super"), SUPER, REPORTS))
    entry = Entry.objects.get(kind="pbx.permissions.saved")
    assert entry.old["ticks"] == {f"person:{someone.pk}": [], f"person:{world.person('pbx_super').pk}": [SUPER]}
    assert entry.new["ticks"][f"person:{someone.pk}"] == [REPORTS]
    assert "Example" not in str(entry.new)


def test_a_save_that_changes_nothing_leaves_neither_entry_nor_version(world):
    assert save(world, "super_admin", row(world.person("pbx_super"), SUPER)) == 1
    assert not Entry.objects.filter(kind="pbx.permissions.saved").exists()


def test_a_refused_save_is_recorded(world):
    with pytest.raises(Forbidden):
        save(world, "super_admin", row(world.person("member"), VIEW))
    entry = Entry.objects.get(kind="refused.save_permissions")
    assert (entry.refusal, entry.account_id) == ("gives_unheld", world.account.pk)


def test_unchanged_ticks_keep_their_row_and_their_giver(world):
    before = Grant.objects.get(person=world.person("pbx_super"))
    save(world, "super_admin", row(world.person("pbx_super"), SUPER, REPORTS))
    after = Grant.objects.get(person=world.person("pbx_super"), name=SUPER)
    assert (after.pk, after.granted_at, after.closed_at) == (before.pk, before.granted_at, None)


def test_a_tick_taken_and_given_again_is_a_new_row(world):
    save(world, "super_admin", row(world.person("member"), REPORTS))
    save(world, "super_admin", row(world.person("member")), version=2)
    save(world, "super_admin", row(world.person("member"), REPORTS), version=3)
    rows = Grant.objects.filter(person=world.person("member")).order_by("pk")
    assert [r.closed_at is None for r in rows] == [False, True]


def test_a_person_of_another_account_does_not_exist_here(world, other_world):
    elsewhere = other_world.person("founder")
    with pytest.raises(NotKnown):
        save(world, "super_admin", row(elsewhere, REPORTS), row(world.person("member"), REPORTS))
    assert not Grant.objects.filter(source=Source.PBX).exists()


def test_a_group_of_another_account_does_not_exist_here(world, other_world):
    with pytest.raises(NotKnown):
        save(world, "super_admin", row(make_group(other_world.account, "Finance"), REPORTS))


def test_a_billing_administrator_who_is_no_member_cannot_be_ticked(world):
    with pytest.raises(NotKnown):
        save(world, "super_admin", row(world.person("full"), REPORTS))


def test_nothing_is_given_to_a_suspended_member(world):
    with refused("cannot_receive"):
        save(world, "super_admin", row(world.person("suspended"), REPORTS))


@pytest.mark.parametrize("persona", ["admin", "pbx_payer", "pbx_viewer", "custom_role", "member", "full"])
def test_nobody_else_may_save_the_page(world, persona):
    with pytest.raises(Forbidden):
        save(world, persona, row(world.person("member"), REPORTS))


def test_a_stranger_does_not_know_the_page(world):
    with pytest.raises(NotKnown):
        save(world, "stranger", row(world.person("member"), REPORTS))


def test_the_last_super_administrator_stays(world):
    with pytest.raises(Refused) as raised:
        save(world, "pbx_super", row(world.person("pbx_super")))
    assert raised.value.code == "last_super_administrator"
    assert Permission.PBX_PERMISSION_MANAGE in held(world, "pbx_super")


def test_a_group_without_members_does_not_count_as_super_administrator(world):
    with refused("last_super_administrator"):
        save(world, "pbx_super", row(world.person("pbx_super")), row(make_group(world.account, "Empty"), SUPER))


def test_with_a_super_admin_left_the_last_pbx_super_administrator_may_go(world):
    world.person("super_admin")
    save(world, "pbx_super", row(world.person("pbx_super")))
    assert held(world, "pbx_super") == frozenset()


def test_a_suspended_super_admin_does_not_count(world):
    suspended = member(world, "away", Role.SUPER_ADMIN)
    accounts.change_membership(suspended.memberships.get(), is_suspended=True)
    with refused("last_super_administrator"):
        save(world, "pbx_super", row(world.person("pbx_super")))


def test_the_person_concerned_is_told_of_view_and_pay_only(world):
    save(world, "founder", row(world.person("member"), VIEW, PAY, REPORTS), row(world.person("admin"), REPORTS))
    mail = OutboxMail.objects.get()
    assert (mail.to_person_id, mail.about) == (world.person("member").pk, {"given": [PAY, VIEW], "taken": []})


def test_what_others_saved_since_is_known_with_its_author(world):
    drawn_at = clock.now()
    with clock.at(datetime(2030, 1, 1, tzinfo=UTC)):
        save(world, "super_admin", row(world.person("member"), REPORTS))
    [saved] = queries.saved_since(world.account, drawn_at)
    assert (saved.name, saved.permission, saved.is_given, saved.by) == (
        "Member Example",
        REPORTS,
        True,
        "Super_Admin Example",
    )


def test_what_came_and_went_in_between_is_no_difference(world):
    drawn_at = clock.now()
    save(world, "super_admin", row(world.person("member"), REPORTS))
    save(world, "super_admin", row(world.person("member")), version=2)
    assert queries.saved_since(world.account, drawn_at) == []
    assert queries.as_of(world.account, clock.now(), [Principal(Kind.PERSON, world.person("member").uid)]) == {}


def test_the_version_belongs_to_the_page(world):
    save(world, "super_admin", row(world.person("member"), REPORTS))
    page = PermissionsPage.objects.get(account=world.account)
    assert (page.version, page.saved_by_id) == (2, world.person("super_admin").pk)
