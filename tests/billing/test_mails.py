"""The mails about billing administrators: sent, in the reader's language, with the single-use link in one only."""

import re

import pytest
from django.core import mail as delivered

from bursar.access.permissions import Level
from bursar.accounts.models import Invitation
from bursar.billing import commands
from bursar.billing.steps import tell_full, tell_person
from bursar.core.ids import token_hash
from bursar.mail.models import OutboxMail
from bursar.mail.sender import send_due
from tests.billing.conftest import days, give, terms
from tests.personas import BY, World


def test_the_invitation_carries_the_only_link(world: World, add):
    give(world, "second", Level.FULL)
    invitation = add("full", "new@example.com", terms(Level.PAYER, reason="Our accountant", valid_until=days(60)))
    send_due()
    letter = next(m for m in delivered.outbox if m.to == ["new@example.com"])
    token = re.search(r"/invitation/([0-9a-f]{64})/", letter.body).group(1)
    assert Invitation.objects.get(pk=invitation.pk).token_hash == token_hash(token)
    assert sum(token in m.body for m in delivered.outbox) == 1
    assert all(words in letter.body for words in ("Payer", "Our accountant", "Northwind Traders", "Full Example"))


def test_a_revoked_invitation_is_not_sent(world: World, add):
    invitation = add("full", "new@example.com")
    commands.revoke_invitation(world.actor("full"), account=world.account, uid=invitation.uid)
    send_due()
    assert delivered.outbox == []


@pytest.mark.parametrize("change", ["changed", "removed", "granted", "appointed"])
def test_the_person_concerned_is_written_to(world: World, change):
    tell_person(BY, world.account, world.person("viewer"), change, terms(Level.PAYER))
    assert send_due() == 1
    assert "Northwind Traders" in delivered.outbox[0].subject


@pytest.mark.parametrize("change", ["invited", "accepted", "changed", "removed", "withdrew", "granted", "appointed"])
def test_the_other_full_administrators_are_written_to(world: World, change):
    world.person("full")
    tell_full(BY, world.account, change, terms=terms(Level.PAYER), who=world.person("viewer").pk)
    assert send_due() == 1
    assert "Viewer Example" in delivered.outbox[0].body
    assert f"/billing/{world.account.number}/administrators/" in delivered.outbox[0].body


def test_requests_answers_and_messages_are_sent(world: World):
    world.person("full")
    request = commands.request_access(world.actor("member"), account=world.account, message="I <b>check</b> the bills")
    commands.message_administrators(world.actor("member"), account=world.account, text="Hello\nthere")
    assert send_due() == 2
    commands.decline_request(world.actor("full"), account=world.account, uid=request.uid, answer="Ask Ann instead.")
    assert send_due() == 1
    assert "Ask Ann instead." in delivered.outbox[-1].body
    html = str(delivered.outbox[0].alternatives[0][0])
    assert "I &lt;b&gt;check&lt;/b&gt; the bills" in html


def test_nothing_in_the_outbox_is_secret(world: World, add):
    add("full", "new@example.com")
    assert set(OutboxMail.objects.get(kind="invitation.billing_administrator").about) == {"invitation", "generation"}
