"""The gate of the billing portal and its refusal page: S4 and rules 3 and 12."""

import pytest

from bursar.access.permissions import Level
from bursar.billing import commands
from bursar.billing.models import AccessRequest, AdministratorMessage
from bursar.billing.queries import level_of
from tests.billing.conftest import days, give
from tests.personas import World


@pytest.fixture
def page(world: World):
    """An address in the billing portal of an account that has a Full administrator."""
    world.person("full")
    return lambda path="": f"/billing/{world.account.number}/{path}"


@pytest.mark.parametrize("persona", ["member", "admin", "super_admin", "custom_role", "pbx_payer"])
def test_a_member_is_told_who_they_are_and_who_the_administrators_are(signed_in, page, persona):
    answer = signed_in(persona).get(page())
    text = answer.content.decode()
    assert answer.status_code == 403
    for words in (f"{persona}@example.com", "Use another sign-in", "Full Example", "Request access", "not even"):
        assert words in text


def test_the_names_are_shown_without_their_addresses(signed_in, page):
    assert "full@example.com" not in signed_in("member").get(page()).content.decode()


def test_who_is_suspended_gets_the_plain_refusal(signed_in, page):
    answer = signed_in("suspended").get(page())
    assert answer.status_code == 403
    for words in ("Full Example", "Request access", "Send them a message"):
        assert words not in answer.content.decode()


def test_who_has_no_tie_gets_the_page_of_an_account_that_does_not_exist(signed_in, page):
    browser = signed_in("stranger")
    for path in ("", "administrators/", "request-access/", "message/"):
        there, nowhere = browser.get(page(path)), browser.get(f"/billing/C-0000-0000/{path}")
        assert (there.status_code, nowhere.status_code) == (404, 404)


def test_who_sleeps_is_told_when_they_begin(world: World, signed_in, page):
    give(world, "early", Level.VIEWER, valid_from=days(9))
    answer = signed_in("early").get(page())
    assert answer.status_code == 403
    assert "Your access starts later" in answer.content.decode()
    assert "Full Example" not in answer.content.decode()


def test_every_page_of_the_portal_refuses_in_the_same_way(signed_in, page):
    browser = signed_in("super_admin", entered="billing")
    for path, posted in (("administrators/", 405), ("administrators/add/", 403), ("details/", 403), ("activity/", 405)):
        assert browser.get(page(path)).status_code == 403
        assert browser.post(page(path), {}).status_code == posted  # 405: it is only read, nobody may post there


def test_a_member_asks_for_access_and_sees_that_it_waits(world: World, signed_in, page):
    browser = signed_in("member")
    assert browser.get(page("request-access/")).status_code == 200
    answer = browser.post(page("request-access/"), {"message": "To check the bills"})
    assert answer.status_code == 302
    assert "You have asked for access" in browser.get(page()).content.decode()
    assert AccessRequest.objects.get().message == "To check the bills"


def test_asking_twice_is_refused_with_words(signed_in, page):
    browser = signed_in("member")
    browser.post(page("request-access/"), {"message": ""})
    answer = browser.post(page("request-access/"), {"message": ""})
    assert answer.status_code == 422
    assert "You have asked already" in answer.content.decode()


def test_a_request_is_withdrawn_from_the_same_page(signed_in, page):
    browser = signed_in("member")
    browser.post(page("request-access/"), {"message": ""})
    browser.post(page("request-access/withdraw/"))
    assert AccessRequest.objects.get().state == "withdrawn"
    assert "Request access" in browser.get(page()).content.decode()


def test_a_declined_request_shows_the_answer(world: World, signed_in, page):
    browser = signed_in("member")
    browser.post(page("request-access/"), {"message": ""})
    uid = AccessRequest.objects.get().uid
    commands.decline_request(world.actor("full"), account=world.account, uid=uid, answer="Ask Ann instead.")
    assert "Ask Ann instead." in browser.get(page()).content.decode()


def test_a_message_is_sent_three_times_a_day(signed_in, page):
    browser = signed_in("member")
    answers = [browser.post(page("message/"), {"text": "Who pays?"}).status_code for _ in range(4)]
    assert answers == [302, 302, 302, 429]
    assert AdministratorMessage.objects.count() == 3


def test_who_may_enter_has_nothing_to_ask(signed_in, page):
    assert signed_in("viewer").get(page("request-access/")).url == page()


def test_an_anonymous_visitor_is_asked_to_sign_in_first(client, page):
    assert client.get(page("request-access/")).url.startswith(page("sign-in/"))


def test_asking_is_closed_while_nobody_could_decide(world: World, signed_in):
    browser = signed_in("member")
    text = browser.get(f"/billing/{world.account.number}/").content.decode()
    assert "Nobody can decide at present" in text
    answer = browser.post(f"/billing/{world.account.number}/request-access/", {"message": ""})
    assert answer.status_code == 422


def test_a_request_is_granted_with_a_level_and_dates(world: World, signed_in, page):
    signed_in("member").post(page("request-access/"), {"message": ""})
    full = signed_in("full", entered="billing")
    there = page(f"administrators/requests/{AccessRequest.objects.get().uid}/grant/")
    assert full.get(there).status_code == 200
    assert full.post(there, {"level": "viewer"}).status_code == 302
    assert level_of(world.account, person=world.person("member")).name == Level.VIEWER
    assert signed_in("member", entered="billing").get(page()).status_code == 200


def test_a_request_is_declined_with_a_word(world: World, signed_in, page):
    signed_in("member").post(page("request-access/"), {"message": ""})
    full = signed_in("full", entered="billing")
    there = page(f"administrators/requests/{AccessRequest.objects.get().uid}/decline/")
    assert full.post(there, {"answer": "Not now"}).status_code == 302
    assert full.post(there, {"answer": "Not now"}).status_code == 422
    assert AccessRequest.objects.get().answer == "Not now"


def test_a_viewer_sees_no_request_and_decides_on_none(signed_in, page):
    signed_in("member").post(page("request-access/"), {"message": ""})
    uid = AccessRequest.objects.get().uid
    browser = signed_in("viewer", entered="billing")
    for path in (f"administrators/requests/{uid}/grant/", f"administrators/requests/{uid}/decline/"):
        assert browser.get(page(path)).status_code == 403
        assert browser.post(page(path), {"level": "full"}).status_code == 403
    assert AccessRequest.objects.get().state == "open"
