"""My account's page of API tokens."""

import re

from bursar.accounts.models import ApiToken
from bursar.audit.models import Entry
from bursar.portals.activity_words import names_in
from tests.personas import PASSWORD

GIVEN = {"name": "Ledger", "scopes": ["invoice:view"], "days": "90", "account": "", "current": PASSWORD}


def test_a_token_is_shown_once(signed_in):
    browser = signed_in("viewer")
    page = browser.post("/me/tokens/make/", GIVEN).content.decode()
    (secret,) = set(re.findall(r"bur_[0-9a-f]{64}", page))
    assert secret not in browser.get("/me/tokens/").content.decode()
    assert "Ledger" in browser.get("/me/tokens/").content.decode()


def test_only_what_one_holds_can_be_chosen(signed_in):
    answer = signed_in("viewer").post("/me/tokens/make/", GIVEN | {"scopes": ["invoice:pay"]})
    assert answer.status_code == 422
    assert not ApiToken.objects.exists()


def test_it_asks_for_the_password(signed_in):
    answer = signed_in("viewer").post("/me/tokens/make/", GIVEN | {"current": "wrong"})
    assert answer.status_code == 422
    assert not ApiToken.objects.exists()


def test_a_revoked_token_is_gone_from_the_page(signed_in):
    browser = signed_in("viewer")
    browser.post("/me/tokens/make/", GIVEN)
    browser.post(f"/me/tokens/{ApiToken.objects.get().uid}/revoke/")
    browser.get("/me/tokens/")  # says so once
    assert "Ledger" not in browser.get("/me/tokens/").content.decode()


def test_somebody_elses_token_is_404(signed_in):
    signed_in("viewer").post("/me/tokens/make/", GIVEN)
    token = ApiToken.objects.get()
    assert signed_in("full").post(f"/me/tokens/{token.uid}/revoke/").status_code == 404
    assert ApiToken.objects.get().revoked_at is None


def test_the_activity_names_the_token_and_its_person(signed_in):
    signed_in("viewer").post("/me/tokens/make/", GIVEN)
    token = ApiToken.objects.get()
    entry = Entry(actor_kind="token", actor_id=token.pk, on_type="", on_id=None)
    names = names_in([entry])
    assert names.actor("token", token.pk, "api") == "API token “Ledger” of Viewer Example"


def test_ticking_a_right_ticks_what_it_needs(signed_in):
    page = " ".join(signed_in("full").get("/me/tokens/make/").content.decode().split())
    assert 'value="billing_admin:manage"' in page
    assert page.count('data-needs="billing_portal:enter"') == 3
    assert page.count('data-needs="invoice:view"') == 2
