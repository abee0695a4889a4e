"""The doors of the portals: S1, S4 and rule 12."""

import pytest
from django.test import Client

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
