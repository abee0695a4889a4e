"""The provider's hosted page: type a test card, choose how its notices travel, pay or turn back."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bursar.core.errors import NotKnown
from bursar.payments.gateways.sandbox import provider
from bursar.payments.gateways.sandbox.cards import TEST_CARDS, CardRefusedError
from bursar.portals.sandbox.forms import CardForm

PATIENCE_SECONDS = 15  # how long the browser is kept until the notice has been taken


@require_http_methods(["GET", "HEAD", "POST"])
def hosted(request: HttpRequest, reference: str) -> HttpResponse:
    """The page of one session."""
    charge = _session(reference)
    if charge.status != "open":
        return render(request, "sandbox/over.html", _context(charge), status=200)
    if request.method != "POST":
        return _page(request, charge, CardForm(initial=_card_asked_for(request)))
    if "cancel" in request.POST:
        return HttpResponseRedirect(provider.close_session(reference).return_url)
    form = CardForm(request.POST)
    if not form.is_valid():
        return _page(request, charge, form, 422)
    try:
        charge = provider.submit(reference, form.typed())
    except CardRefusedError as refused:
        form.add_error(refused.field, str(refused.message))
        return _page(request, charge, form, 422)
    if form.cleaned_data["notices"] == "before":
        return HttpResponseRedirect(reverse("sandbox:processing", kwargs={"reference": reference}))
    return HttpResponseRedirect(charge.return_url)


@require_safe
def processing(request: HttpRequest, reference: str) -> HttpResponse:
    """Keeps the browser until the merchant has taken the notice, or patience ends."""
    charge = _session(reference)
    said = request.GET.get("waited", "0")
    waited = int(said) if said.isdecimal() and len(said) < 4 else 0
    if charge.status == "open":
        raise NotKnown
    if provider.has_sent_notices(reference) or waited >= PATIENCE_SECONDS:
        return HttpResponseRedirect(charge.return_url)
    response = render(request, "sandbox/processing.html", _context(charge))
    response["Refresh"] = f"1; url={request.path}?waited={waited + 1}"
    return response


def _session(reference: str) -> Any:
    charge = provider.session(reference) if settings.PAYMENT_GATEWAY == "sandbox" else None
    if charge is None or not charge.return_url:
        raise NotKnown
    return charge


def _page(request: HttpRequest, charge: Any, form: CardForm, status: int = 200) -> HttpResponse:
    context = {**_context(charge), "form": form, "cards": TEST_CARDS}
    return render(request, "sandbox/pay.html", context, status=status)


def _card_asked_for(request: HttpRequest) -> dict[str, str]:
    """The test card that was picked from the list fills the form, without a script."""
    picked = next((card for card in TEST_CARDS if card.number == request.GET.get("card")), TEST_CARDS[0])
    return {"number": picked.spaced, "expiry": "12/39", "cvc": "123", "holder": _("Sam Tester")}


def _context(charge: Any) -> dict[str, Any]:
    return {"charge": charge}
