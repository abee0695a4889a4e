"""The address of providers' notices: no session and no token, but a signature that holds (invariant 33)."""

import json

import pytest
from django.conf import settings
from django.test import Client

from bursar.core import clock
from bursar.payments.gateways.sandbox.models import OutgoingNotice
from bursar.payments.gateways.sandbox.notices import SIGNATURE, send_due_notices, sign
from bursar.payments.models import Notice
from tests.invoices.making import make_invoice
from tests.payments.paying import at_provider, fresh, order


@pytest.fixture
def notice(world):
    """A notice that the provider is about to send, and its payment."""
    ordered = order(world, "payer", {make_invoice(world.account, "F-1"): 5000})
    at_provider(ordered)
    sent = []
    send_due_notices(lambda path, body, headers: sent.append(body) or 500)
    return sent[0], ordered.payment


def post(body, *, secret=None, age=0, header=None):
    value = sign(body, int(clock.now().timestamp()) - age, secret or settings.SANDBOX_SECRET)
    return Client(enforce_csrf_checks=True).post(
        "/payments/notices/sandbox/", body, content_type="application/json", headers={SIGNATURE: header or value}
    )


def test_a_signed_notice_settles_without_session_or_token(notice):
    body, payment = notice
    assert post(body).status_code == 200
    assert fresh(payment).state == "succeeded"


@pytest.mark.parametrize(
    "how",
    [{"secret": "another"}, {"age": 301}, {"age": -301}, {"header": "t=1,v1=x"}, {"header": "é"}, {"header": "t=,"}],
)
def test_a_bad_or_old_signature_has_no_effect_and_nothing_is_kept(notice, how):
    body, payment = notice
    assert post(body, **how).status_code == 400
    assert fresh(payment).state == "pending"
    assert not Notice.objects.exists()


def test_a_notice_that_was_changed_on_the_way_is_refused(notice):
    body, _payment = notice
    value = sign(body, int(clock.now().timestamp()), settings.SANDBOX_SECRET)
    assert post(body.replace(b"approved", b"declined"), header=value).status_code == 400


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"id": "x"}', b'{"id":"x","merchant_key":"k","status":"new"}'])
def test_a_signed_notice_that_cannot_be_read_is_refused(db, body):
    assert post(body).status_code == 400


def test_a_notice_about_nothing_of_ours_is_taken_and_changes_nothing(notice):
    told = json.loads(notice[0]) | {"merchant_key": "payment-nobodysorder"}
    assert post(json.dumps(told).encode()).status_code == 200
    assert fresh(notice[1]).state == "pending"


def test_a_provider_we_do_not_know_has_no_address(db):
    assert Client().post("/payments/notices/nobody/", b"{}", content_type="application/json").status_code == 404


def test_the_provider_tries_again_until_its_notice_is_taken(notice):
    assert OutgoingNotice.objects.filter(sent_at=None, attempts=1).count() == 1
    assert send_due_notices(lambda *_: 200) == 0
    with clock.at(OutgoingNotice.objects.get().due_at):
        assert send_due_notices(lambda *_: 200) == 1


def test_what_is_kept_of_a_notice_is_in_our_words(notice):
    post(notice[0])
    assert Notice.objects.get().payload["state"] == "succeeded"
