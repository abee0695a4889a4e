"""Searches: what evaluation would allow and nothing else, page by page (certification scenario 4)."""

import pytest

from bursar.access.permissions import Permission
from bursar.access.resources import ACTIONS, ResourceType
from bursar.accounts.models import Account, Person
from bursar.lifecycle.commands.tokens import make_token


def subjects(answer):
    assert {each["type"] for each in answer["results"]} <= {"person"}
    return [each["id"] for each in answer["results"]]


def test_who_may_pay(ask, about, fixture_world):
    found = subjects(ask("search/subject", about("member", "invoice:pay")))
    assert set(found) == {fixture_world.person(p).email for p in ("full", "payer", "pbx_payer")}


def test_where_somebody_may_pay(ask, about, fixture_world, invoice):
    body = about("payer", "invoice:pay", resource={"type": "account"})
    assert ask("search/resource", body)["results"] == [{"type": "account", "id": fixture_world.account.number}]
    body = about("payer", "invoice:pay", resource={"type": "invoice"})
    assert ask("search/resource", body)["results"] == [{"type": "invoice", "id": invoice}]


def test_what_somebody_may_do(ask, about):
    body = about("payer", "x")
    del body["action"]
    assert ask("search/action", body)["results"] == [{"name": "invoice:view"}, {"name": "invoice:pay"}]


@pytest.mark.parametrize("path", ["search/subject", "search/resource", "search/action"])
def test_an_id_of_what_is_searched_for_is_ignored_and_context_changes_nothing(ask, about, path):
    whole = ask(path, about("payer", "invoice:pay"))
    searched = path.removeprefix("search/")
    body = about("payer", "invoice:pay", context={"time": "now"})
    if searched == "action":
        body["action"] = {"name": 7}
    else:
        body[searched] = {"type": body[searched]["type"], "id": "somebody else"}
    assert ask(path, body)["results"] == whole["results"] != []


@pytest.mark.parametrize(
    ("path", "more"),
    [
        ("search/subject", {"subject": {"type": "robot"}}),
        ("search/subject", {"resource": {"type": "invoice", "id": "none"}}),
        ("search/subject", {"resource": {"type": "moon", "id": "1"}}),
        ("search/subject", {"action": {"name": "invoice:burn"}}),
        ("search/resource", {"subject": {"type": "person", "id": "nobody@example.com"}}),
        ("search/resource", {"resource": {"type": "moon"}}),
        ("search/resource", {"action": {"name": "invoice:burn"}}),
        ("search/resource", {"subject": {"type": "robot", "id": "payer@example.com"}}),
        ("search/action", {"subject": {"type": "robot", "id": "payer@example.com"}}),
        ("search/action", {"subject": {"type": "person", "id": "nobody@example.com"}}),
        ("search/action", {"resource": {"type": "moon", "id": "1"}}),
        ("search/action", {"resource": {"type": "account", "id": "none"}}),
    ],
)
def test_what_there_is_not_is_an_empty_result_and_no_error(ask, about, path, more):
    answer = ask(path, about("payer", "invoice:pay", **more))
    assert answer == {"page": {"next_token": "", "count": 0}, "results": []}


def test_search_is_evaluation_for_everybody_everywhere(ask, about, fixture_world, invoice):
    for persona in ("admin", "super_admin", "custom_role", "suspended", "pbx_super"):
        fixture_world.person(persona)
    elsewhere = Account.objects.create(name="Elsewhere")
    for kind, id in [
        ("invoice", invoice),
        *((t, n) for t in ResourceType if t != "invoice" for n in (fixture_world.account.number, elsewhere.number)),
    ]:
        resource = {"type": kind, "id": id}
        asked = [(p.email, a) for p in Person.objects.all() for a in Permission]
        body = {"resource": resource, "evaluations": [
            {"subject": {"type": "person", "id": email}, "action": {"name": action}} for email, action in asked
        ]}  # fmt: skip
        allowed = {
            pair for pair, each in zip(asked, ask("evaluations", body)["evaluations"], strict=True) if each["decision"]
        }
        found = {
            (email, action)
            for action in Permission
            for email in subjects(ask("search/subject", about("member", action, resource=resource)))
        }
        by_action = {
            (person.email, each["name"])
            for person in Person.objects.all()
            for each in ask(
                "search/action", about("member", "x", resource=resource, subject={"type": "person", "id": person.email})
            )["results"]
        }
        assert found == by_action == allowed
        assert {action for _email, action in allowed} <= ACTIONS[ResourceType(kind)]


def test_a_persons_token_is_told_of_that_person_alone(ask, about, fixture_world):
    own = make_token(
        fixture_world.actor("payer"), name="Mine", scopes=["access:evaluate", "access:search", "invoice:view"], days=1
    ).secret
    assert subjects(ask("search/subject", about("member", "invoice:view"), token=own)) == [
        fixture_world.person("payer").email
    ]
    assert ask("evaluation", about("payer", "invoice:pay"), token=own) == {"decision": True, "context": {}}
    assert ask("evaluation", about("viewer", "invoice:view"), token=own)["decision"] is False


def test_a_manager_of_administrators_is_told_of_others_if_the_token_may_be(ask, about, fixture_world):
    scopes = ["access:evaluate", "access:search"]
    narrow = make_token(fixture_world.actor("full"), name="Mine", scopes=scopes, days=1).secret
    more = [*scopes, "billing_admin:manage"]
    vain = make_token(fixture_world.actor("full"), name="Vain", scopes=more, days=1).secret  # not what that needs
    wide = make_token(fixture_world.actor("full"), name="All", scopes=[*more, "billing_portal:enter"], days=1).secret
    body = about("payer", "invoice:pay")
    assert [ask("evaluation", body, token=token)["decision"] for token in (narrow, vain, wide)] == [False, False, True]
    assert len(subjects(ask("search/subject", body, token=wide))) == 3
    assert len(subjects(ask("search/subject", body, token=narrow))) == 1
