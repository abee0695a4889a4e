"""Adding billing administrators by invitation: rule 4, S7 and S8, invariants 8 and 19."""

import pytest

from bursar.access.permissions import Level, Permission, Role
from bursar.accounts.models import Invitation, Membership
from bursar.audit.models import Entry
from bursar.billing import commands
from bursar.billing.queries import invitation_revision, level_of
from bursar.core.errors import Forbidden, NotKnown, Refused
from bursar.grants.models import Grant
from bursar.grants.queries import permissions
from bursar.mail.models import OutboxMail
from tests.billing.conftest import days, give, terms
from tests.personas import World, make_person

P = Permission


def test_adding_invites_and_gives_nothing_yet(world: World, add):
    invitation = add("full", "New.Comer@Example.com", terms(Level.PAYER))
    assert invitation.email == "new.comer@example.com"
    assert not Grant.objects.filter(account=world.account, person__email=invitation.email).exists()
    assert OutboxMail.objects.filter(kind="invitation.billing_administrator", to_address=invitation.email).count() == 1


def test_accepting_gives_the_level_offered_and_says_by_whom(world: World, add, accept):
    invitation = add("full", "comer@example.com", terms(Level.PAYER, reason="Our accountant"))
    grant = accept(invitation, make_person("comer"))
    assert (grant.name, grant.how, grant.reason) == (Level.PAYER, Grant.How.INVITATION, "Our accountant")
    assert grant.granted_by == world.person("full")


def test_accepting_gives_no_role_and_no_membership(world: World, add, accept):
    person = make_person("comer")
    accept(add("full", person.email, terms(Level.FULL)), person)
    assert not Membership.objects.filter(person=person).exists()
    assert P.ADMIN_PORTAL_ENTER not in permissions(person.pk, world.account)


def test_accepting_leaves_the_role_one_has(world: World, add, accept):
    person = world.person("admin")
    accept(add("full", person.email), person)
    assert person.memberships.get().role == Role.ADMIN


@pytest.mark.parametrize("persona", ["viewer", "payer"])
def test_only_who_manages_administrators_adds_one(world: World, add, persona):
    with pytest.raises(Forbidden) as refusal:
        add(persona, "new@example.com")
    assert refusal.value.code == "lacks_permission"


@pytest.mark.parametrize("persona", ["super_admin", "admin", "member", "pbx_super"])
def test_no_role_and_no_pbx_permission_adds_one(add, persona):
    with pytest.raises(Forbidden):
        add(persona, "new@example.com")


def test_a_stranger_does_not_even_learn_that_the_portal_exists(add):
    with pytest.raises(NotKnown):
        add("stranger", "new@example.com")


def test_nobody_gives_what_they_do_not_hold(world: World, add):
    give(world, "clerk", Level.CUSTOM, P.INVOICE_VIEW, P.BILLING_ADMIN_MANAGE)
    assert add("clerk", "ok@example.com", terms(Level.VIEWER)).pk
    with pytest.raises(Forbidden) as refusal:
        add("clerk", "no@example.com", terms(Level.PAYER))
    assert refusal.value.code == "gives_unheld"
    assert "Pay invoices" in str(refusal.value)


def test_nobody_gives_beyond_their_own_end_date(world: World, add):
    give(world, "interim", Level.FULL, valid_until=days(30))
    assert add("interim", "ok@example.com", terms(valid_until=days(29))).pk
    for end in ({"valid_until": days(31)}, {}):
        with pytest.raises(Forbidden) as refusal:
            add("interim", "no@example.com", terms(**end))
        assert (refusal.value.code, refusal.value.field) == ("beyond_own_end", "ends_on")


def test_the_address_of_an_administrator_is_refused_whatever_its_case(world: World, add):
    with pytest.raises(Refused) as refusal:
        add("full", world.person("viewer").email.upper())
    assert (refusal.value.code, refusal.value.field) == ("already_administrator", "email")


