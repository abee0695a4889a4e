"""What every call has in common: who calls, problems, keys, ETags, limits."""

import json
from types import SimpleNamespace

import pytest
from django.test import Client

from bursar.accounts.models import Group, Invitation
from bursar.api import limits
from bursar.audit.calls import ABANDONED, KEPT, begin, forget_old_calls, within
from bursar.audit.models import Call, Entry
from bursar.core import clock
from bursar.core.errors import Conflict
from bursar.lifecycle.commands.groups import create_group

NEW = {"name": "Finance"}


def problem(response, status, code):
    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json"), response.content
    told = response.json()
    assert (told["status"], told["code"], told["type"]) == (status, code, "about:blank")
    return told


def test_without_a_token_it_is_401(world):
    answer = Client().get(f"/api/v1/accounts/{world.account.number}")
    problem(answer, 401, "unauthenticated")
    assert answer["WWW-Authenticate"] == 'Bearer realm="bursar"'


def test_a_session_is_no_token(world, signed_in):
    problem(signed_in("super_admin", entered="admin").get("/api/v1/accounts"), 401, "unauthenticated")


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/api/", "/api/v2/accounts", "/api/v1/accounts/C-0000-0000"])
def test_what_there_is_not_is_404(program, path):
    problem(program("super_admin").call("GET", path), 404, "not_found")


def test_an_account_that_one_has_nothing_to_do_with_is_404(program, other_world):
    problem(program("full").call("GET", f"/api/v1/accounts/{other_world.account.number}"), 404, "not_found")


@pytest.mark.parametrize("method", ["PATCH", "DELETE", "PUT", "POST"])
def test_another_method_is_405(program, method):
    problem(program("full").call(method, "/api/v1/accounts", {}), 405, "method_not_allowed")


def test_what_one_may_not_is_403_with_the_reason(program):
    told = problem(program("payer").call("GET", "billing/administrators"), 403, "lacks_permission")
    assert "Manage billing administrators" in told["detail"]


def test_what_the_token_was_not_given_is_403(program):
    told = program("full", ["invoice:view"]).call("GET", "billing/administrators")
    problem(told, 403, "outside_scope")


def test_what_a_right_of_the_token_needs_is_named_where_that_is_missing(program):
    told = problem(
        program("full", ["billing_admin:manage"]).call("GET", "billing/administrators"), 403, "outside_scope"
    )
    assert told["detail"] == "This token was not given “Enter the billing portal”."


@pytest.mark.parametrize(
    ("body", "field"),
    [({}, "name"), ({"name": ""}, "name"), ({"name": 7}, "name"), ({"name": "x", "colour": "red"}, "colour"), ([], "")],
)
def test_what_cannot_be_understood_is_422_and_says_where(program, body, field):
    told = problem(program("super_admin").call("POST", "groups", body), 422, "invalid")
    assert [error["field"] for error in told["errors"]] == [field]


def test_no_json_is_400(program):
    secret = program("super_admin").secret
    path = f"/api/v1/accounts/{program('super_admin').number}/groups"
    headers = {"Authorization": f"Bearer {secret}"}
    problem(Client().post(path, "{", content_type="application/json", headers=headers), 400, "malformed")


@pytest.mark.parametrize("more", [{}, {"Idempotency-Key": "large"}])
def test_what_is_too_large_is_413_and_changes_nothing(program, more):
    caller, before = program("super_admin"), Group.objects.count()
    headers = {"Authorization": f"Bearer {caller.secret}", **more}
    body = json.dumps({"name": "Ours", "description": "x" * 2_100_000})
    path = f"/api/v1/accounts/{caller.number}/groups"
    problem(Client().post(path, body, content_type="application/json", headers=headers), 413, "too_large")
    assert Group.objects.count() == before


def test_a_rules_refusal_has_its_code_and_field(program):
    caller = program("super_admin")
    assert caller.call("POST", "groups", NEW).status_code == 201
    told = problem(caller.call("POST", "groups", NEW), 422, "name_taken")
    assert told["errors"][0]["field"] == "name"


def test_the_same_key_and_body_are_done_once_and_answered_the_same(program):
    caller = program("super_admin")
    first, again = (caller.call("POST", "groups", NEW, Idempotency_Key="k-1") for _ in range(2))
    assert (first.status_code, again.status_code, Group.objects.count()) == (201, 201, 1)
    assert (again.content, again["ETag"], again["Idempotent-Replayed"]) == (first.content, first["ETag"], "true")


def test_a_refusal_is_answered_the_same_under_its_key(program):
    caller = program("super_admin")
    caller.call("POST", "groups", NEW)
    refused = caller.call("POST", "groups", NEW, Idempotency_Key="k-1")
    Group.objects.all().update(deleted_at=clock.now())
    assert caller.call("POST", "groups", NEW, Idempotency_Key="k-1").content == refused.content


@pytest.mark.parametrize(("path", "body"), [("groups", {"name": "Other"}), ("members", NEW)])
def test_the_same_key_for_something_else_is_422(program, path, body):
    caller = program("super_admin")
    caller.call("POST", "groups", NEW, Idempotency_Key="k-1")
    problem(caller.call("POST", path, body, Idempotency_Key="k-1"), 422, "key_reused")


