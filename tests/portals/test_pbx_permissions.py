"""The permissions page at its door: S9 to S12 and rule 6."""

import re
from datetime import UTC, datetime

import pytest

from bursar.access.permissions import PbxPermission
from bursar.accounts.models import GroupMembership
from bursar.core import clock
from bursar.grants import steps as grants
from bursar.grants.models import Grant
from bursar.pbx.models import PermissionsPage
from tests.personas import BY, World, make_group, member

P = PbxPermission
pytestmark = pytest.mark.django_db(transaction=True)


def address(world: World, rest: str = "") -> str:
    return f"/pbx/{world.account.number}/permissions/{rest}"


def key(someone) -> str:
    return f"{'person' if hasattr(someone, 'email') else 'group'}:{someone.uid}"


def draft(*rows, version: int = 1, drawn_at: datetime | None = None):
    form = {
        "version": version,
        "drawn_at": (drawn_at or clock.now()).isoformat(),
        "row": [key(who) for who, *_ in rows],
    }
    return {**form, **{f"tick:{key(who)}": [str(tick) for tick in ticks] for who, *ticks in rows}}


def words(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def held(someone) -> set[str]:
    return set(Grant.objects.filter(person=someone, closed_at=None).values_list("name", flat=True))


@pytest.mark.parametrize("persona", ["super_admin", "pbx_super", "founder"])
def test_the_left_menu_leads_to_permissions_under_general(world, signed_in, persona):
    browser = signed_in(persona, entered="pbx")
    page = browser.get(f"/pbx/{world.account.number}/")
    assert f'href="{address(world)}"' in page.content.decode()
    assert "General General permissions Who" in words(browser.get(address(world)))


@pytest.mark.parametrize("persona", ["pbx_viewer", "pbx_payer"])
def test_who_may_not_change_the_page_finds_neither_menu_nor_page(world, signed_in, persona):
    browser = signed_in(persona, entered="pbx")
    assert address(world) not in browser.get(f"/pbx/{world.account.number}/").content.decode()
    assert browser.get(address(world)).status_code == 403


@pytest.mark.parametrize("rest", ["", "preview/", "review/", "reapply/"])
def test_what_is_refused_to_look_at_is_refused_to_send(world, signed_in, rest):
    browser = signed_in("pbx_viewer", entered="pbx")
    assert browser.post(address(world, rest), draft()).status_code == 403


def test_a_person_is_ticked_and_saved(world, signed_in):
    someone = world.person("member")
    answer = signed_in("founder", entered="pbx").post(address(world), draft((someone, P.VIEW_INVOICES)))
    assert (answer.status_code, held(someone)) == (302, {P.VIEW_INVOICES})


def test_a_group_is_removed_by_a_row_without_ticks(world, signed_in):
    world.person("pbx_payer")
    group = world.account.groups.get(name="Direction")
    signed_in("super_admin", entered="pbx").post(address(world), draft((group,)))
    assert not Grant.objects.filter(group=group, closed_at=None).exists()


def test_the_super_admins_stand_fixed_on_the_page(world, signed_in):
    page = signed_in("super_admin", entered="pbx").get(address(world)).content.decode()
    assert "Super admin in the admin portal" in page
    assert f'data-row="{key(world.person("super_admin"))}"' not in page


def test_a_refused_draft_is_shown_again_with_the_reason_in_its_row(world, signed_in):
    someone = world.person("member")
    answer = signed_in("pbx_super", entered="pbx").post(
        address(world), draft((someone, P.VIEW_INVOICES, P.PAY_INVOICES))
    )
    page = answer.content.decode()
    row = page[page.index(f'data-row="{key(someone)}"') :]
    assert answer.status_code == 403
    assert "can be given only by somebody who holds it" in row[: row.index("</tr>")]
    assert row[: row.index("</tr>")].count(" checked") == 2


def test_pay_without_view_answers_422(world, signed_in):
    answer = signed_in("founder", entered="pbx").post(address(world), draft((world.person("member"), P.PAY_INVOICES)))
    assert answer.status_code == 422
    assert "cannot hold “Pay invoices” without “View invoices”" in words(answer)


def test_before_save_the_page_says_what_will_change_for_whom(world, signed_in):
    world.person("pbx_payer")
    rows = [(world.person(p), P.VIEW_INVOICES, P.PAY_INVOICES) for p in ("member", "admin", "custom_role")]
    answer = signed_in("founder", entered="pbx").post(address(world, "preview/"), draft(*rows))
    assert "3 people gain Pay invoices" in words(answer)
    assert held(world.person("member")) == set()


def test_a_long_list_of_names_is_cut_short_and_the_number_is_not(world, signed_in):
    group = make_group(world.account, "Everybody")
    for number in range(14):
        someone = member(world, f"n{number:02}")
        GroupMembership.objects.create(account=world.account, group=group, person=someone)
    answer = signed_in("super_admin", entered="pbx").post(address(world, "preview/"), draft((group, P.VIEW_REPORTS)))
    assert "14 people gain View reports" in words(answer)
    assert "N11 Example and 2 more" in words(answer)


def test_before_save_one_is_told_that_one_shuts_oneself_out(world, signed_in):
    world.person("super_admin")
    answer = signed_in("pbx_super", entered="pbx").post(address(world, "preview/"), draft((world.person("pbx_super"),)))
    assert "You will no longer be able to change this page yourself." in words(answer)


def test_two_saves_that_meet_are_both_shown_and_the_later_one_writes_nothing(world, signed_in):
    drawn_at = clock.now()
    mine, theirs = world.person("member"), world.person("admin")
    signed_in("pbx_super", entered="pbx").post(address(world), draft((theirs, P.VIEW_REPORTS)))
    answer = signed_in("super_admin", entered="pbx").post(
        address(world), draft((mine, P.ACCESS_RECORDINGS), drawn_at=drawn_at)
    )
    assert (answer.status_code, held(mine)) == (409, set())
    assert "Admin Example – View reports given by Pbx_Super Example" in words(answer)
    assert "Member Example – Access call recordings given" in words(answer)


def test_ones_changes_are_put_on_top_as_a_draft_of_the_new_page(world, signed_in):
    drawn_at = clock.now()
    someone = world.person("pbx_super")
    with clock.at(datetime(2030, 1, 1, tzinfo=UTC)):
        signed_in("super_admin", entered="pbx").post(
            address(world), draft((someone, P.SUPER_ADMINISTRATOR, P.VIEW_REPORTS))
        )
        stale = draft((someone, P.SUPER_ADMINISTRATOR, P.CONFIGURE), drawn_at=drawn_at)
        page = signed_in("pbx_super", entered="pbx").post(address(world, "reapply/"), stale).content.decode()
    row = page[page.index(f'data-row="{key(someone)}"') :]
    assert re.findall(r'value="(\w+)"(?: data-needs="\w+")? checked', row[: row.index("</tr>")]) == [
        "super_administrator",
        "configure",
        "view_reports",
    ]
    assert 'name="version" value="2"' in page
    assert held(someone) == {P.SUPER_ADMINISTRATOR, P.VIEW_REPORTS}


def test_without_a_script_a_row_is_reviewed_and_then_saved(world, signed_in):
    someone = world.person("member")
    browser = signed_in("founder", entered="pbx")
    review = browser.post(address(world, "review/"), draft((someone, P.VIEW_INVOICES))).content.decode()
    assert "<strong>1 person gains View invoices</strong>" in review
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]+)">', review)
    form = {name: [v for n, v in fields if n == name] for name, _value in fields if name != "csrfmiddlewaretoken"}
    assert browser.post(address(world), form).status_code == 302
    assert held(someone) == {P.VIEW_INVOICES}


