"""What is told before a group, a role or a level is changed is what the change then does."""

from datetime import timedelta

import pytest

from bursar.access.changes import changes
from bursar.access.permissions import PbxPermission, Permission, Role
from bursar.accounts.models import CustomRole, CustomRolePermission, GroupMembership, Membership, Person
from bursar.core import clock
from bursar.grants import queries as grants
from bursar.grants import steps
from bursar.grants.models import Grant
from bursar.pbx.reach import LOOKED_AT
from soak.playing import acts_billing, acts_groups, foreseen  # the first two register themselves
from soak.playing.acts import ACTS
from tests.personas import BY, make_group, member

BILLS = {"billing_portal:enter", "invoice:view", "invoice:pay"}
PBX = {"pbx:enter", "invoice:view"}


@pytest.fixture
def stage(world):
    """A group that carries View invoices above one with somebody in it; a role; an outsider at level Payer."""
    world.person("founder")
    above, own = make_group(world.account, "Direction"), make_group(world.account, "Sales")
    steps.give_pbx(BY, world.account, PbxPermission.VIEW_INVOICES, group=above)
    inside, bob, ada = make_group(world.account, "Finance", above), member(world, "bob"), member(world, "ada")
    GroupMembership.objects.create(account=world.account, group=inside, person=ada)
    role = CustomRole.objects.create(account=world.account, name="Reception")
    CustomRolePermission.objects.create(role=role, permission=Permission.MEMBER_VIEW)
    kay = member(world, "kay", Role.CUSTOM, role)
    return {"above": above, "own": own, "inside": inside, "bob": bob, "ada": ada, "kay": kay, "role": role,
            "payer": world.person("payer"), "suspended": world.person("suspended")}  # fmt: skip


def _pk(stage, value):
    if isinstance(value, list):
        return [_pk(stage, each) for each in value]
    return stage[value].pk if isinstance(value, str) and value in stage else value


REGISTERED = (acts_billing, acts_groups)
FULL: dict[str, object] = {"level": "full", "rights": [], "from": None, "until": None, "reason": ""}
CASES = [
    ("add_group_members", {"group": "inside", "people": ["bob", "ada"]}, {"bob"}, PBX, True),
    ("remove_group_member", {"group": "inside", "person": "ada"}, {"ada"}, PBX, False),
    ("change_groups_of", {"person": "ada", "groups": ["own"]}, {"ada"}, PBX, False),
    ("change_groups_of", {"person": "bob", "groups": ["own", "inside"]}, {"bob"}, PBX, True),
    ("move_group", {"group": "inside", "parent": None}, {"ada"}, PBX, False),
    ("move_group", {"group": "inside", "parent": "own"}, {"ada"}, PBX, False),
    ("change_role", {"person": "bob", "role": "custom", "custom": "role"}, {"bob"}, {"admin_portal:enter"}, True),
    ("edit_role", {"role": "role", "name": "R", "permissions": ["activity:view"]}, {"kay"}, {"activity:view"}, True),
    ("delete_role", {"role": "role", "replacement": "member", "other": None}, {"kay"}, {"member:view"}, False),
    ("resume_member", {"person": "suspended"}, {"suspended"}, {"group:manage"}, True),
    ("suspend_member", {"person": "kay"}, {"kay"}, {"member:view", "admin_portal:enter"}, False),
    ("remove_member", {"person": "ada"}, {"ada"}, PBX, False),
    ("delete_group", {"group": "above"}, {"ada"}, PBX, False),
    ("delete_group", {"group": "inside"}, {"ada"}, PBX, False),
    ("change_billing_admin", {"person": "payer", "terms": FULL}, {"payer"}, {"billing_admin:manage"}, True),
    ("remove_billing_admin", {"person": "payer"}, {"payer"}, BILLS, False),
]


@pytest.mark.parametrize(("do", "args", "whom", "rights", "is_gain"), CASES, ids=[case[0] for case in CASES])
def test_a_change_gives_and_takes_what_was_told(world, stage, do, args, whom, rights, is_gain):
    record = {"do": do, "by": world.person("founder").pk, "account": world.account.pk,
              "args": {name: _pk(stage, value) for name, value in args.items()}}  # fmt: skip
    if do.endswith("billing_admin"):
        record["args"]["seen"] = Grant.objects.get(person=stage["payer"]).pk
    before, said = grants.facts(account_ids=[world.account.pk]), foreseen.told(record)
    ACTS[do](record)
    found = changes(before, grants.facts(account_ids=[world.account.pk]), world.account.pk, clock.now())
    assert said == {each.right: (each.gained, each.lost) for each in found}
    told = {
        right
        for right, (gained, lost) in said.items()
        if (gained if is_gain else lost) == {_pk(stage, n) for n in whom}
    }
    assert rights <= told


def test_nothing_is_told_of_what_somebody_holds_by_another_way(world, stage):
    steps.give_pbx(BY, world.account, PbxPermission.VIEW_INVOICES, person=stage["ada"])
    record = {"do": "remove_group_member", "account": world.account.pk}
    assert foreseen.told(record | {"args": {"group": stage["inside"].pk, "person": stage["ada"].pk}}) == {}


@pytest.mark.parametrize("do", ["remove_group_member", "delete_group", "remove_member", "suspend_member"])
def test_what_would_have_come_later_is_told_as_lost_from_then_on(world, stage, do):
    later = clock.now() + timedelta(days=7)
    steps.give_pbx(BY, world.account, PbxPermission.VIEW_REPORTS, group=stage["inside"], valid_from=later)
    args = {"group": stage["inside"].pk, "person": stage["ada"].pk}
    found = foreseen.TOLD[do](world.account, args)
    lost = {right: effect.start for effect in found.effects for right in effect.rights if not effect.is_gain}
    assert (lost[Permission.INVOICE_VIEW], lost[Permission.PBX_REPORT_VIEW]) == (None, later)


def test_what_is_kept_until_another_way_ends_is_told_as_lost_from_then_on(world, stage):
    until = clock.now() + timedelta(days=7)
    steps.give_pbx(BY, world.account, PbxPermission.VIEW_INVOICES, person=stage["ada"], valid_until=until)
    found = foreseen.TOLD["remove_group_member"](
        world.account, {"group": stage["inside"].pk, "person": stage["ada"].pk}
    )
    assert [(effect.start, effect.is_gain) for effect in found.effects] == [(until, False)]


@pytest.mark.parametrize("do", ["delete_group", "move_group"])
def test_of_a_large_group_some_are_looked_at_and_that_is_said(world, stage, do):
    people = Person.objects.bulk_create(Person(email=f"a{n}@example.net") for n in range(LOOKED_AT + 1))
    Membership.objects.bulk_create(Membership(account=world.account, person=p, role=Role.MEMBER) for p in people)
    GroupMembership.objects.bulk_create(
        GroupMembership(account=world.account, group=stage["inside"], person=p) for p in people
    )
    found = foreseen.TOLD[do](world.account, {"group": stage["inside"].pk, "parent": None})
    assert not found.is_all
    assert [len(effect.people) for effect in found.effects] == [LOOKED_AT]
