"""Groups and roles on the pages of the admin portal: rules 2, 6 and 8."""

import pytest

from bursar.access.permissions import PbxPermission, Permission, Role
from bursar.accounts import steps
from bursar.accounts.models import CustomRole, Group, GroupMembership, GroupNesting
from bursar.grants import steps as grant_steps
from tests.lifecycle.test_members import role_with
from tests.personas import BY, World, make_group, member
from tests.portals.test_admin import address, text

P = Permission


@pytest.fixture
def paying(world: World) -> Group:
    """“Finance” inside “Direction”, which carries View and Pay."""
    direction = make_group(world.account, "Direction")
    for permission in (PbxPermission.VIEW_INVOICES, PbxPermission.PAY_INVOICES):
        grant_steps.give_pbx(BY, world.account, permission, group=direction)
    return make_group(world.account, "Finance", direction)


def test_a_groups_page_shows_what_it_carries_and_from_where(world, signed_in, paying):
    page = text(signed_in("custom_role", entered="admin").get(address(world, "group", uid=paying.uid)))
    assert "Pay invoices" in page
    assert "from “Direction”" in page


def test_who_only_views_is_offered_no_change_of_groups(world, signed_in, paying):
    browser = signed_in("custom_role", entered="admin")
    page = text(browser.get(address(world, "group", uid=paying.uid)))
    for name in ("group-edit", "group-move", "group-fill", "group-delete"):
        assert address(world, name, uid=paying.uid) not in page
        assert browser.get(address(world, name, uid=paying.uid)).status_code == 403


def test_a_group_is_created_inside_another_one_on_the_page(world, signed_in):
    parent = make_group(world.account, "Sales")
    browser = signed_in("admin", entered="admin")
    browser.post(address(world, "group-add"), {"name": "Export", "description": "", "parent": parent.uid})
    assert GroupNesting.objects.get().child.name == "Export"


def test_a_group_is_renamed_and_moved_on_the_pages(world, signed_in):
    group, parent = make_group(world.account, "Export"), make_group(world.account, "Sales")
    browser = signed_in("admin", entered="admin")
    browser.post(address(world, "group-edit", uid=group.uid), {"name": "Abroad", "description": "Far away"})
    browser.post(address(world, "group-move", uid=group.uid), {"parent": parent.uid})
    assert GroupNesting.objects.get(ended_at=None).parent == parent
    assert Group.objects.get(pk=group.pk).name == "Abroad"


def test_moving_under_a_group_that_carries_pay_is_refused_beside_the_field(world, signed_in, paying):
    group = make_group(world.account, "Sales")
    answer = signed_in("super_admin", entered="admin").post(
        address(world, "group-move", uid=group.uid), {"parent": paying.uid}
    )
    assert answer.status_code == 403
    assert 'id="id_parent-errors"' in text(answer)


def test_people_are_picked_and_put_in_a_group_without_a_script(world, signed_in):
    group, person = make_group(world.account, "Sales"), world.person("member")
    browser, wanted = signed_in("admin", entered="admin"), address(world, "group-fill", uid=group.uid)
    assert f'value="{person.uid}"' in text(browser.get(wanted, {"q": "member"}))
    browser.post(wanted, {"people": [person.uid]})
    assert GroupMembership.objects.get().person == person


def test_who_is_ticked_stays_ticked_in_the_next_search(world, signed_in):
    group, uid = make_group(world.account, "Sales"), world.person("member").uid
    query = {"q": "nobody of this name", "people": uid}
    page = text(signed_in("admin", entered="admin").get(address(world, "group-fill", uid=group.uid), query))
    assert f'id="pick-{uid}" data-select-row checked' in page


def test_putting_people_where_pay_is_carried_says_why_not_and_keeps_the_ticks(world, signed_in, paying):
    uid = world.person("member").uid
    answer = signed_in("super_admin", entered="admin").post(
        address(world, "group-fill", uid=paying.uid), {"people": [uid]}
    )
    assert answer.status_code == 403
    assert "you do not hold it" in text(answer)
    assert f'id="pick-{uid}" data-select-row checked' in text(answer)


