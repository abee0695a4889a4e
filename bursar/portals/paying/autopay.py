"""Automatic payment as it is shown, and the form that sets it up."""

from typing import Any

from django import forms
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from bursar.access.permissions import Permission
from bursar.core.money import format_money, parse_money
from bursar.grants.queries import Access
from bursar.payments import queries as payments
from bursar.payments.autopay_words import ended_text, planned_text, terms
from bursar.payments.queries import Method


def autopay_shown(access: Access) -> dict[str, Any]:
    """What the page of payment methods tells of it."""
    mandate = payments.last_mandate(access.account)
    return {
        "mandate": mandate,
        "mandate_seen": payments.mandate_revision(access.account),
        "mandate_terms": terms(mandate) if mandate else [],
        "mandate_ended": ended_text(mandate.ended_because) if mandate and mandate.ended_at else "",
        "planned": payments.planned(mandate) if mandate else [],
        "planned_text": planned_text,
        "may_authorise": access.may(Permission.INVOICE_PAY),
    }


class AutopayForm(forms.Form):
    """Which method, up to how much, with how much notice."""

    method = forms.ChoiceField(label=_l("Payment method"))
    currency = forms.ChoiceField(
        label=_l("Currency"), help_text=_l("Invoices in other currencies are still paid by hand.")
    )
    limit = forms.CharField(
        label=_l("At most for each payment"),
        max_length=40,
        help_text=_l("You are told by e-mail of what is above it; it is left for you to pay."),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    notice_days = forms.IntegerField(
        label=_l("Days of notice"),
        initial=7,
        min_value=3,
        max_value=30,
        help_text=_l(
            "So many days before each payment an e-mail says what will be charged, when, and how to stop it. "
            "From 3 to 30."
        ),
    )

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, methods: list[Method], currencies: list[str], mandate: Any, seen: str = "", data: Any = None
    ) -> None:
        self.language = translation.get_language() or "en"
        initial: dict[str, Any] = {"seen": seen}
        if mandate is not None:
            limit = format_money(mandate.limit_minor, mandate.currency, self.language)
            initial |= {"method": mandate.method.uid, "currency": mandate.currency, "limit": limit}
            initial["notice_days"] = mandate.notice_days
        super().__init__(data, initial=initial)
        fields: Any = self.fields
        fields["method"].choices = [(m.uid, m.name) for m in methods if not m.is_expired]
        fields["currency"].choices = [(code, code) for code in currencies or ["EUR"]]

    def clean(self) -> dict[str, Any]:
        """The limit is read in its currency."""
        cleaned = super().clean() or {}
        if "limit" in cleaned and "currency" in cleaned:
            try:
                cleaned["limit_minor"] = parse_money(cleaned["limit"], cleaned["currency"], self.language)
            except ValueError:
                self.add_error("limit", _("Write an amount such as 120.00."))
        return cleaned
