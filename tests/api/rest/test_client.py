"""The thin client, over HTTP against a served site, and where answers are lost on the way."""

import pytest

from bursar.access.scopes import PERSONAL
from bursar.accounts.models import Group, Invitation
from bursar.client import Client, ProblemError, over_http
from bursar.lifecycle.commands.tokens import make_token
from tests.invoices.making import make_invoice
from tests.personas import World

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def client_of(world: World, live_server):
    """`client_of("full")`: below the account, with every right of the persona."""

    def make(persona: str, send=over_http) -> Client:
        secret = make_token(world.actor(persona), name="client", scopes=PERSONAL, days=1).secret
        return Client(live_server.url, secret, send=send).account(world.account.number)

    return make


def test_every_item_of_every_page_is_read(client_of, world: World):
    numbers = {make_invoice(world.account, f"F-{n}").number for n in range(52)}
    assert {row["number"] for row in client_of("viewer").each("invoices", tab="open")} == numbers


def test_what_was_seen_is_changed_and_what_was_not_is_not(client_of):
    account = client_of("super_admin")
    uid = account.post("groups", {"name": "Finance"})["uid"]
    seen = account.get(f"groups/{uid}")
    account.put(f"groups/{uid}", {"name": "Accounts"}, seen=seen)
    with pytest.raises(ProblemError) as refusal:
        account.delete(f"groups/{uid}", seen=seen)
    assert (refusal.value.status, refusal.value.code, Group.objects.get().name) == (
        412,
        "changed_in_between",
        "Accounts",
    )


def test_an_answer_that_is_lost_is_asked_for_again_and_nothing_done_twice(client_of):
    lost = []

    def forgetful(method, address, headers, body):
        answer = over_http(method, address, headers, body)
        if method == "POST" and not lost:
            lost.append(answer)
            return 504, {}, b"gateway timeout"
        return answer

    body = {"email": "new@example.com", "first_name": "New", "last_name": "Person", "level": "viewer"}
    made = client_of("full", forgetful).post("billing/administrators", body)
    assert (lost[0][0], Invitation.objects.get().uid) == (201, made["uid"])


def test_it_asks_whether_somebody_may(client_of, world: World):
    account = client_of("full")
    assert account.may(world.person("full").email, "invoice:pay", "account", world.account.number)
    assert not account.may(world.person("viewer").email, "invoice:pay", "account", world.account.number)


def test_a_refusal_has_its_code_and_members(client_of):
    with pytest.raises(ProblemError, match="422 invalid") as refusal:
        client_of("super_admin").post("groups", {"name": ""})
    assert refusal.value.errors[0]["field"] == "name"
