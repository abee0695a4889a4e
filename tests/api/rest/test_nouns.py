"""Each noun: what five personas get, that tokens are narrower than people, that ids of other accounts are nobody's."""

import pytest

from bursar.access.permissions import ROLES, Level, Role
from bursar.accounts.models import Invitation, Membership
from bursar.billing.models import AccessRequest
from bursar.grants.models import Grant
from tests.invoices.making import make_invoice
from tests.kinds import ASSIGNED, switch
from tests.personas import World, billing_admin, member

SUPER = {"role": "super_admin"}
PERSONAS = ("super_admin", "admin", "full", "viewer", "member")
LISTS = {
    "": (200, 200, 200, 200, 200),
    "members": (200, 200, 403, 403, 403),
    "groups": (200, 200, 403, 403, 403),
    "invitations": (200, 200, 403, 403, 403),
    "billing/administrators": (403, 403, 200, 403, 403),
    "billing/invitations": (403, 403, 200, 403, 403),
    "billing/details": (403, 403, 200, 403, 403),
    "billing/requests": (403, 403, 200, 403, 403),
    "pbx/permissions": (200, 403, 403, 403, 403),
    "invoices": (403, 403, 200, 200, 403),
    "activity": (200, 200, 403, 403, 403),
    "billing/activity": (403, 403, 200, 403, 403),
}


@pytest.mark.parametrize("path", LISTS)
def test_who_reads_what(program, path):
    assert tuple(program(persona).call("GET", path).status_code for persona in PERSONAS) == LISTS[path]


@pytest.mark.parametrize("path", [path for path in LISTS if path])
def test_a_token_without_the_scope_reads_nothing_of_it(program, path):
    owner = PERSONAS[LISTS[path].index(200)]
    assert program(owner, ["access:request"]).call("GET", path).status_code == 403


def test_the_accounts_of_a_person_with_what_the_token_may(program, world):
    (account,) = program("full", ["invoice:view"]).get("/api/v1/accounts")["items"]
    assert (account["number"], account["rights"]) == (world.account.number, ["invoice:view"])


def test_members_are_listed_found_and_read(program, world):
    world.person("viewer"), world.person("member"), world.person("admin")
    caller = program("super_admin")
    assert {row["role"] for row in caller.get("members")["items"]} == {"super_admin", "admin", "member"}
    (found,) = caller.get("members?search=admin%20exa&state=active")["items"][:1]
    assert caller.get(f"members/{found['uid']}")["groups"] == []


def test_a_member_is_given_a_role_suspended_resumed_and_removed(program, world):
    uid = world.person("member").uid
    caller = program("super_admin")
    seen = caller.tag(f"members/{uid}")
    changed = caller.call("PUT", f"members/{uid}/role", {"role": "admin"}, If_Match=seen)
    assert (changed.status_code, changed.json()["role"]) == (200, "admin")
    assert caller.call("POST", f"members/{uid}/suspend").json()["is_suspended"] is True
    assert caller.call("POST", f"members/{uid}/resume").json()["is_suspended"] is False
    assert caller.call("DELETE", f"members/{uid}", If_Match=caller.tag(f"members/{uid}")).status_code == 204
    assert not Membership.objects.filter(person__uid=uid, ended_at__isnull=True).exists()


def test_a_member_is_invited_the_invitation_sent_again_and_revoked(program):
    caller = program("admin")
    body = {"email": "new@example.com", "first_name": "New", "last_name": "Person", "role": "member"}
    made = caller.call("POST", "members", body).json()
    assert [row["uid"] for row in caller.get("invitations")["items"]] == [made["uid"]]
    assert caller.call("POST", f"invitations/{made['uid']}/resend").status_code == 204
    assert caller.call("DELETE", f"invitations/{made['uid']}").status_code == 204
    assert Invitation.objects.get().state == "revoked"


def test_groups_are_made_moved_filled_and_deleted(program, world):
    world.person("member")
    caller = program("super_admin")
    outer, inner = (caller.call("POST", "groups", {"name": name}).json()["uid"] for name in ("Outer", "Inner"))
    moved = caller.call("PUT", f"groups/{inner}/parent", {"parent": outer}, If_Match=caller.tag(f"groups/{inner}"))
    assert moved.json()["parent"] == outer
    person = world.person("member").uid
    assert caller.call("POST", f"groups/{inner}/members", {"people": [person]}).json()["members"] == 1
    assert [row["uid"] for row in caller.get(f"groups/{inner}/members")["items"]] == [person]
    assert caller.call("DELETE", f"groups/{inner}/members/{person}").status_code == 204
    assert caller.call("DELETE", f"groups/{outer}", If_Match=caller.tag(f"groups/{outer}")).status_code == 204
    assert [row["name"] for row in caller.get("groups")["items"]] == ["Inner"]