def test_without_a_script_somebody_is_searched_and_added_as_a_row(world, signed_in):
    someone = world.person("member")
    browser = signed_in("super_admin", entered="pbx")
    found = browser.get(address(world), {"q": "memb"}).content.decode()
    assert f'data-add="{key(someone)}"' in found
    assert f'data-row="{key(someone)}"' in browser.get(address(world), {"add": key(someone)}).content.decode()


def test_a_row_and_the_candidates_come_in_pieces_for_the_script(world, signed_in):
    group = make_group(world.account, "Reception")
    browser = signed_in("super_admin", entered="pbx")
    assert b"Reception" in browser.get(address(world, "candidates/"), {"q": "recep"}).content
    assert browser.get(address(world, "row/"), {"add": key(group)}).content.decode().count("<tr") == 1


@pytest.mark.parametrize("text", ["person:nobody", "group:nobody", "robot:x", ""])
def test_who_is_not_in_the_account_is_not_found(world, signed_in, text):
    browser = signed_in("super_admin", entered="pbx")
    assert browser.get(address(world, "row/"), {"add": text}).status_code == 404


def test_people_of_another_account_are_not_found_in_any_way(world, other_world, signed_in):
    elsewhere = other_world.person("founder")
    browser = signed_in("super_admin", entered="pbx")
    assert browser.get(address(world), {"add": key(elsewhere)}).status_code == 404
    assert browser.get(address(world, f"people/{elsewhere.uid}/")).status_code == 404
    assert browser.post(address(world), draft((elsewhere, P.VIEW_REPORTS))).status_code == 404
    assert b"Nobody and no group" in browser.get(address(world, "candidates/"), {"q": "founder"}).content


