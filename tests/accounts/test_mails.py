"""What people are told about their membership: rules 2, 4 and 10."""

import pytest
from django.core import mail

from bursar.access.permissions import Role
from bursar.accounts.models import Invitation
from bursar.core.ids import token_hash
from bursar.lifecycle.commands.member_invitations import invite_member, resend_member_invitation
from bursar.lifecycle.commands.members import change_role, remove_member, resume_member, suspend_member
from bursar.mail.sender import send_due
from tests.personas import World


def invite(world: World) -> Invitation:
    return invite_member(
        world.actor("admin"),
        account=world.account,
        email="new@example.com",
        first_name="New",
        last_name="Person",
        language="en",
        role=Role.MEMBER,
        group_uids=[],
    )


def link_in(message: mail.EmailMessage) -> str:
    return next(line for line in message.body.splitlines() if line.startswith("http")).rstrip("/").rsplit("/", 1)[-1]


def test_an_invitation_carries_a_link_of_which_the_database_holds_the_hash_only(world):
    invite(world)
    send_due()
    secret = link_in(mail.outbox[0])
    assert Invitation.objects.get().token_hash == token_hash(secret)


def test_an_invitation_says_who_invites_to_what(world):
    invite(world)
    send_due()
    message = mail.outbox[0]
    assert message.to == ["new@example.com"]
    assert "Admin Example invites you to Northwind Traders, with the role “Member”." in message.body


def test_sending_again_sends_one_mail_with_another_link(world):
    invitation = invite(world)
    send_due()
    resend_member_invitation(world.actor("admin"), account=world.account, invitation_uid=invitation.uid)
    send_due()
    assert link_in(mail.outbox[0]) != link_in(mail.outbox[1])


def test_the_mail_of_an_earlier_link_is_not_sent_any_more(world):
    invitation = invite(world)
    resend_member_invitation(world.actor("admin"), account=world.account, invitation_uid=invitation.uid)
    send_due()
    assert len(mail.outbox) == 1


def test_another_role_is_told_by_its_name(world):
    uid = world.person("member").uid
    change_role(world.actor("super_admin"), account=world.account, person_uid=uid, role=Role.ADMIN)
    send_due()
    assert "is now “Admin”" in mail.outbox[0].body
    assert mail.outbox[0].to == ["member@example.com"]


@pytest.mark.parametrize(
    ("commands", "subject"),
    [
        ([suspend_member], "You were suspended in Northwind Traders"),
        ([suspend_member, resume_member], "Your suspension in Northwind Traders was lifted"),
        ([remove_member], "You were removed from Northwind Traders"),
    ],
)
def test_the_person_concerned_is_told(world, commands, subject):
    for command in commands:
        command(world.actor("admin"), account=world.account, person_uid=world.person("member").uid)
    send_due()
    assert mail.outbox[-1].subject == subject
    assert mail.outbox[-1].to == ["member@example.com"]
