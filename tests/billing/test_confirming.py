"""Recipients are confirmed by a click from their address, once, in time, by the newest link."""

import re
from datetime import timedelta

import pytest
from django.core import mail

from bursar.audit.models import Entry
from bursar.billing import commands
from bursar.billing.models import Recipient
from bursar.core import clock
from bursar.core.errors import Refused
from bursar.mail.sender import send_due
from tests.billing.test_details import add

pytestmark = pytest.mark.django_db(transaction=True)


def link() -> str:
    send_due()
    return re.search(r"/recipient/\w+/", mail.outbox[-1].body).group()


def is_confirmed() -> bool:
    return Recipient.objects.get().confirmed_at is not None


def test_looking_confirms_nothing_and_a_post_confirms_once(world, client):
    add(world, "books@example.com")
    there = link()
    assert mail.outbox[-1].to == ["books@example.com"]
    assert client.get(there).status_code == 200
    assert not is_confirmed()
    assert client.post(there).status_code == 200
    assert is_confirmed()
    assert Entry.objects.filter(kind="billing.recipient.confirmed").count() == 1
    assert client.post(there).status_code == client.get(there).status_code == 404


def test_the_database_does_not_hold_the_link(world):
    add(world, "books@example.com")
    there = link()
    kept = Recipient.objects.get().token_hash
    assert kept
    assert kept not in there


def test_a_link_expires(world, client):
    add(world, "books@example.com")
    there = link()
    Recipient.objects.update(token_expires_at=clock.now() - timedelta(seconds=1))
    assert client.post(there).status_code == 404
    assert not is_confirmed()


def test_only_the_newest_link_works(world, client):
    row = add(world, "books@example.com")
    old = link()
    commands.resend_confirmation(world.actor("full"), account=world.account, uid=row.uid)
    assert client.post(old).status_code == 404
    assert client.post(link()).status_code == 200
    with pytest.raises(Refused):
        commands.resend_confirmation(world.actor("full"), account=world.account, uid=row.uid)


def test_outsiders_are_answered_the_same(world, client):
    row = add(world, "books@example.com")
    there = link()
    commands.remove_recipient(world.actor("full"), account=world.account, uid=row.uid)
    assert _said(client, there) == _said(client, "/recipient/nothing/")


def _said(client, there: str) -> tuple[int, str]:
    answer = client.get(there)
    text = answer.content.decode().replace(there, "")
    return answer.status_code, re.sub(r'nonce-[^\']*|name="csrf\w+" value="\w+"|nonce="[^"]*"', "", text)
