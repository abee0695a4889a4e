"""The pages of an account whose billing portal goes by role say so, and offer nothing that is refused."""

import pytest
from django.core import mail

from bursar.accounts.models import Invitation
from bursar.billing import commands
from bursar.billing.queries import level_of
from bursar.lifecycle.commands.members import suspend_member
from bursar.mail.models import OutboxMail
from bursar.mail.sender import send_due
from tests.billing.conftest import terms
from tests.kinds import ASSIGNED, switch
from tests.personas import World, member


@pytest.fixture
def page(by_role: World):
    """An address of a portal of the account."""
    return lambda portal, path="": f"/{portal}/{by_role.account.number}/{path}"


def text(answer, status: int = 200) -> str:
    assert answer.status_code == status
    return str(answer.content.decode())


def test_a_super_admin_enters_and_finds_who_holds_the_portal_and_what_sleeps(signed_in, page):
    shown = text(signed_in("super_admin", entered="billing").get(page("billing", "administrators/")))
    for words in ("goes by role", "Treasurer Example", "View invoices, Pay invoices", "Named before", "Asleep"):
        assert words in shown
    for words in ("administrators/add/", "/edit/", "/delete/"):
        assert words not in shown


def test_one_super_admin_alone_is_a_warning_and_a_second_one_ends_it(by_role, signed_in, page):
    browser = signed_in("super_admin", entered="billing")
    for path in ("", "administrators/"):
        assert "Only one Super admin holds this portal" in text(browser.get(page("billing", path)))
    member(by_role, "second", "super_admin")
    assert "Only one Super admin" not in text(browser.get(page("billing", "administrators/")))


@pytest.mark.parametrize("path", ["add/", "{full}/edit/", "{full}/delete/"])
def test_nobody_is_named_there_and_the_reason_is_told_before_the_form_is_filled(by_role, signed_in, page, path):
    browser = signed_in("super_admin", entered="billing")
    address = page("billing", f"administrators/{path}".format(full=by_role.person("full").uid))
    for answer in (browser.get(address), browser.post(address, {})):
        assert "In this account the billing portal goes by role" in text(answer, 403)


def test_a_pending_invitation_and_a_request_are_shown_asleep(world: World, signed_in):
    world.person("super_admin")
    words = {"first_name": "Late", "last_name": "Comer", "language": "en", "email": "late@example.com"}
    invitation = commands.add_billing_admin(world.actor("full"), account=world.account, **words, terms=terms())
    request = commands.request_access(world.actor("member"), account=world.account, message="please")
    switch(world)
    browser, address = signed_in("super_admin", entered="billing"), f"/billing/{world.account.number}/"
    listed = text(browser.get(f"{address}administrators/"))
    assert "late@example.com" in listed
    assert "please" in listed
    shown = text(browser.get(f"{address}administrators/invitations/{invitation.uid}/"))
    assert "This invitation sleeps" in shown
    assert "revoke/" not in shown
    for path in (f"invitations/{invitation.uid}/edit/", f"requests/{request.uid}/grant/"):
        text(browser.get(f"{address}administrators/{path}"), 403)
    assert "Your request sleeps" in text(signed_in("member").get(address), 403)
    Invitation.objects.filter(pk=invitation.pk).update(email=world.person("stranger").email)
    offered = text(signed_in("stranger").get("/me/"))
    assert "nobody can be named there" in offered
    assert "Accept the invitation" not in offered


@pytest.mark.parametrize("path", ["", "request-access/"])
def test_who_is_refused_is_sent_to_the_super_admins(signed_in, page, path):
    shown = text(signed_in("member").get(page("billing", path)), 403)
    for words in ("You need a role that opens this portal", "Super_Admin Example", "Send them a message"):
        assert words in shown
    assert "Full Example" not in shown
    assert "Request access" not in shown


def test_who_was_named_is_told_that_it_sleeps(signed_in, page):
    assert "What you were given by name sleeps" in text(signed_in("full").get(page("billing")), 403)
    assert "asleep, as the billing portal goes by role" in text(signed_in("full").get("/me/"))


def test_who_was_named_may_give_it_up_while_it_sleeps(by_role, signed_in):
    signed_in("full").post(f"/me/leave/{by_role.account.number}/billing/")
    assert level_of(by_role.account, person=by_role.person("full")) is None


def test_the_sign_in_page_says_whom_the_portal_is_for(signed_in, page):
    assert "For Super admins, and for roles that open it" in text(
        signed_in("super_admin").get(page("billing", "sign-in/"))
    )


def test_a_treasurer_by_role_goes_to_billing_and_pays(signed_in, page):
    assert page("billing") in text(signed_in("treasurer").get("/me/"))
    text(signed_in("treasurer", entered="billing").get(page("billing", "invoices/")))
    text(signed_in("treasurer", entered="billing").get(page("billing", "administrators/")), 403)


def test_the_form_of_a_role_offers_rights_over_bills_and_pay_asks_for_view(by_role, signed_in, page):
    browser = signed_in("super_admin", entered="admin")
    shown = text(browser.get(page("admin", "roles/add/")))
    assert 'value="invoice:pay"' in shown
    assert 'data-needs="invoice:view"' in shown
    sent = {"name": "Payer", "permissions": ["invoice:pay"]}
    assert "needs “View invoices”" in text(browser.post(page("admin", "roles/add/"), sent), 422)
    switch(by_role, ASSIGNED)
    assert "invoice:" not in text(browser.get(page("admin", "roles/add/")))
    assert "Part of this role sleeps" in text(
        browser.get(page("admin", f"roles/{by_role.account.custom_roles.get().uid}/edit/"))
    )


@pytest.mark.parametrize("path", ["suspend/", "remove/", "role/"])
def test_before_a_member_is_suspended_or_removed_the_page_says_that_the_bills_go_too(by_role, signed_in, page, path):
    address = page("admin", f"people/{by_role.person('treasurer').uid}/{path}")
    shown = text(signed_in("super_admin", entered="admin").get(address))
    assert "may do with the bills follows their role" in shown
    assert "stays one" not in shown


def test_the_mail_about_a_suspension_does_not_say_that_bills_stay(by_role):
    OutboxMail.objects.all().delete()
    uid = by_role.person("treasurer").uid
    suspend_member(by_role.actor("super_admin"), account=by_role.account, person_uid=uid)

    send_due()
    assert "is suspended, too: in this account it goes by role" in mail.outbox[0].body


def test_the_app_switcher_follows_the_role(signed_in, page):
    shown = text(signed_in("admin", entered="admin").get(page("admin")))
    assert "Opens to Super admins and to some roles" in shown
    assert page("billing", "sign-in/") in shown
    treasurer = text(signed_in("treasurer", entered="admin").get(page("admin")))
    assert "Invoices and payments" in treasurer
    assert "and yours opens it" in treasurer


def test_the_activity_tells_the_switch_by_the_operator_without_the_reason(signed_in, page):
    shown = text(signed_in("super_admin", entered="billing").get(page("billing", "activity/")))
    for words in ("Kind of billing portal changed", "Operator Ada", "assigned by name", "by role"):
        assert words in shown
    assert "The customer asked for it" not in shown
