"""Asking for access and writing to the administrators: rules 3 and 4."""

from datetime import timedelta

import pytest

from bursar.access.permissions import Level, Permission
from bursar.audit.models import Entry
from bursar.billing import commands
from bursar.billing.models import AccessRequest
from bursar.billing.queries import level_of, requests_of
from bursar.core import clock
from bursar.core.errors import Forbidden, NotKnown, Refused, TooMany
from bursar.grants.models import Grant
from bursar.mail.models import OutboxMail
from tests.billing.conftest import give, terms
from tests.personas import World, make_person


def ask(world: World, persona: str = "member") -> AccessRequest:
    world.person("full")
    return commands.request_access(world.actor(persona), account=world.account, message="I check the bills.")


def grant(world: World, request: AccessRequest, by: str = "full", level: Level = Level.VIEWER) -> Grant:
    return commands.grant_request(world.actor(by), account=world.account, uid=request.uid, terms=terms(level))


def decline(world: World, request: AccessRequest, by: str = "full") -> None:
    commands.decline_request(world.actor(by), account=world.account, uid=request.uid, answer="Ask Ann instead.")


@pytest.mark.parametrize("persona", ["member", "admin", "super_admin", "pbx_payer"])
def test_a_member_asks_and_the_full_administrators_are_told(world: World, persona):
    ask(world, persona)
    assert OutboxMail.objects.get(kind="billing.request_made").to_person_id == world.person("full").pk


def test_who_is_suspended_asks_nothing(world: World):
    with pytest.raises(Forbidden) as refusal:
        ask(world, "suspended")
    assert refusal.value.code == "may_not_ask"


def test_who_has_access_asks_nothing(world: World):
    with pytest.raises(Forbidden):
        ask(world, "viewer")


def test_a_stranger_asks_nothing_and_learns_nothing(world: World):
    with pytest.raises(NotKnown):
        ask(world, "stranger")


def test_one_request_at_a_time(world: World):
    ask(world)
    with pytest.raises(Refused) as refusal:
        ask(world)
    assert refusal.value.code == "already_requested"


def test_three_requests_a_day(world: World):
    for _ in range(3):
        decline(world, ask(world))
    with pytest.raises(TooMany):
        ask(world)
    with clock.at(clock.now() + timedelta(days=1, minutes=1)):
        assert ask(world).pk


def test_a_request_granted_gives_the_level_chosen(world: World):
    given = grant(world, ask(world), level=Level.PAYER)
    assert (given.name, given.how, given.granted_by) == (Level.PAYER, Grant.How.ACCESS_REQUEST, world.person("full"))
    assert requests_of(world.person("member"))[0].state == "granted"


def test_the_rules_of_adding_hold_for_granting(world: World):
    give(world, "clerk", Level.CUSTOM, Permission.INVOICE_VIEW, Permission.BILLING_ADMIN_MANAGE)
    request = ask(world)
    with pytest.raises(Forbidden) as refusal:
        grant(world, request, "clerk", Level.PAYER)
    assert refusal.value.code == "gives_unheld"


def test_a_viewer_decides_nothing(world: World):
    request = ask(world)
    with pytest.raises(Forbidden):
        grant(world, request, "viewer")
    with pytest.raises(Forbidden):
        decline(world, request, "viewer")


def test_a_request_is_declined_with_a_word_that_the_person_reads(world: World):
    decline(world, ask(world))
    mine = requests_of(world.person("member"))[0]
    assert (mine.state, mine.answer) == ("declined", "Ask Ann instead.")
    assert OutboxMail.objects.get(kind="billing.request_declined").to_person_id == world.person("member").pk


def test_a_request_is_decided_once(world: World):
    request = ask(world)
    decline(world, request)
    with pytest.raises(Refused) as refusal:
        grant(world, request)
    assert refusal.value.code == "request_closed"
    assert level_of(world.account, person=world.person("member")) is None


def test_a_request_is_withdrawn_by_who_made_it_only(world: World):
    request = ask(world)
    with pytest.raises(NotKnown):
        commands.withdraw_request(world.actor("admin"), account=world.account, uid=request.uid)
    commands.withdraw_request(world.actor("member"), account=world.account, uid=request.uid)
    assert requests_of(world.person("member"))[0].state == "withdrawn"


def test_who_left_the_account_is_granted_nothing(world: World):
    request = ask(world)
    world.person("member").memberships.update(ended_at=clock.now())
    with pytest.raises(Refused) as refusal:
        grant(world, request)
    assert refusal.value.code == "requester_left"


def test_another_accounts_request_does_not_exist(world: World, other_world: World):
    request = ask(world)
    give(other_world, "elsewhere", Level.FULL)
    with pytest.raises(NotKnown):
        commands.decline_request(
            other_world.actor("elsewhere"), account=other_world.account, uid=request.uid, answer=""
        )


def test_accepting_an_invitation_settles_the_request(world: World, add, accept):
    ask(world)
    accept(add("full", world.person("member").email), world.person("member"))
    assert requests_of(world.person("member"))[0].state == "granted"


def test_three_messages_a_day(world: World):
    world.person("full")
    send = {"account": world.account, "text": "Who pays the June bill?"}
    for _ in range(3):
        commands.message_administrators(world.actor("member"), **send)
    with pytest.raises(TooMany):
        commands.message_administrators(world.actor("member"), **send)
    assert OutboxMail.objects.filter(kind="billing.message").count() == 3


def test_a_message_that_is_refused_is_recorded(world: World):
    world.person("full")
    with pytest.raises(Forbidden):
        commands.message_administrators(world.actor("suspended"), account=world.account, text="Hello")
    assert Entry.objects.filter(kind="refused.message_administrators").count() == 1


def test_requests_of_a_person_say_in_which_account(world: World):
    ask(world)
    assert [r.account_name for r in requests_of(world.person("member"))] == ["Northwind Traders"]
    assert requests_of(make_person("somebody")) == []
