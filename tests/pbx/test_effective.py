"""Effective permission (rule 7) and what the page says before Save."""

import pytest

from bursar.access.permissions import PbxPermission, Permission
from bursar.accounts import steps as accounts
from bursar.accounts.models import GroupMembership, GroupNesting
from bursar.core import clock
from bursar.core.errors import NotKnown
from bursar.grants import queries as grants_queries
from bursar.grants import steps as grants
from bursar.pbx import queries
from bursar.pbx.draft import Kind, Principal
from tests.personas import BY, World, make_group, make_person, member

P = PbxPermission


def principal(someone) -> Principal:
    return Principal(Kind.PERSON if hasattr(someone, "email") else Kind.GROUP, someone.uid)


def put(world: World, person, group):
    return GroupMembership.objects.create(account=world.account, group=group, person=person)


def held(world: World, person):
    return grants_queries.permissions(person.pk, world.account)


@pytest.fixture
def nested(world: World):
    """Direction holds the group Finance, which holds the group Ledger."""
    direction = make_group(world.account, "Direction")
    finance = make_group(world.account, "Finance", direction)
    return direction, finance, make_group(world.account, "Ledger", finance)


def test_a_permission_reaches_the_members_of_groups_inside_groups(world, nested):
    direction, _finance, ledger = nested
    put(world, world.person("member"), ledger)
    grants.give_pbx(BY, world.account, P.VIEW_INVOICES, group=direction)
    assert Permission.INVOICE_VIEW in held(world, world.person("member"))


def test_a_permission_of_a_group_inside_does_not_reach_the_one_around_it(world, nested):
    direction, _finance, ledger = nested
    put(world, world.person("member"), direction)
    grants.give_pbx(BY, world.account, P.VIEW_INVOICES, group=ledger)
    assert Permission.INVOICE_VIEW not in held(world, world.person("member"))


def test_it_ends_when_the_nesting_ends(world, nested):
    direction, finance, ledger = nested
    put(world, world.person("member"), ledger)
    grants.give_pbx(BY, world.account, P.VIEW_INVOICES, group=direction)
    GroupNesting.objects.filter(child=finance).update(ended_at=clock.now())
    assert held(world, world.person("member")) == frozenset()


def test_it_ends_with_the_membership_at_once_and_comes_back_with_nothing(world):
    payer = world.person("pbx_payer")
    grants.give_pbx(BY, world.account, P.VIEW_REPORTS, person=payer)
    accounts.end_membership(payer.memberships.get())
    grants.close_pbx_grants_of(BY, world.account, payer)
    assert held(world, payer) == frozenset()
    accounts.open_membership(world.account, payer, "member")
    assert held(world, payer) == frozenset()


def look(world: World, persona: str, rows):
    access = grants_queries.access_to(world.actor(persona), world.account)
    return queries.preview(access, 1, rows)


def test_before_save_the_page_knows_how_many_people_gain_pay(world, nested):
    direction, finance, ledger = nested
    for name, group in (("ana", direction), ("ben", finance), ("cleo", ledger)):
        put(world, member(world, name), group)
    seen = look(world, "founder", {principal(direction): frozenset({P.VIEW_INVOICES, P.PAY_INVOICES})})
    [view, pay] = seen.effects
    assert (pay.permission, [p.first_name for p in pay.gained]) == (P.PAY_INVOICES, ["Ana", "Ben", "Cleo"])
    assert len(view.gained) == 3


def test_who_has_it_already_by_another_road_gains_nothing(world):
    someone = world.person("pbx_viewer")
    group = make_group(world.account, "Viewers")
    put(world, someone, group)
    seen = look(world, "founder", {principal(group): frozenset({P.VIEW_INVOICES})})
    assert (seen.effects, len(seen.changed)) == ([], 1)


def test_taking_view_of_a_group_takes_the_effective_pay_of_its_people(world):
    payer = world.person("pbx_payer")
    direction = world.account.groups.get(name="Direction")
    seen = look(world, "founder", {principal(direction): frozenset()})
    assert {e.permission: e.lost for e in seen.effects} == {P.VIEW_INVOICES: [payer], P.PAY_INVOICES: [payer]}


def test_a_preview_names_what_a_save_would_refuse_and_changes_nothing(world):
    seen = look(world, "super_admin", {principal(world.person("member")): frozenset({P.PAY_INVOICES})})
    assert [r.code for r in seen.refusals] == ["pay_needs_view", "gives_unheld"]
    assert not world.person("member").grants.exists()


def test_a_preview_of_an_old_draft_says_so(world):
    access = grants_queries.access_to(world.actor("super_admin"), world.account)
    assert queries.preview(access, 0, {}).is_stale


def test_the_page_shows_what_comes_through_groups(world, nested):
    direction, _finance, ledger = nested
    someone = world.person("pbx_viewer")
    put(world, someone, ledger)
    grants.give_pbx(BY, world.account, P.VIEW_REPORTS, group=direction)
    rows = {row.who.name: row for row in queries.page(world.account, {principal(ledger)}).rows}
    assert rows["Pbx_Viewer Example"].through == {P.VIEW_REPORTS: ["Direction"]}
    assert rows["Ledger"].through == {P.VIEW_REPORTS: ["Direction"]}
    assert (rows["Direction"].path, rows["Ledger"].path) == ("", "Direction › Finance")


def test_the_page_takes_the_same_number_of_queries_for_many_rows(world, django_assert_num_queries):
    def fill(names):
        for name in names:
            someone = member(world, name)
            put(world, someone, make_group(world.account, f"Group of {name}"))
            grants.give_pbx(BY, world.account, P.VIEW_REPORTS, person=someone)

    fill("ab")
    with django_assert_num_queries(3):
        queries.page(world.account)
    fill("cdefgh")
    with django_assert_num_queries(3):
        assert len(queries.page(world.account).rows) == 8


def test_only_active_members_and_groups_of_the_account_can_be_found(world, other_world):
    world.person("suspended"), world.person("full"), other_world.person("stranger")
    member(world, "zoe")
    make_group(other_world.account, "Zoo")
    assert [c.name for c in queries.candidates(world.account, "zo")] == ["Zoe Example"]
    assert queries.candidates(world.account, "suspended") == []


def test_who_may_change_the_page_is_known_by_name(world):
    world.person("super_admin"), world.person("pbx_super"), world.person("pbx_viewer"), world.person("admin")
    assert {p.first_name for p in queries.managers(world.account)} == {"Super_Admin", "Pbx_Super"}


def test_why_is_answered_for_members_only(world):
    make_person("outsider")
    _person, why = queries.member_with_facts(world.account, world.person("pbx_payer").uid)
    assert [w.permission for w in why if w.decision.is_allowed] == [P.VIEW_INVOICES, P.PAY_INVOICES]
    with pytest.raises(NotKnown):
        queries.member_with_facts(world.account, world.person("full").uid)
