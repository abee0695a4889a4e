"""Of whom a token is told: nobody, somebody elsewhere and somebody unseen are one and the same (invariant 20)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bursar.access.actor import Actor
from bursar.access.permissions import Level
from bursar.access.scopes import Service
from bursar.accounts.models import Operator, Person
from bursar.core import clock
from bursar.grants import steps
from bursar.grants.models import Grant
from bursar.lifecycle.commands.tokens import make_installation_token, make_token
from tests.personas import BY, make_account, make_person

SERVICES = [Service.EVALUATE, Service.SEARCH]
PATHS = ("evaluation", "evaluations", "search/resource", "search/action")


@pytest.fixture
def strangers(db):
    """Somebody who pays in another account, and somebody who was deactivated."""
    elsewhere = make_account("Elsewhere")
    for name in ("stranger", "gone"):
        steps.give_level(BY, elsewhere, make_person(name), Level.PAYER, how=Grant.How.EDIT)
    Person.objects.filter(email="gone@example.com").update(deactivated_at=clock.now())


@pytest.fixture(params=["full", "super_admin", "custom_role", "payer", "the account's"])
def token(request, fixture_world):
    """Of somebody who sees administrators, everybody, members, nobody else; and the vendor's for one account."""
    if request.param == "the account's":
        by = Actor.operator(Operator.objects.create(name="Eve").pk)
        return make_installation_token(by, name="It", scopes=SERVICES, days=1, account=fixture_world.account).secret
    return personal(fixture_world, request.param)


def personal(world, persona):
    seeing = ["member:view", "billing_admin:manage", "billing_portal:enter", "admin:manage"]
    scopes = [*SERVICES, *seeing, "invoice:pay", "invoice:view"]
    return make_token(world.actor(persona), name="Mine", scopes=scopes, days=1).secret


@pytest.mark.parametrize("action", ["invoice:pay", "member:view", "invoice:burn"])
@pytest.mark.parametrize("path", PATHS)
def test_nobody_and_a_stranger_are_told_alike_by_as_many_queries(send, about, strangers, token, path, action):
    answers, queries = set(), set()
    send("evaluation", about("payer", action), token=token)  # notes that the token was used
    for who in ("nobody", "stranger", "gone"):
        body = about("payer", action, subject={"type": "person", "id": f"{who}@example.com"})
        with CaptureQueriesContext(connection) as seen:
            response = send(path, body, token=token)
        answers.add((response.status_code, response.content))
        queries.add(len(seen))
    assert (len(answers), len(queries)) == (1, 1)


@pytest.mark.parametrize(
    ("caller", "seen", "unseen"),
    [
        ("full", {"full", "payer", "viewer", "pbx_payer"}, {"member", "custom_role"}),
        ("super_admin", {"full", "payer", "viewer", "pbx_payer", "member", "custom_role"}, set()),
        ("custom_role", {"pbx_payer", "member", "custom_role"}, {"full", "payer", "viewer"}),
        ("payer", {"payer"}, {"full", "viewer", "pbx_payer", "member"}),
        ("member", {"member"}, {"full", "payer", "pbx_payer"}),
    ],
)
def test_a_person_is_told_of_whom_the_pages_show_them(ask, about, fixture_world, caller, seen, unseen):
    for persona in (*seen, *unseen):
        fixture_world.person(persona)
    secret = personal(fixture_world, caller)
    true = {"full": "invoice:pay", "payer": "invoice:pay", "viewer": "invoice:view", "pbx_payer": "invoice:pay"}
    account = {"type": "account", "id": fixture_world.account.number}
    for persona in (*seen, *unseen):
        body = about(persona, true.get(persona, "invoice:pay"), resource=account)
        answer = ask("evaluation", body, token=secret)
        told = answer["decision"] or "reason_admin" in answer["context"] or persona == caller
        assert told is (persona in seen), persona
        assert answer["decision"] is (persona in seen and persona in true), persona
    found = {each["id"] for each in ask("search/subject", about("payer", "invoice:view"), token=secret)["results"]}
    assert found == {fixture_world.person(each).email for each in seen if each in true}
