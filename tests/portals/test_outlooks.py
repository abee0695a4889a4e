"""The pages that change groups, roles and levels tell beforehand what the change gives and takes, and for whom."""

import pytest
from django.urls import reverse

from bursar.access.permissions import Level, PbxPermission
from bursar.accounts.models import GroupMembership
from bursar.audit.models import Entry
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
