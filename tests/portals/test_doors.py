"""The doors of the portals: S1, S4 and rule 12."""

import pytest
from django.test import Client

from bursar.audit.models import Entry
from tests.personas import World


@pytest.mark.parametrize("persona", ["viewer", "payer", "full", "founder"])
def test_a_billing_administrator_enters_the_billing_portal(world, signed_in, persona):
    browser: Client = signed_in(persona, entered="billing")
    assert browser.get(f"/billing/{world.account.number}/").status_code == 200


@pytest.mark.parametrize("persona", ["super_admin", "admin", "member", "pbx_payer", "suspended"])
def test_no_role_and_no_pbx_permission_opens_the_billing_portal(world, signed_in, persona):
    browser = signed_in(persona, entered="billing")
    assert browser.get(f"/billing/{world.account.number}/").status_code == 403


def test_an_account_one_has_no_tie_to_does_not_exist(world: World, signed_in):
    browser = signed_in("stranger", entered="billing")
    assert browser.get(f"/billing/{world.account.number}/").status_code == 404
    assert browser.get("/billing/C-0000-0000/").status_code == 404


def test_signed_in_to_one_portal_is_not_entered_into_another(world, signed_in):
    browser = signed_in("founder", entered="admin")
    assert browser.get(f"/admin/{world.account.number}/").status_code == 200
    answer = browser.get(f"/billing/{world.account.number}/")
    assert answer.status_code == 302
    assert answer.url.startswith(f"/billing/{world.account.number}/sign-in/")


@pytest.mark.parametrize(
    ("persona", "page", "kind"),
    [
        ("viewer", "billing/{}/invoices/pay/", "refused.invoice_pay"),
        ("super_admin", "billing/{}/administrators/add/", "refused.billing_admin_manage"),
        ("pbx_viewer", "pbx/{}/permissions/", "refused.pbx_permission_manage"),
    ],
)
def test_an_attempt_on_bills_or_grants_that_a_door_refuses_is_recorded_rule_13(world, signed_in, persona, page, kind):
    address = "/" + page.format(world.account.number)
    browser = signed_in(persona, entered="billing pbx")
    assert browser.get(address).status_code == 403
    assert not Entry.objects.exists()
    assert browser.post(address).status_code == 403
    entry = Entry.objects.get()
    assert (entry.kind, entry.actor_id, entry.refusal) == (kind, world.person(persona).pk, "lacks_permission")


def test_a_stranger_leaves_no_entry_in_an_account_that_he_may_not_know(world, signed_in):
    assert signed_in("stranger").post(f"/billing/{world.account.number}/administrators/add/").status_code == 404
    assert not Entry.objects.exists()