def test_one_address_has_one_open_invitation(add):
    add("full", "new@example.com")
    with pytest.raises(Refused) as refusal:
        add("full", "NEW@example.com")
    assert refusal.value.code == "already_invited"


def test_an_administrator_of_another_account_can_be_invited(world: World, other_world: World, add):
    assert add("full", other_world.person("payer").email).pk


def test_known_and_unknown_addresses_are_answered_alike(world: World, add):
    known, unknown = add("full", make_person("known").email), add("full", "unknown@example.com")
    same = ("purpose", "state", "offer", "generation", "invited_by_id", "token_hash")
    assert [getattr(known, name) for name in same] == [getattr(unknown, name) for name in same]


@pytest.mark.parametrize("right", [P.INVOICE_PAY, P.PAYMENT_METHOD_MANAGE])
def test_custom_rights_that_need_another_are_refused_without_it(add, right):
    with pytest.raises(Refused) as refusal:
        add("full", "new@example.com", terms(Level.CUSTOM, right))
    assert (refusal.value.code, refusal.value.field) == ("needs_missing", "rights")


def test_custom_rights_contain_billing_rights_only(add):
    with pytest.raises(Refused) as refusal:
        add("full", "new@example.com", terms(Level.CUSTOM, P.MEMBER_MANAGE))
    assert refusal.value.code == "not_a_billing_right"


@pytest.mark.parametrize(
    ("span", "code"),
    [
        ({"valid_until": -1}, "ends_in_the_past"),
        ({"valid_from": -2}, "starts_in_the_past"),
        ({"valid_from": 5, "valid_until": 4}, "ends_before_start"),
    ],
)
def test_dates_that_make_no_sense_are_refused(add, span, code):
    with pytest.raises(Refused) as refusal:
        add("full", "new@example.com", terms(**{name: days(count) for name, count in span.items()}))
    assert refusal.value.code == code


def test_an_invitation_is_dead_when_its_sender_lost_the_right(world: World, add, accept, remove):
    sender, person = give(world, "sender", Level.FULL), make_person("comer")
    invitation = add("sender", person.email)
    remove("full", sender)
    with pytest.raises(Refused) as refusal:
        accept(invitation, person)
    assert refusal.value.code == "inviter_lost_right"


def test_an_invitation_is_dead_when_its_sender_was_downgraded(world: World, add, accept, change):
    sender, person = give(world, "sender", Level.FULL), make_person("comer")
    invitation = add("sender", person.email, terms(Level.PAYER))
    change("full", sender, terms(Level.CUSTOM, P.INVOICE_VIEW, P.BILLING_ADMIN_MANAGE))
    with pytest.raises(Refused):
        accept(invitation, person)


def test_sending_again_makes_the_sender_answer_for_it(world: World, add, accept, remove):
    sender, person = give(world, "sender", Level.FULL), make_person("comer")
    invitation = add("sender", person.email)
    remove("full", sender)
    again = commands.resend_invitation(world.actor("full"), account=world.account, uid=invitation.uid)
    assert accept(again, person).granted_by == world.person("full")


def test_who_became_an_administrator_meanwhile_never_ends_up_with_less(world: World, add, accept):
    person = make_person("comer")
    invitation = add("full", person.email, terms(Level.VIEWER))
    Grant.objects.filter(pk=give(world, "other", Level.PAYER).grants.get().pk).update(person=person)
    assert accept(invitation, person).name == Level.PAYER
    assert person.grants.filter(closed_at=None).count() == 1


def test_who_became_an_administrator_meanwhile_may_gain(world: World, add, accept):
    person = make_person("comer")
    invitation = add("full", person.email, terms(Level.FULL))
    Grant.objects.filter(pk=give(world, "other", Level.PAYER).grants.get().pk).update(person=person)
    assert accept(invitation, person).name == Level.FULL
    assert person.grants.filter(closed_at=None).count() == 1


def test_correcting_the_address_kills_the_old_link(world: World, add):
    invitation = add("full", "wrnog@example.com")
    corrected = _correct(world, invitation, email="wrong@example.com")
    assert (corrected.email, corrected.generation) == ("wrong@example.com", 2)


