"""Answering invitations: rule 4 and invariant 19."""

from datetime import timedelta

import pytest

from bursar.access.actor import Actor
from bursar.access.permissions import Level, Role
from bursar.accounts.models import Invitation, Membership, Person
from bursar.accounts.steps import change_membership, link_made, open_invitation
from bursar.audit.models import Entry
from bursar.billing.commands.invitations import add_billing_admin
from bursar.billing.terms import Terms
from bursar.core import clock
from bursar.core.errors import NotKnown, Refused
from bursar.grants.models import Grant
from bursar.lifecycle.commands.invitations import (
    accept_invitation,
    accept_own_invitation,
    accept_with_new_sign_in,
    decline_invitation,
)
from tests.personas import PASSWORD, World, make_group, make_person
from tests.refusals import refused

VISITOR = Actor.job("public")


def invite(world: World, email: str = "guest@example.com", by: str = "super_admin", **offer: object) -> Invitation:
    return open_invitation(
        world.account,
        Invitation.Purpose.MEMBER,
        email=email,
        first_name="Guest",
        last_name="Example",
        language="en",
        offer={"role": "member", "groups": [], **offer},
        invited_by=world.person(by),
    )


def actor(person: Person) -> Actor:
    return Actor.person(person.pk, door="public")


def test_accepting_makes_the_person_what_was_offered(world):
    group = make_group(world.account, "Sales")
    token = link_made(invite(world, groups=[group.pk]))
    guest = make_person("guest")
    accept_invitation(actor(guest), token=token)
    assert Membership.objects.get(person=guest).role == "member"
    assert guest.group_memberships.get().group == group


def test_an_invitation_is_accepted_once(world):
    token = link_made(invite(world))
    guest = make_person("guest")
    accept_invitation(actor(guest), token=token)
    with refused("invitation_closed"):
        accept_invitation(actor(guest), token=token)
    assert Membership.objects.filter(person=guest).count() == 1


def test_an_invitation_for_another_address_is_refused(world):
    token = link_made(invite(world))
    with refused("wrong_person"):
        accept_invitation(actor(make_person("other")), token=token)


def test_an_expired_invitation_is_refused(world):
    token = link_made(invite(world))
    guest = make_person("guest")
    with clock.at(clock.now() + timedelta(days=7, seconds=1)), refused("invitation_closed"):
        accept_invitation(actor(guest), token=token)


def test_a_revoked_invitation_is_refused(world):
    invitation = invite(world)
    token = link_made(invitation)
    Invitation.objects.filter(pk=invitation.pk).update(state="revoked")
    with refused("invitation_closed"):
        accept_invitation(actor(make_person("guest")), token=token)


def test_an_inviter_who_lost_the_right_invites_nobody(world):
    token = link_made(invite(world, by="admin"))
    change_membership(world.person("admin").memberships.get(ended_at=None), role=Role.MEMBER)
    with refused("inviter_lost_right"):
        accept_invitation(actor(make_person("guest")), token=token)


def test_an_admin_s_invitation_makes_nobody_super_admin(world):
    token = link_made(invite(world, by="admin", role="super_admin"))
    with refused("inviter_lost_right"):
        accept_invitation(actor(make_person("guest")), token=token)


def test_a_group_that_carries_pay_is_offered_only_by_somebody_who_holds_it(world):
    world.person("pbx_payer")  # makes the group Finance, inside Direction, which carries View and Pay
    finance = world.account.groups.get(name="Finance")
    token = link_made(invite(world, groups=[finance.pk]))
    with refused("inviter_lost_right"):
        accept_invitation(actor(make_person("guest")), token=token)


def test_somebody_new_proves_the_address_by_having_its_link(world):
    token = link_made(invite(world))
    accept_with_new_sign_in(
        VISITOR, token=token, first_name="Grace", last_name="Guest", password=PASSWORD, language="fr"
    )
    person = Person.objects.get(email="guest@example.com")
    assert person.confirmed_at is not None
    assert Membership.objects.get(person=person).account == world.account


def test_nobody_is_made_when_the_offer_is_refused(world):
    token = link_made(invite(world, by="admin", role="super_admin"))
    with pytest.raises(Refused):
        accept_with_new_sign_in(VISITOR, token=token, first_name="G", last_name="G", password=PASSWORD, language="en")
    assert not Person.objects.filter(email="guest@example.com").exists()


def test_a_link_makes_no_second_person_for_an_address_that_signs_in(world):
    token = link_made(invite(world))
    make_person("guest")
    with refused("sign_in_first"):
        accept_with_new_sign_in(VISITOR, token=token, first_name="G", last_name="G", password=PASSWORD, language="en")


def test_from_my_account_one_accepts_only_what_is_for_one_s_own_address(world):
    invitation = invite(world)
    with pytest.raises(NotKnown):
        accept_own_invitation(actor(make_person("other")), uid=invitation.uid)
    accept_own_invitation(actor(make_person("guest")), uid=invitation.uid)
    assert Invitation.objects.get(pk=invitation.pk).state == "accepted"


def test_declining_closes_the_invitation(world):
    token = link_made(invite(world))
    decline_invitation(VISITOR, token=token)
    with refused("invitation_closed"):
        accept_invitation(actor(make_person("guest")), token=token)


def test_a_billing_administrator_s_invitation_gives_the_level_and_no_membership(world):
    guest = make_person("guest")
    accept_invitation(actor(guest), token=link_made(appoint(world)))
    grant = Grant.objects.get(person=guest)
    assert (grant.name, grant.how, grant.granted_by) == ("payer", "invitation", world.person("full"))
    assert not Membership.objects.filter(person=guest).exists()


def test_a_billing_administrator_is_not_made_by_an_inviter_who_lost_the_right(world):
    token = link_made(appoint(world))
    Grant.objects.filter(person=world.person("full")).update(name="payer")
    with refused("inviter_lost_right"):
        accept_invitation(actor(make_person("guest")), token=token)


def test_an_account_has_one_owner(world):
    world.person("founder")
    invitation = open_invitation(
        world.account,
        Invitation.Purpose.OWNER,
        email="guest@example.com",
        first_name="",
        last_name="",
        language="en",
        offer={},
        invited_by=None,
    )
    with refused("has_owner"):
        accept_invitation(actor(make_person("guest")), token=link_made(invitation))


def appoint(world: World) -> Invitation:
    """Offer the level Payer to guest@example.com."""
    return add_billing_admin(
        world.actor("full"),
        account=world.account,
        email="guest@example.com",
        first_name="Guest",
        last_name="Example",
        language="en",
        terms=Terms(Level.PAYER),
    )


def test_somebody_deactivated_meanwhile_accepts_nothing(world):
    token, guest = link_made(invite(world)), make_person("guest")
    Person.objects.filter(pk=guest.pk).update(deactivated_at=clock.now())
    with pytest.raises(NotKnown):
        accept_invitation(actor(guest), token=token)
    assert not Membership.objects.filter(person=guest).exists()


def test_who_accepts_what_they_hold_already_keeps_it_and_leaves_one_entry(world):
    person = make_person("comer")
    invitation = add_billing_admin(
        world.actor("full"), account=world.account, email=person.email, first_name="New", last_name="Comer",
        language="en", terms=Terms(Level.VIEWER),
    )  # fmt: skip
    Grant.objects.filter(person=world.person("payer")).update(person=person)
    accept_own_invitation(actor(person), uid=invitation.uid)
    assert person.grants.get(closed_at=None).name == Level.PAYER
    assert Entry.objects.get(kind="billing.invitation.accepted").new == {"invitation": invitation.pk}
