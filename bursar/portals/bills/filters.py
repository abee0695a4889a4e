"""The filters of the lists of invoices and credit notes, as they stand in the address."""

from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from bursar.invoices.queries import STATUSES, Choices
from bursar.invoices.sheets.words import kind_text
from bursar.invoices.typed import as_decimal
from bursar.portals.bills.words import status_word
from bursar.portals.forms import date_field

_USUAL = {"380", "381"}  # an invoice, a credit note


class AmountField(forms.CharField):
    """An amount as people write it in their language, without a currency."""

    def __init__(self, label: Any) -> None:
        super().__init__(label=label, required=False, max_length=40, widget=forms.TextInput({"inputmode": "decimal"}))

    def clean(self, value: Any) -> Any:
        """The amount as a decimal; None where nothing was typed."""
        typed = super().clean(value).strip()
        if not typed:
            return None
        try:
            return as_decimal(typed, get_language() or "en")
        except ValueError:
            raise forms.ValidationError(_("This is not an amount."), code="invalid") from None


class BillFilter(forms.Form):
    """What a list is narrowed to, besides words and the year; what there is only one of cannot be chosen."""

    status = forms.ChoiceField(label=_l("Status"), required=False)
    code = forms.ChoiceField(label=_l("Kind"), required=False)
    seller = forms.TypedChoiceField(label=_l("Seller"), required=False, coerce=int, empty_value=None)
    currency = forms.ChoiceField(label=_l("Currency"), required=False)
    since = date_field(pgettext_lazy("date", "Issued from"), forms.DateInput({"type": "date"}))
    until = date_field(pgettext_lazy("date", "Issued until"), forms.DateInput({"type": "date"}))
    least = AmountField(_l("Total from"))
    most = AmountField(_l("Total up to"))

    def __init__(self, *args: Any, tab: str, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = choices.kinds if set(choices.kinds) - _USUAL else []
        offered: dict[str, list[tuple[Any, str]]] = {
            "status": [(status.value, status_word(status)) for status in STATUSES[tab]],
            "code": [(code, kind_text(code)) for code in kinds],
            "seller": list(choices.sellers),
            "currency": [(code, code) for code in choices.currencies],
        }
        for name, found in offered.items():
            if len(found) < 2:
                del self.fields[name]
            else:
                self.fields[name].choices = [("", _("All")), *found]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Beginnings come before ends."""
        found: dict[str, Any] = super().clean() or {}
        for first, last in (("since", "until"), ("least", "most")):
            low, high = found.get(first), found.get(last)
            if low is not None and high is not None and low > high:
                self.add_error(last, _("This lies before the beginning.") if first == "since" else _("This is less."))
        return found