def test_correcting_the_name_alone_leaves_the_link(world: World, add):
    invitation = add("full", "new@example.com")
    corrected = _correct(world, invitation, first_name="Newton")
    assert (corrected.first_name, corrected.generation) == ("Newton", 1)


def test_two_browsers_correcting_one_invitation_the_second_is_told(world: World, add):
    invitation = add("full", "new@example.com")
    stale = _revision(invitation)
    _correct(world, invitation, first_name="Newton")
    with pytest.raises(Refused) as refusal:
        _correct(world, invitation, first_name="Nelson", seen=stale)
    assert refusal.value.status == 409


def test_a_revoked_invitation_is_gone(world: World, add):
    invitation = add("full", "new@example.com")
    commands.revoke_invitation(world.actor("full"), account=world.account, uid=invitation.uid)
    invitation.refresh_from_db()
    assert invitation.state == Invitation.State.REVOKED
    with pytest.raises(NotKnown):
        commands.resend_invitation(world.actor("full"), account=world.account, uid=invitation.uid)


def test_an_invitation_that_offers_more_than_one_holds_is_not_ones_to_touch(world: World, add):
    invitation = add("full", "new@example.com", terms(Level.FULL))
    give(world, "clerk", Level.CUSTOM, P.INVOICE_VIEW, P.BILLING_ADMIN_MANAGE)
    with pytest.raises(Forbidden) as refusal:
        commands.revoke_invitation(world.actor("clerk"), account=world.account, uid=invitation.uid)
    assert refusal.value.code == "holds_more"


def test_another_accounts_invitation_does_not_exist(world: World, other_world: World, add):
    invitation = add("full", "new@example.com")
    stranger = give(other_world, "elsewhere", Level.FULL)
    world.people["elsewhere"] = stranger
    with pytest.raises(NotKnown):
        commands.revoke_invitation(world.actor("elsewhere"), account=other_world.account, uid=invitation.uid)


def test_the_other_full_administrators_are_told(world: World, add):
    second = give(world, "second", Level.FULL)
    give(world, "third", Level.PAYER)
    add("full", "new@example.com")
    told = OutboxMail.objects.filter(kind="billing.administrators")
    assert list(told.values_list("to_person_id", flat=True)) == [second.pk]


def test_adding_leaves_one_entry_and_a_refusal_one_too(world: World, add):
    add("full", "new@example.com")
    assert Entry.objects.filter(kind="billing.admin.invited", account_id=world.account.pk).count() == 1
    with pytest.raises(Forbidden):
        add("viewer", "more@example.com")
    refused = Entry.objects.get(kind="refused.add_billing_admin")
    assert (refused.account_id, refused.refusal) == (world.account.pk, "lacks_permission")


def test_entries_hold_no_name_and_no_address(world: World, add):
    add("full", "new@example.com", terms(reason="For Ms Comer"))
    entry = Entry.objects.get(kind="billing.admin.invited")
    assert not any(word in str(entry.new) for word in ("Comer", "example.com"))


def _revision(invitation: Invitation) -> str:
    invitation.refresh_from_db()
    return invitation_revision(invitation)


def _correct(world: World, invitation: Invitation, *, seen: str = "", **changes: str) -> Invitation:
    fields = {"email": invitation.email, "first_name": "New", "last_name": "Comer", "language": "en", **changes}
    return commands.correct_invitation(
        world.actor("full"),
        account=world.account,
        uid=invitation.uid,
        terms=terms(),
        seen=seen or _revision(invitation),
        **fields,
    )


def test_an_expired_level_is_edited_not_added_again(world: World, add):
    gone = give(world, "gone", Level.VIEWER, valid_from=days(-9), valid_until=days(-1))
    with pytest.raises(Refused) as refusal:
        add("full", gone.email)
    assert "has ended" in str(refusal.value)
    assert level_of(world.account, person=gone)