def test_an_administrator_is_invited_changed_and_removed(program, world: World):
    other = billing_admin(world, "second", Level.VIEWER)
    caller = program("full")
    path = f"billing/administrators/{other.uid}"
    changed = caller.call("PUT", path, {"level": "payer", "reason": "audit"}, If_Match=caller.tag(path))
    assert (changed.status_code, changed.json()["level"]) == (200, "payer"), changed.content
    assert caller.call("DELETE", path, If_Match=caller.tag(path)).status_code == 204
    assert not Grant.objects.filter(person=other, closed_at__isnull=True).exists()


def test_the_last_full_administrator_stays(program, world: World):
    caller = program("full")
    path = f"billing/administrators/{world.person('full').uid}"
    answer = caller.call("DELETE", path, If_Match=caller.tag(path))
    assert (answer.status_code, answer.json()["code"]) == (422, "last_full_administrator"), answer.content


def test_who_lowers_themselves_is_told_that_it_was_done(program, world: World):
    world.person("founder")
    caller, path = program("full"), f"billing/administrators/{world.person('full').uid}"
    answer = caller.call("PUT", path, {"level": "viewer"}, If_Match=caller.tag(path))
    assert (answer.status_code, answer.json()["level"]) == (200, "viewer"), answer.content
    assert caller.call("GET", path).status_code == 403


def test_nobody_assigns_by_token_a_role_that_contains_what_the_token_lacks(program, by_role: World):
    other = member(by_role, "other")
    path, whom = f"members/{other.uid}/role", ["member:view", "member:manage", "admin:manage"]
    refused = program("super_admin", [*whom, *ROLES[Role.SUPER_ADMIN]]).call("PUT", path, SUPER, If_Match="*")
    assert (refused.status_code, refused.json()["code"]) == (403, "assigns_unheld"), refused.content  # Full, by role
    assert program("super_admin", whom).call("PUT", path, {"role": "admin"}, If_Match="*").status_code == 403
    assert program("super_admin").call("PUT", path, SUPER, If_Match="*").status_code == 200


def test_who_was_named_where_the_portal_goes_by_role_is_shown_asleep(program, by_role: World):
    path = "billing/administrators"
    assert [each["status"] for each in program("super_admin").get(path)["items"]] == ["asleep"]
    switch(by_role, ASSIGNED)
    assert [each["status"] for each in program("full").get(path)["items"]] == ["effective"]


def test_nobody_gives_by_token_what_the_token_lacks(program):
    body = {"email": "new@example.com", "first_name": "N", "last_name": "P", "level": "full"}
    narrow = program("full", ["billing_portal:enter", "invoice:view", "billing_admin:manage"])
    assert narrow.call("POST", "billing/administrators", body).status_code == 403
    assert narrow.call("POST", "billing/administrators", body | {"level": "viewer"}).status_code in (201, 403)
    assert not Invitation.objects.filter(offer__level="full").exists()


def test_nobody_asks_by_token_for_access_that_they_have(program):
    narrow = program("founder", ["access:request"])
    assert narrow.call("POST", "billing/requests", {"message": "Please"}).json()["code"] == "may_not_ask"


def test_access_is_asked_for_granted_and_declined(program, world: World):
    caller = program("full")
    assert program("member").call("POST", "billing/requests", {"message": "Please"}).status_code == 201
    (asked,) = caller.get("billing/requests")["items"]
    assert caller.call("POST", f"billing/requests/{asked['uid']}/grant", {"level": "viewer"}).status_code == 204
    asker = member(world, "asker")
    request = AccessRequest.objects.create(portal=world.account.billing_portal, person=asker)
    assert caller.call("POST", f"billing/requests/{request.uid}/decline", {"answer": "No"}).status_code == 204
    assert set(AccessRequest.objects.values_list("state", flat=True)) == {"granted", "declined"}


def test_asking_for_access_takes_its_scope(program):
    answer = program("member", ["access:search"]).call("POST", "billing/requests", {"message": "Please"})
    assert (answer.status_code, answer.json()["code"]) == (403, "outside_scope")


