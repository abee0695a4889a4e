"""The pages of the admin portal: S1, S2, rules 2, 10 and 12."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from bursar.access.permissions import PbxPermission, Permission, Role
from bursar.accounts import steps
from bursar.accounts.models import GroupMembership, Invitation
from bursar.billing.models import PortalState
from bursar.grants import steps as grant_steps
from bursar.lifecycle.commands.member_invitations import invite_member
from tests.lifecycle.test_members import role_with
from tests.personas import BY, World, make_group, member

P = Permission


def address(world: World, name: str, **kwargs: str) -> str:
    return reverse(f"admin:{name}", kwargs={"number": world.account.number, **kwargs})


def of(world: World, name: str, persona: str) -> str:
    return address(world, name, uid=world.person(persona).uid)


def text(answer) -> str:
    return answer.content.decode()


@pytest.mark.parametrize("persona", ["admin", "super_admin", "custom_role"])
def test_who_has_a_role_enters_the_admin_portal(world, signed_in, persona):
    assert signed_in(persona, entered="admin").get(address(world, "overview")).status_code == 200


@pytest.mark.parametrize("persona", ["member", "full", "pbx_super", "suspended"])
def test_who_has_none_is_refused_with_the_reason(world, signed_in, persona):
    answer = signed_in(persona, entered="admin").get(address(world, "overview"))
    assert answer.status_code == 403
    assert "You are signed in as" in text(answer)


@pytest.mark.parametrize("persona", ["admin", "super_admin", "custom_role"])
def test_billing_is_in_everybodys_navigation_and_opens_in_a_new_tab(world, signed_in, persona):
    page = text(signed_in(persona, entered="admin").get(address(world, "overview")))
    link = f'<a class="nav__link" href="/billing/{world.account.number}/sign-in/" target="_blank" rel="noopener">'
    assert link in page


def test_billing_leads_a_billing_administrator_to_their_portal(world, signed_in):
    page = text(signed_in("founder", entered="admin").get(address(world, "overview")))
    assert f'<a class="nav__link" href="/billing/{world.account.number}/" target="_blank"' in page


def test_a_super_admin_is_told_when_nobody_administers_the_bills(world, signed_in):
    PortalState.objects.update(state=PortalState.State.NEEDS_ADMIN)
    words = "The billing portal has no administrator any more."
    assert words in text(signed_in("super_admin", entered="admin").get(address(world, "overview")))
    assert words not in text(signed_in("admin", entered="admin").get(address(world, "overview")))


NAVIGATION = {"person-list": "People", "role-list": "Roles", "settings": "Settings", "activity": "Activity"}


@pytest.mark.parametrize(
    ("persona", "reached"),
    [
        ("super_admin", {"person-list", "role-list", "settings", "activity"}),
        ("admin", {"person-list", "activity"}),
        ("custom_role", {"person-list"}),
    ],
)
def test_the_navigation_shows_what_one_may_reach_and_the_pages_agree(world, signed_in, persona, reached):
    browser: Client = signed_in(persona, entered="admin")
    page = text(browser.get(address(world, "overview")))
    for name in NAVIGATION:
        shown = f'<a class="nav__link" href="{address(world, name)}"' in page
        opened = browser.get(address(world, name)).status_code == 200
        assert shown == opened == (name in reached), name


def test_people_are_found_by_folded_parts_of_name_and_address(world, signed_in):
    person = member(world, "elodie")
    person.first_name, person.last_name = "Élodie", "Mercier"
    person.save()
    page = text(signed_in("admin", entered="admin").get(address(world, "person-list"), {"q": "ÉLO merc"}))
    assert "Élodie Mercier" in page
    assert "Admin Example" not in page.split('id="people"')[1]


def test_people_are_filtered_by_role_group_and_state(world, signed_in):
    outer = make_group(world.account, "Outer")
    inner = make_group(world.account, "Inner", outer)
    steps.put_in_group(inner, world.person("member"))
    browser, wanted = signed_in("admin", entered="admin"), address(world, "person-list")
    world.person("suspended")
    for query, name in [
        ({"role": "admin", "state": "active"}, "Admin Example"),
        ({"group": outer.uid}, "Member Example"),
        ({"state": "suspended"}, "Suspended Example"),
    ]:
        people = text(browser.get(wanted, query)).split('id="people"')[1]
        assert name in people
        assert people.count("person__name") == 1


def test_nonsense_in_the_filters_shows_a_page(world, signed_in):
    nonsense = {"role": "emperor", "group": "nope", "state": "gone", "sort": "-whatever", "page": "x"}
    answer = signed_in("admin", entered="admin").get(address(world, "person-list"), nonsense)
    assert answer.status_code == 200


def crowd(world: World, size: int) -> None:
    group = make_group(world.account, "Everybody")
    for number in range(size):
        steps.put_in_group(group, member(world, f"person{number}"))


LISTS = {"person-list": 7, "group-list": 5, "invitation-list": 5, "role-list": 6, "activity": 7}


@pytest.mark.parametrize("size", [3, 30])
@pytest.mark.parametrize("name", LISTS)
def test_a_list_asks_the_same_number_of_questions_however_long_it_is(
    world, signed_in, django_assert_num_queries, name, size
):
    crowd(world, size)
    for number in range(size):
        make_group(world.account, f"Group {number}")
        role_with(world, P.MEMBER_VIEW, name=f"Role {number}")
        invite_member(
            world.actor("super_admin"),
            account=world.account,
            email=f"new{number}@example.com",
            first_name="New",
            last_name="Person",
            language="en",
            role=Role.MEMBER,
            group_uids=[],
        )
    browser = signed_in("super_admin", entered="admin")
    with django_assert_num_queries(LISTS[name]):
        browser.get(address(world, name))


def test_fifty_people_stand_on_a_page_and_none_is_dropped_or_repeated(world, signed_in):
    crowd(world, 60)
    browser = signed_in("admin", entered="admin")
    pages = [text(browser.get(address(world, "person-list")))]
    on = re.search(r'rel="next" href="([^"]+)"', pages[0])
    pages.append(text(browser.get(address(world, "person-list") + on[1])))
    back = re.search(r'rel="prev" href="([^"]+)"', pages[1])
    again = text(browser.get(address(world, "person-list") + back[1]))
    assert again.split('id="people"')[1].count("person__name") == 50
    found = [part.split('"')[0] for page in pages for part in page.split('class="person__name" href="')[1:]]
    assert (pages[0].count("person__name"), len(found), len(set(found))) == (50, 61, 61)


def test_a_persons_page_shows_by_which_chain_they_hold_what(world, signed_in):
    page = text(signed_in("custom_role", entered="admin").get(of(world, "person", "pbx_payer")))
    assert "Pay invoices: through group Finance, in group Direction." in page


def test_a_persons_page_says_that_they_are_a_billing_administrator(world, signed_in):
    page = text(signed_in("admin", entered="admin").get(of(world, "person", "founder")))
    assert "Founder Example is a billing administrator (Full)" in page


def test_a_person_of_another_account_is_not_found(world, other_world, signed_in):
    answer = signed_in("super_admin", entered="admin").get(
        address(world, "person", uid=other_world.person("member").uid)
    )
    assert answer.status_code == 404


def test_nobodys_name_or_address_is_edited_by_admins(world, signed_in):
    browser = signed_in("super_admin", entered="admin")
    page = text(browser.get(of(world, "person", "member"))) + text(browser.get(of(world, "person-role", "member")))
    assert 'name="email"' not in page
    assert 'name="first_name"' not in page


def test_an_admin_is_not_shown_what_the_server_then_refuses(world, signed_in):
    browser = signed_in("admin", entered="admin")
    page = text(browser.get(of(world, "person", "super_admin")))
    for name in ("person-role", "person-suspend", "person-remove"):
        assert of(world, name, "super_admin") not in page
        assert browser.get(of(world, name, "super_admin")).status_code == 403


def test_an_admin_is_offered_no_role_but_member(world, signed_in):
    page = text(signed_in("admin", entered="admin").get(of(world, "person-role", "member")))
    assert page.count('type="radio"') == 1


def test_a_role_is_changed_on_the_page(world, signed_in):
    browser = signed_in("super_admin", entered="admin")
    answer = browser.post(of(world, "person-role", "member"), {"role": "admin"})
    assert answer.url == of(world, "person", "member")
    assert world.person("member").memberships.get(ended_at=None).role == Role.ADMIN


def test_the_last_super_admin_is_told_why_and_the_way_out(world, signed_in):
    answer = signed_in("super_admin", entered="admin").post(of(world, "person-role", "super_admin"), {"role": "member"})
    assert answer.status_code == 422
    assert "Make somebody else Super admin first." in text(answer)


def test_suspending_says_that_a_billing_administrator_stays_one(world, signed_in):
    page = text(signed_in("super_admin", entered="admin").get(of(world, "person-suspend", "founder")))
    assert "Nothing in the admin portal changes that." in page


def test_removing_says_what_ends_and_asks_first(world, signed_in):
    person = world.person("member")
    grant_steps.give_pbx(BY, world.account, PbxPermission.VIEW_REPORTS, person=person)
    browser = signed_in("admin", entered="admin")
    page = text(browser.get(of(world, "person-remove", "member")))
    assert "1 person loses: View reports" in page
    assert person.memberships.filter(ended_at=None).exists()


def test_a_member_is_removed_on_the_page(world, signed_in):
    browser = signed_in("admin", entered="admin")
    assert browser.post(of(world, "person-remove", "member")).url == address(world, "person-list")
    assert browser.get(of(world, "person", "member")).status_code == 404


def test_a_member_is_suspended_and_resumed_on_the_pages(world, signed_in):
    browser = signed_in("admin", entered="admin")
    browser.post(of(world, "person-suspend", "member"))
    assert "Lift the suspension" in text(browser.get(of(world, "person", "member")))
    browser.post(of(world, "person-resume", "member"))
    assert not world.person("member").memberships.get(ended_at=None).is_suspended


def test_nobody_suspends_themselves_and_the_page_says_the_way_out(world, signed_in):
    member(world, "second", Role.SUPER_ADMIN)
    answer = signed_in("super_admin", entered="admin").get(of(world, "person-suspend", "super_admin"))
    assert answer.status_code == 422
    assert "To leave the account, use My account." in text(answer)


NEW = {"first_name": "New", "last_name": "Person", "email": "new@example.com", "language": "fr", "role": "member"}


def test_somebody_is_invited_on_the_page(world, signed_in):
    answer = signed_in("admin", entered="admin").post(address(world, "person-invite"), NEW)
    assert answer.url == address(world, "invitation-list")
    assert Invitation.objects.get().language == "fr"


def test_inviting_into_a_group_that_carries_pay_is_refused_beside_the_field(world, signed_in):
    group = make_group(world.account, "Finance")
    for permission in (PbxPermission.VIEW_INVOICES, PbxPermission.PAY_INVOICES):
        grant_steps.give_pbx(BY, world.account, permission, group=group)
    answer = signed_in("admin", entered="admin").post(address(world, "person-invite"), {**NEW, "groups": [group.uid]})
    assert answer.status_code == 403
    assert 'href="#id_groups"' in text(answer)


def test_an_invitation_is_sent_again_and_revoked_on_the_page(world, signed_in):
    browser = signed_in("admin", entered="admin")
    browser.post(address(world, "person-invite"), NEW)
    uid = Invitation.objects.get().uid
    browser.post(address(world, "invitation-resend", uid=uid))
    assert Invitation.objects.get().generation == 2
    browser.post(address(world, "invitation-revoke", uid=uid))
    assert Invitation.objects.get().state == "revoked"


def test_looking_revokes_nothing(world, signed_in):
    browser = signed_in("admin", entered="admin")
    browser.post(address(world, "person-invite"), NEW)
    browser.get(address(world, "invitation-revoke", uid=Invitation.objects.get().uid))
    assert Invitation.objects.get().is_open


def test_a_wrong_form_is_shown_again_with_422(world, signed_in):
    answer = signed_in("admin", entered="admin").post(address(world, "person-invite"), {**NEW, "email": "nonsense"})
    assert answer.status_code == 422


def test_settings_are_saved_on_the_page(world, signed_in):
    wanted = {"name": "Northwind International", "language": "fr", "time_zone": "Europe/London"}
    signed_in("super_admin", entered="admin").post(address(world, "settings"), wanted)
    world.account.refresh_from_db()
    assert (world.account.name, world.account.time_zone) == ("Northwind International", "Europe/London")


def test_the_persons_groups_are_changed_on_the_page(world, signed_in):
    group = make_group(world.account, "Sales")
    browser = signed_in("admin", entered="admin")
    browser.post(of(world, "person-groups", "member"), {"groups": [group.uid]})
    assert GroupMembership.objects.get(person=world.person("member"), ended_at=None).group == group
