"""The form of the provider's page."""

from django import forms
from django.utils.translation import gettext_lazy as _l

from bursar.payments.gateways.sandbox.provider import Typed

NOTICES = [
    ("now", _l("At once, while the browser returns")),
    ("before", _l("Before the browser returns")),
    ("twice", _l("Twice")),
    ("late", _l("Late, after 20 seconds")),
    ("never", _l("Never: it is lost")),
]


class CardForm(forms.Form):
    """A card as one types it, and what the test desk is to do with the notice."""

    number = forms.CharField(
        label=_l("Card number"),
        max_length=25,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}),
    )
    expiry = forms.CharField(
        label=_l("Expiry date"),
        max_length=9,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    cvc = forms.CharField(
        label=_l("Security code"),
        max_length=4,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    holder = forms.CharField(
        label=_l("Name on the card"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    notices = forms.ChoiceField(label=_l("The notice to the merchant is sent"), choices=NOTICES, initial="now")

    def typed(self) -> Typed:
        """What the provider is given."""
        return Typed(self.cleaned_data["number"], self.cleaned_data["expiry"], self.cleaned_data["notices"])