@pytest.mark.parametrize(
    "damage",
    [{"version": "x"}, {"version": ""}, {"drawn_at": "yesterday"}, {"row": ["robot:1"]}, {"drawn_at": "2026-01-01"}],
)
def test_a_damaged_form_changes_nothing(world, signed_in, damage):
    browser = signed_in("super_admin", entered="pbx")
    answer = browser.post(address(world), {**draft((world.person("member"), P.VIEW_REPORTS)), **damage})
    assert (answer.status_code, Grant.objects.count()) == (422, 0)


def test_an_unknown_permission_changes_nothing(world, signed_in):
    browser = signed_in("super_admin", entered="pbx")
    answer = browser.post(address(world), draft((world.person("member"), "owner")))
    assert (answer.status_code, Grant.objects.count()) == (422, 0)


def test_who_took_the_page_from_himself_lands_on_the_overview(world, signed_in):
    world.person("super_admin")
    someone = world.person("pbx_super")
    answer = signed_in("pbx_super", entered="pbx").post(address(world), draft((someone, P.VIEW_REPORTS)))
    assert answer.url == f"/pbx/{world.account.number}/"


def test_each_tick_tells_who_gave_it(world, signed_in):
    signed_in("super_admin", entered="pbx").post(address(world), draft((world.person("member"), P.VIEW_REPORTS)))
    page = words(signed_in("super_admin", entered="pbx").get(address(world)))
    assert "View reports: given by Super_Admin Example on" in page


def test_why_somebody_holds_pay_is_told_with_its_groups(world, signed_in):
    someone = world.person("pbx_payer")
    page = words(signed_in("super_admin", entered="pbx").get(address(world, f"people/{someone.uid}/")))
    assert "Pay invoices: through group Finance, in group Direction. Since" in page
    assert "Finance group Direction group Pay invoices PBX permission Pay invoices" in page


def test_why_somebody_does_not_hold_a_permission_is_told_with_what_is_missing(world, signed_in):
    page = words(signed_in("super_admin", entered="pbx").get(address(world, f"people/{world.person('member').uid}/")))
    assert "missing A PBX permission given in PBX administration View reports not held" in page


def test_looking_changes_nothing(world, signed_in):
    browser = signed_in("super_admin", entered="pbx")
    for rest in ("", "candidates/?q=a"):
        browser.get(address(world, rest))
    browser.post(address(world, "preview/"), draft((world.person("member"), P.VIEW_REPORTS)))
    assert (Grant.objects.count(), PermissionsPage.objects.get(account=world.account).version) == (0, 1)


def test_a_name_full_of_signs_does_no_harm_on_the_page(world, signed_in):
    someone = world.person("pbx_viewer")
    type(someone).objects.filter(pk=someone.pk).update(first_name='"><script>alert(1)</script>')
    page = signed_in("super_admin", entered="pbx").get(address(world)).content.decode()
    assert "<script>alert" not in page


def test_the_page_takes_the_same_number_of_queries_for_many_rows(world, signed_in, django_assert_max_num_queries):
    browser = signed_in("super_admin", entered="pbx")
    for number in range(20):
        grants.give_pbx(BY, world.account, P.VIEW_REPORTS, group=make_group(world.account, f"Group {number}"))
    browser.get(address(world))
    with django_assert_max_num_queries(22):
        browser.get(address(world))
