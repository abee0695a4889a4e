"""From adding to the first look at the bills: rules 4 and 5, invariants 8 and 19, through the browser and the mail."""

import re

import pytest
from django.core import mail as delivered

from bursar.access.permissions import Level
from bursar.accounts.models import Invitation
from bursar.billing import commands
from bursar.billing.queries import level_of
from bursar.mail.sender import send_due
from tests.billing.conftest import give, seen, terms
from tests.personas import World


@pytest.fixture
def invite(world: World):
    """Invite a persona by a Full administrator's hand and answer the path in the mail."""

    def make(persona: str, by: str = "full", level: Level = Level.VIEWER) -> str:
        person = world.person(persona)
        commands.add_billing_admin(
            world.actor(by),
            account=world.account,
            email=person.email,
            first_name="New",
            last_name="Comer",
            language="en",
            terms=terms(level),
        )
        return latest_link(person.email)

    return make


def latest_link(address: str) -> str:
    """The path of the newest invitation sent to an address."""
    send_due()
    letter = [m for m in delivered.outbox if m.to == [address]][-1]
    return re.search(r"(/invitation/[0-9a-f]{64}/)", letter.body).group(1)


def test_an_outsider_accepts_and_sees_the_bills_and_nothing_else(world: World, signed_in, invite):
    link, browser = invite("stranger"), signed_in("stranger")
    assert browser.get(link).status_code == 200
    assert level_of(world.account, person=world.person("stranger")) is None
    assert browser.post(link).status_code == 302
    entered = signed_in("stranger", entered="billing")
    assert entered.get(f"/billing/{world.account.number}/").status_code == 200
    assert entered.get(f"/admin/{world.account.number}/").status_code == 403


def test_an_invitation_is_accepted_once(world: World, signed_in, invite):
    link, browser = invite("stranger"), signed_in("stranger")
    browser.post(link)
    assert browser.post(link).status_code in (404, 410, 422)
    assert world.person("stranger").grants.count() == 1


def test_nobody_else_accepts_it(world: World, signed_in, invite):
    link = invite("stranger")
    assert signed_in("member").post(link).status_code == 403
    assert level_of(world.account, person=world.person("member")) is None


def test_resending_kills_the_old_link(world: World, signed_in, invite):
    old, browser = invite("stranger"), signed_in("stranger")
    uid = Invitation.objects.get().uid
    commands.resend_invitation(world.actor("full"), account=world.account, uid=uid)
    new = latest_link(world.person("stranger").email)
    assert browser.post(old).status_code in (404, 410, 422)
    assert browser.post(new).status_code == 302


def test_a_sender_who_lost_the_right_makes_it_worthless(world: World, signed_in, invite):
    sender = give(world, "sender", Level.FULL)
    link = invite("stranger", by="sender", level=Level.FULL)
    commands.remove_billing_admin(world.actor("full"), account=world.account, person=sender, seen=seen(world, sender))
    assert signed_in("stranger").post(link).status_code == 422
    assert level_of(world.account, person=world.person("stranger")) is None
    assert Invitation.objects.get().state == Invitation.State.OPEN
