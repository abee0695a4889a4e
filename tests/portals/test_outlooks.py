"""The pages that change groups, roles and levels tell beforehand what the change gives and takes, and for whom."""

from datetime import timedelta

import pytest
from django.urls import reverse

from bursar.access.permissions import Level, PbxPermission, Permission, Role
from bursar.accounts.models import CustomRole, CustomRolePermission, GroupMembership
from bursar.audit.models import Entry
from bursar.core import clock
from bursar.grants import steps
from bursar.grants.models import Grant
from tests.personas import BY, make_group, member


@pytest.fixture
def group(world):
    """“Direction”, which carries View invoices; Ada is in it, Bob is not."""
    found = make_group(world.account, "Direction")
    steps.give_pbx(BY, world.account, PbxPermission.VIEW_INVOICES, group=found)
    GroupMembership.objects.create(account=world.account, group=found, person=member(world, "ada"))
    world.people["bob"] = member(world, "bob")
    return found


@pytest.fixture
def founder(signed_in):
    """A browser that may change everything."""
    return signed_in("founder", entered="admin billing")


def at(world, name, **kwargs):
    return reverse(name, kwargs={"number": world.account.number, **kwargs})


def test_before_somebody_is_put_in_a_group_the_page_tells_what_they_gain(world, group, founder):
    address, uid = at(world, "admin:group-fill", uid=group.uid), world.people["bob"].uid
    answer = founder.post(address, {"people": uid, "preview": "yes"})
    assert answer.status_code == 200
    assert "1 person gains: View invoices" in answer.content.decode()
    assert "Bob Example" in answer.content.decode().partition('id="outlook"')[2]
    assert not GroupMembership.objects.filter(person=world.people["bob"]).exists()
    assert not Entry.objects.exists()


def test_before_somebody_is_taken_out_the_page_asks_and_tells_what_they_lose(world, group, founder):
    uid = GroupMembership.objects.get(group=group).person.uid
    address = at(world, "admin:group-take-out", uid=group.uid, person_uid=uid)
    assert "1 person loses: View invoices" in founder.get(address).content.decode()
    assert founder.post(address).status_code == 302
    assert not GroupMembership.objects.filter(group=group, ended_at=None).exists()
    assert founder.get(address).status_code == 302  # there is nothing to ask any more


def test_a_move_that_is_refused_says_so_beforehand(world, group, signed_in):
    sales = make_group(world.account, "Sales")
    answer = signed_in("admin", entered="admin").post(
        at(world, "admin:group-move", uid=sales.uid), {"parent": group.uid, "preview": "yes"}
    )
    assert "outlook__loss" in answer.content.decode()
    assert "Nobody gains or loses" not in answer.content.decode()


def test_another_role_is_told_and_an_unfinished_form_is_no_error_while_it_is_filled_in(world, group, founder):
    address = at(world, "admin:person-role", uid=world.people["bob"].uid)
    answer = founder.post(address, {"role": "admin", "preview": "yes"})
    assert "Manage groups" in answer.content.decode().partition('id="outlook"')[2]
    assert world.people["bob"].memberships.get().role == "member"
    hx = {"HTTP_HX_REQUEST": "true"}
    assert founder.post(address, {"role": "none", "preview": "yes"}, **hx).status_code == 200
    alone = founder.post(address, {"role": "admin", "preview": "yes"}, **hx).content.decode()
    assert "Manage groups" in alone
    assert "<html" not in alone  # a page would use up the message of a form that was sent at the same moment
    assert founder.post(address, {"role": "none", "preview": "yes"}).status_code == 422


def test_another_level_is_told_and_nothing_is_changed(world, founder):
    payer = world.person("payer")
    address = at(world, "billing:administrator-edit", uid=payer.uid)
    fields = founder.get(address).content.decode()
    seen = fields.partition('name="seen" value="')[2].partition('"')[0]
    answer = founder.post(address, {"level": "viewer", "seen": seen, "preview": "yes"})
    assert "1 person loses: Pay invoices" in answer.content.decode()
    assert Grant.objects.get(person=payer, closed_at=None).name == "payer"


def test_the_page_that_deletes_a_level_names_what_is_kept_by_another_way(world, founder):
    payer = member(world, "ann")
    steps.give_level(BY, world.account, payer, Level.PAYER, how=Grant.How.INVITATION)
    steps.give_pbx(BY, world.account, PbxPermission.VIEW_INVOICES, person=payer)
    page = founder.get(at(world, "billing:administrator-delete", uid=payer.uid)).content.decode()
    losing = page.partition('class="losing"')[2].partition("</ul>")[0]
    assert "Pay invoices" in losing
    assert "View invoices" not in losing
    assert "Kept by another way" in page


@pytest.fixture
def reception(world):
    """A role that Ada has; Rolf manages roles, and may not view people."""
    made = {}
    for name, right in (("Reception", Permission.ACTIVITY_VIEW), ("Rolls", Permission.ROLE_MANAGE)):
        made[name] = CustomRole.objects.create(account=world.account, name=name)
        CustomRolePermission.objects.create(role=made[name], permission=right)
    CustomRolePermission.objects.create(role=made["Rolls"], permission=Permission.ACTIVITY_VIEW)
    member(world, "ada", Role.CUSTOM, made["Reception"])
    world.people["rolf"] = member(world, "rolf", Role.CUSTOM, made["Rolls"])
    return made["Reception"]


def test_who_may_not_view_people_is_told_how_many_and_no_name(world, reception, signed_in):
    edit, delete = (at(world, f"admin:role-{do}", uid=reception.uid) for do in ("edit", "delete"))
    filled = {"name": "Reception", "permissions": ["activity:view", "role:manage"], "preview": "yes"}
    for browser, sees in ((signed_in("rolf", entered="admin"), False), (signed_in("founder", entered="admin"), True)):
        page = browser.post(edit, filled).content.decode()
        assert "1 person gains: Manage roles" in page
        assert ("Ada Example" in page) == sees
        page = browser.get(delete).content.decode()
        assert "1 person has this role" in page
        assert ("Ada Example" in page) == sees


@pytest.mark.parametrize("do", ["suspend", "remove"])
def test_before_a_membership_ends_the_page_tells_what_is_lost_and_what_stays(world, group, founder, do):
    ada = GroupMembership.objects.get(group=group).person
    steps.give_level(BY, world.account, ada, Level.VIEWER, how=Grant.How.INVITATION)
    page = founder.get(at(world, f"admin:person-{do}", uid=ada.uid)).content.decode()
    assert "1 person loses: Enter PBX administration" in page
    assert "View invoices" not in page.partition("What this changes")[2].partition("</ul>")[0]
    assert not Entry.objects.exists()


def test_a_level_to_come_is_told_to_be_lost_from_its_beginning_on(world, founder):
    start = clock.now() + timedelta(days=3)
    ann = member(world, "ann")
    steps.give_level(BY, world.account, ann, Level.PAYER, how=Grant.How.EDIT, valid_from=start)
    page = founder.get(at(world, "billing:administrator-delete", uid=ann.uid)).content.decode()
    assert "Nothing that counts at present." in page
    assert "1 person loses: Enter the billing portal, View invoices, Pay invoices" in page.partition("From ")[2]


def test_before_a_group_is_deleted_few_questions_are_asked(world, group, founder, django_assert_max_num_queries):
    address = at(world, "admin:group-delete", uid=group.uid)
    founder.get(address)
    with django_assert_max_num_queries(14):
        assert "1 person loses: View invoices" in founder.get(address).content.decode()
