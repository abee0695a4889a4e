"""The forms of billing details and recipients."""

from typing import Any

from babel import Locale
from django import forms
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _l

from bursar.billing.countries import CODES
from bursar.portals.forms import email_field, name_field

TOPICS = (
    ("invoices", _l("Invoices and credit notes")),
    ("receipts", _l("Receipts for payments")),
    ("reminders", _l("Reminders of what is due soon or overdue")),
)


def countries() -> list[tuple[str, str]]:
    """Every country in the reader's language, by name."""
    locale = Locale.parse("fr" if translation.get_language() == "fr" else "en")
    listed = [(code, name) for code, name in locale.territories.items() if code in CODES]
    return [("", ""), *sorted(listed, key=lambda pair: _sort_key(pair[1]))]


def _sort_key(name: str) -> str:
    return name.casefold().translate(str.maketrans("àâäåçéèêëîïôöùûüÉÎÅ", "aaaaceeeeiioouuueia"))


class DetailsForm(forms.Form):
    """Whom the invoices are made out to."""

    company = name_field(_l("Company"), 120)
    address_lines = forms.CharField(
        label=_l("Address"), max_length=240, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    postal_code = forms.CharField(label=_l("Postal code"), max_length=16, required=False)
    city = forms.CharField(label=_l("City"), max_length=80, required=False)
    country = forms.ChoiceField(label=_l("Country"), required=False, choices=countries)
    vat_number = forms.CharField(
        label=_l("VAT number"),
        max_length=30,
        required=False,
        help_text=_l("With the country’s letters in front, such as FR or GB. Spaces do not matter."),
    )
    company_number = forms.CharField(
        label=_l("Company number"),
        max_length=40,
        required=False,
        help_text=_l("SIREN or SIRET in France; elsewhere the number that the country’s register gives companies."),
    )
    delivery_address = forms.CharField(
        label=_l("Delivery address"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_l("Only if it is another one. Printed on invoices that are made out with these details."),
    )
    delivery_country = forms.ChoiceField(
        label=_l("Country of delivery"), required=False, choices=countries, help_text=_l("Only if it is another one.")
    )
    invoice_language = forms.ChoiceField(
        label=_l("Language of the invoices"),
        required=False,
        choices=lambda: [("", _l("The account’s language")), *settings.LANGUAGES],
        help_text=_l("Of those drawn here. Invoices that come as PDF stay as they are."),
    )
    purchase_order = forms.CharField(
        label=_l("Purchase order number"),
        max_length=60,
        required=False,
        help_text=_l("Printed on the invoices to come, if you need one."),
    )
    seen = forms.CharField(widget=forms.HiddenInput)


class RecipientForm(forms.Form):
    """An address, its language, and what it is sent."""

    email = email_field()
    language = forms.ChoiceField(label=_l("Language"), choices=settings.LANGUAGES)
    topics = forms.MultipleChoiceField(
        label=_l("What this address is sent"), choices=TOPICS, widget=forms.CheckboxSelectMultiple
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def wanted(self) -> dict[str, Any]:
        """What a command takes."""
        chosen = self.cleaned_data
        return {
            "email": chosen["email"],
            "language": chosen["language"],
            "wants_invoices": "invoices" in chosen["topics"],
            "wants_receipts": "receipts" in chosen["topics"],
            "wants_reminders": "reminders" in chosen["topics"],
        }