def test_a_draft_of_the_pbx_page_is_looked_at_and_saved_once(program, world: World):
    target = member(world, "target")
    world.person("full")
    caller = program("super_admin")
    page = caller.get("pbx/permissions")
    draft = {
        "version": page["version"],
        "rows": [{"who": f"person:{target.uid}", "permissions": [{"permission": "configure"}]}],
    }
    (effect,) = caller.call("POST", "pbx/permissions/preview", draft).json()["effects"]
    assert (effect["permission"], [p["uid"] for p in effect["gained"]]) == ("configure", [target.uid])
    assert caller.get("pbx/permissions")["items"] == page["items"]
    assert caller.call("PUT", "pbx/permissions", draft).json()["version"] == page["version"] + 1
    stale = caller.call("PUT", "pbx/permissions", draft)
    assert stale.status_code == 409


def test_a_permission_is_given_until_an_instant_and_keeps_it(program, world: World):
    target = member(world, "target")
    caller = program("super_admin")
    until = {"permission": "configure", "valid_until": "2031-01-01T00:00:00Z"}
    for version, tick in ((1, until), (2, {"permission": "configure"}), (2, {"permission": "view_reports"})):
        draft = {"version": version, "rows": [{"who": f"person:{target.uid}", "permissions": [tick]}]}
        answer = caller.call("PUT", "pbx/permissions", draft)
        assert answer.status_code == 200, answer.content
        (row,) = caller.get("pbx/permissions")["items"]
    assert [each["valid_until"] for each in row["permissions"]] == [None]


def test_an_instant_without_its_offset_is_refused(program, world: World):
    target = member(world, "target")
    tick = {"permission": "configure", "valid_until": "2031-01-01T00:00:00"}
    draft = {"version": 1, "rows": [{"who": f"person:{target.uid}", "permissions": [tick]}]}
    assert program("super_admin").call("PUT", "pbx/permissions", draft).status_code == 422


def test_pay_is_given_on_the_pbx_page_by_its_holders_only(program, world: World):
    target = member(world, "target")
    both = [{"permission": permission} for permission in ("view_invoices", "pay_invoices")]
    draft = {"version": 1, "rows": [{"who": f"person:{target.uid}", "permissions": both}]}
    answer = program("super_admin").call("PUT", "pbx/permissions", draft)
    assert (answer.status_code, answer.json()["code"]) == (403, "gives_unheld")


def test_invoices_are_listed_page_by_page_and_read(program, world: World):
    made = [make_invoice(world.account, f"F-{number}") for number in range(52)]
    caller = program("viewer")
    first = caller.get("invoices")
    second = caller.get(f"invoices?after={first['next']}")
    assert {row["uid"] for row in first["items"] + second["items"]} == {row.uid for row in made}
    assert second["next"] is None
    shown = caller.get(f"invoices/{made[0].uid}")
    assert (shown["number"], shown["status"]) == ("F-0", first["items"][0]["status"])
    pdf = caller.call("GET", f"invoices/{made[0].uid}/pdf")
    assert (pdf["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")


def test_activity_is_read_page_by_page_without_names(program, world: World):
    caller = program("super_admin")
    for number in range(52):
        caller.call("POST", "groups", {"name": f"Group {number}"})
    first = caller.get("activity")
    second = caller.get(f"activity?after={first['next']}")
    ids = [row["id"] for row in first["items"] + second["items"]]
    assert len(ids) == len(set(ids)) >= 52
    assert ids == sorted(ids, reverse=True)


ELSEWHERE = [
    ("super_admin", "GET", "members/{person}"), ("super_admin", "DELETE", "members/{person}"),
    ("super_admin", "POST", "members/{person}/suspend"), ("super_admin", "GET", "groups/{group}"),
    ("super_admin", "DELETE", "groups/{group}"), ("super_admin", "GET", "groups/{group}/members"),
    ("full", "GET", "billing/administrators/{person}"), ("full", "DELETE", "billing/administrators/{person}"),
    ("viewer", "GET", "invoices/{invoice}"), ("viewer", "GET", "invoices/{invoice}/pdf"),
]  # fmt: skip


@pytest.mark.parametrize(("persona", "method", "path"), ELSEWHERE)
def test_what_is_another_accounts_is_404(program, other_world: World, persona, method, path):
    person = billing_admin(other_world, "elsewhere", Level.FULL)
    member(other_world, "there")
    group = other_world.account.groups.create(name="Theirs")
    invoice = make_invoice(other_world.account, "F-9")
    path = path.format(person=person.uid, group=group.uid, invoice=invoice.uid)
    assert program(persona).call(method, path, If_Match="*").status_code == 404