def test_a_key_is_the_tokens_own(program):
    for persona in ("super_admin", "admin"):
        assert program(persona).call("POST", "groups", {"name": persona}, Idempotency_Key="k").status_code == 201


@pytest.mark.parametrize("key", ["", " ", "x" * 256])
def test_a_key_that_is_none_is_400(program, key):
    problem(program("super_admin").call("POST", "groups", NEW, Idempotency_Key=key), 400, "key_malformed")


def test_a_request_under_way_is_409_and_one_that_was_killed_is_made_again(world, monkeypatch):
    call = begin(1, "k", "same")
    with pytest.raises(Conflict) as refusal:
        begin(1, "k", "same")
    assert refusal.value.code == "in_progress"
    later = clock.now() + ABANDONED
    monkeypatch.setattr(clock, "now", lambda: later)
    assert begin(1, "k", "same").pk == call.pk


@pytest.mark.django_db(transaction=True)
def test_killed_after_its_effect_it_is_not_done_twice(world, monkeypatch):
    call = begin(1, "k", "same")
    with within(call=call.pk):
        create_group(world.actor("super_admin"), account=world.account, name="Finance")
    later = clock.now() + ABANDONED
    monkeypatch.setattr(clock, "now", lambda: later)
    with pytest.raises(Conflict) as refusal:
        begin(1, "k", "same")
    assert refusal.value.code == "answer_lost"


def test_calls_are_forgotten_after_a_day(world):
    begin(1, "k", "same")
    assert (forget_old_calls(), Call.objects.count()) == (0, 1)
    Call.objects.update(started_at=clock.now() - KEPT)
    assert (forget_old_calls(), Call.objects.count()) == (1, 0)


def test_who_edits_says_what_they_have_seen(program):
    caller = program("super_admin")
    uid = caller.call("POST", "groups", NEW).json()["uid"]
    seen = caller.tag(f"groups/{uid}")
    problem(caller.call("PUT", f"groups/{uid}", {"name": "Accounts"}), 428, "if_match_missing")
    assert caller.call("PUT", f"groups/{uid}", {"name": "Accounts"}, If_Match=seen).status_code == 200
    problem(caller.call("PUT", f"groups/{uid}", {"name": "Money"}, If_Match=seen), 412, "changed_in_between")
    problem(caller.call("DELETE", f"groups/{uid}", If_Match=seen), 412, "changed_in_between")
    assert Group.objects.get().name == "Accounts"
    assert caller.call("DELETE", f"groups/{uid}", If_Match=caller.tag(f"groups/{uid}")).status_code == 204


def test_a_token_used_too_often_is_429(program, settings, monkeypatch):
    settings.API_USES_PER_MINUTE = 2
    monkeypatch.setattr(limits, "time", SimpleNamespace(monotonic=lambda: 6_045.0))
    caller = program("super_admin")
    assert [caller.call("GET", "groups").status_code for _ in range(3)] == [200, 200, 429]
    answer = caller.call("GET", "groups")
    problem(answer, 429, "too_many")
    assert answer["Retry-After"] == "15"  # when the minute is over


def test_an_act_is_recorded_as_the_tokens(program, world):
    program("super_admin").call("POST", "groups", NEW)
    entry = Entry.objects.get(kind="group.created")
    assert (entry.actor_kind, entry.door) == ("token", "api")


def test_the_document_is_served_to_everybody(db):
    told = Client().get("/api/v1/openapi.json").json()
    assert told["openapi"].startswith("3.1")


def test_nothing_of_an_invitations_link_is_told(program):
    body = {"email": "new@example.com", "first_name": "N", "last_name": "P", "level": "viewer"}
    answer = program("full").call("POST", "billing/administrators", body)
    assert answer.status_code == 201, answer.content
    assert json.dumps(answer.json()).count(Invitation.objects.get().token_hash or "-none-") == 0


def test_the_document_names_the_headers_that_calls_need_and_answers_bring(db):
    paths = Client().get("/api/v1/openapi.json").json()["paths"]
    edited, made = paths["/api/v1/accounts/{number}/groups/{uid}"], paths["/api/v1/accounts/{number}/groups"]["post"]
    asked = {method: {each["name"]: each["required"] for each in edited[method]["parameters"]} for method in edited}
    assert {method: asked[method].get("If-Match") for method in asked} == {"get": None, "put": True, "delete": True}
    assert "ETag" in edited["get"]["responses"]["200"]["headers"]
    assert [each["name"] for each in made["parameters"] if each["in"] == "header"] == ["Idempotency-Key"]
    assert "Retry-After" in made["responses"]["429"]["headers"]


@pytest.mark.parametrize("path", ["", "invoices", "billing/administrators"])
def test_head_answers_as_get_does_without_the_body(program, path):
    full = program("full")
    got, headed = full.call("GET", path), full.call("HEAD", path)
    assert (headed.status_code, headed.content) == (200, b"")
    assert headed["Content-Type"] == got["Content-Type"]
    problem(full.call("GET", "nothing"), 404, "not_found")


def test_head_needs_a_token_too(world):
    assert Client().head(f"/api/v1/accounts/{world.account.number}").status_code == 401