def test_somebody_is_taken_out_of_a_group_on_the_page(world, signed_in, paying):
    steps.put_in_group(paying, world.person("member"))
    wanted = address(world, "group-take-out", uid=paying.uid, person_uid=world.person("member").uid)
    signed_in("admin", entered="admin").post(wanted)
    assert not GroupMembership.objects.filter(ended_at=None).exists()


def test_before_a_group_is_deleted_the_page_says_who_loses_what(world, signed_in, paying):
    steps.put_in_group(paying, world.person("member"))
    page = text(signed_in("admin", entered="admin").get(address(world, "group-delete", uid=paying.uid)))
    losing = page.partition("1 person loses: View invoices, Pay invoices")[2]
    assert "Member Example" in losing.partition("</li>")[0]


def test_who_keeps_a_right_by_another_way_loses_nothing(world, signed_in, paying):
    steps.put_in_group(paying, world.person("member"))
    steps.put_in_group(Group.objects.get(name="Direction"), world.person("member"))
    page = text(signed_in("admin", entered="admin").get(address(world, "group-delete", uid=paying.uid)))
    assert "Nobody gains or loses a right by this." in page


def test_a_group_is_deleted_on_the_page(world, signed_in, paying):
    signed_in("admin", entered="admin").post(address(world, "group-delete", uid=paying.uid))
    assert Group.objects.get(pk=paying.pk).deleted_at is not None


def test_a_group_of_another_account_is_not_found(world, other_world, signed_in):
    group = make_group(other_world.account, "Sales")
    browser = signed_in("super_admin", entered="admin")
    for name in ("group", "group-edit", "group-move", "group-fill", "group-delete"):
        assert browser.get(address(world, name, uid=group.uid)).status_code == 404


@pytest.mark.parametrize("size", [3, 30])
def test_a_group_and_its_picker_ask_the_same_number_of_questions(world, signed_in, django_assert_num_queries, size):
    group = make_group(world.account, "Sales")
    for number in range(size):
        steps.put_in_group(group, member(world, f"in{number}"))
        member(world, f"out{number}")
    browser = signed_in("admin", entered="admin")
    with django_assert_num_queries(6):
        browser.get(address(world, "group", uid=group.uid))
    with django_assert_num_queries(7):
        browser.get(address(world, "group-fill", uid=group.uid))


def test_a_role_is_made_and_edited_on_the_pages(world, signed_in):
    browser = signed_in("super_admin", entered="admin")
    browser.post(address(world, "role-add"), {"name": "Reader", "description": "", "permissions": ["member:view"]})
    uid = CustomRole.objects.get().uid
    browser.post(
        address(world, "role-edit", uid=uid),
        {"name": "Reader", "description": "", "permissions": ["member:view", "activity:view"]},
    )
    assert CustomRole.objects.get().permissions.filter(ended_at=None).count() == 2


def test_deleting_a_role_in_use_asks_for_one_in_its_place(world, signed_in):
    role = role_with(world, P.MEMBER_VIEW)
    world.people["clerk"] = member(world, "clerk", Role.CUSTOM, role)
    browser, wanted = signed_in("super_admin", entered="admin"), address(world, "role-delete", uid=role.uid)
    assert browser.post(wanted).status_code == 422
    browser.post(wanted, {"replacement": "member"})
    assert world.person("clerk").memberships.get(ended_at=None).role == Role.MEMBER


def test_a_role_that_nobody_has_is_deleted_at_once(world, signed_in):
    role = role_with(world, P.MEMBER_VIEW)
    signed_in("super_admin", entered="admin").post(address(world, "role-delete", uid=role.uid))
    assert CustomRole.objects.get().deleted_at is not None
