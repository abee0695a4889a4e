"""My requests: what one asked the billing administrators for, and taking it back."""

import pytest
from django.urls import reverse

from bursar.billing.models import AccessRequest, BillingPortal


@pytest.mark.parametrize("persona", ["member", "suspended"])
def test_an_open_request_is_withdrawn_from_my_requests_once(world, signed_in, persona):
    browser, portal = signed_in(persona), BillingPortal.objects.get(account=world.account)
    request = AccessRequest.objects.create(portal=portal, person=world.person(persona))
    url = reverse("me:request-withdraw", kwargs={"uid": request.uid})
    assert url in browser.get(reverse("me:requests")).content.decode()
    assert "Your request is withdrawn." in browser.post(url, follow=True).content.decode()
    again = browser.post(url, follow=True).content.decode()
    assert "decided or withdrawn in the meantime" in again
    assert url not in again


def test_nobody_withdraws_the_request_of_somebody_else(world, signed_in):
    portal = BillingPortal.objects.get(account=world.account)
    request = AccessRequest.objects.create(portal=portal, person=world.person("member"))
    browser = signed_in("full")
    assert browser.post(reverse("me:request-withdraw", kwargs={"uid": request.uid})).status_code == 404
    assert AccessRequest.objects.get().state == "open"
