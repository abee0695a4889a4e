"""The form of paying: an amount for each invoice, what to pay with, and a key that makes a second click harmless."""

from collections.abc import Iterable
from dataclasses import dataclass
from secrets import token_hex
from typing import Any

from django import forms
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from bursar.core.money import format_money, parse_money
from bursar.invoices.queries import Invoice
from bursar.payments.gateways.registry import gateway
from bursar.payments.queries import Method
from bursar.payments.rules import amount_field, amount_fits

ONE_OFF = "one_off"  # a card typed at the provider, kept by nobody


@dataclass(frozen=True)
class Row:
    """An invoice that somebody wants to pay, and how much of it can be paid now."""

    invoice: Invoice
    reserved: int

    @property
    def free(self) -> int:
        """What can be paid now: what is outstanding without what payments under way reserve."""
        return max(0, self.invoice.outstanding - self.reserved)

    @property
    def uid(self) -> str:
        """The invoice's name in addresses and fields."""
        return self.invoice.document.uid


class PayForm(forms.Form):
    """Amounts in the payer's own way of writing them, the method, the key."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    method = forms.ChoiceField(label=_l("Pay with"), widget=forms.RadioSelect)

    def __init__(self, rows: Iterable[Row], methods: Iterable[Method], data: Any = None, credit: int = 0) -> None:
        # What was sent is read even when nothing is left of the invoice: it may be a second click.
        self.rows = [row for row in rows if row.free > 0 or (data is not None and amount_field(row.uid) in data)]
        usable = [m for m in methods if not m.is_expired]
        initial = {"key": token_hex(16), "method": next((m.uid for m in usable if m.is_default), ONE_OFF)}
        super().__init__(data, initial=initial)
        self.language = translation.get_language() or "en"
        chosen: Any = self.fields["method"]
        chosen.choices = [*((m.uid, _method_label(m)) for m in usable), (ONE_OFF, _one_off_label())]
        for row in self.rows:
            self.fields[amount_field(row.uid)] = self._amount(row)
        if self.rows and (credit or (data is not None and "use_credit" in data)):
            self._offer(credit, self.rows[0].invoice.document.currency)

    def _offer(self, credit: int, currency: str) -> None:
        """Credit is used as far as it was offered: what comes in meanwhile is for the next time."""
        amount = format_money(credit, currency, self.language)
        self.fields["use_credit"] = forms.BooleanField(
            label=_("Use your credit of %(amount)s") % {"amount": amount}, required=False, initial=True
        )
        self.fields["credit_offered"] = forms.IntegerField(min_value=0, initial=credit, widget=forms.HiddenInput)

    def credit_minor(self) -> int:
        """What of the total the account's credit pays, of a form that is valid."""
        offered = self.cleaned_data.get("credit_offered", 0) if self.cleaned_data.get("use_credit") else 0
        return max(0, min(int(offered), sum(self.parts().values())))

    def charge(self) -> int:
        """What is to be charged beside the credit."""
        return sum(self.parts().values()) - self.credit_minor()

    def credit_so_far(self, total: int) -> int:
        """The same of what is typed and ticked now."""
        if "use_credit" not in self.fields or not self["use_credit"].value():
            return 0
        offered = str(self["credit_offered"].value())
        return min(total, int(offered)) if offered.isascii() and offered.isdecimal() else 0

    def parts(self) -> dict[str, int]:
        """Minor units by the uid of the invoice, of a form that is valid."""
        return {row.uid: self.cleaned_data[amount_field(row.uid)] for row in self.rows}

    def method_uid(self) -> str:
        """The kept method's uid, or nothing for a one-off card."""
        chosen = str(self.cleaned_data["method"])
        return "" if chosen == ONE_OFF else chosen

    def check_amounts(self) -> None:
        """What cannot be paid is refused before anybody is asked to confirm it."""
        for row in self.rows:
            amount = self.cleaned_data[amount_field(row.uid)]
            amount_fits(row.invoice.document, amount, row.invoice.outstanding, row.reserved)

    def amount_of(self, row: Row) -> Any:
        """The field of a row, to be drawn in its line."""
        return self[amount_field(row.uid)]

    def sum_so_far(self) -> int | None:
        """The total of what is typed now, or None while something is no amount."""
        try:
            typed = [str(self[amount_field(row.uid)].value()) for row in self.rows]
            return sum(parse_money(text, self.rows[0].invoice.document.currency, self.language) for text in typed)
        except ValueError:
            return None

    def clean(self) -> dict[str, Any]:
        """Amounts become minor units."""
        cleaned: dict[str, Any] = super().clean() or {}
        for row in self.rows:
            name = amount_field(row.uid)
            if name in cleaned:
                self._read(name, row, cleaned)
        return cleaned

    def _read(self, name: str, row: Row, cleaned: dict[str, Any]) -> None:
        currency = row.invoice.document.currency
        try:
            cleaned[name] = parse_money(cleaned[name], currency, self.language)
        except ValueError:
            example = format_money(123450, currency, self.language)
            self.add_error(name, _("Write an amount such as %(example)s.") % {"example": example})

    def _amount(self, row: Row) -> forms.CharField:
        document = row.invoice.document
        label = _("Amount for invoice %(number)s") % {"number": document.number}
        attrs = {"inputmode": "decimal", "autocomplete": "off", "class": "pay-amount"}
        return forms.CharField(
            label=label,
            max_length=40,
            initial=format_money(row.free, document.currency, self.language),
            widget=forms.TextInput(attrs=attrs),
        )


def _method_label(method: Method) -> str:
    words = method.name
    hint = _("Default") if method.is_default else ""
    return f"{words}\n{hint}" if hint else words


def _one_off_label() -> str:
    is_more = gateway().takes_debits
    words = _("Another card, or a direct debit") if is_more else _("Another card")
    hint = _("You type it at the payment provider; it is not kept.")
    return f"{words}\n{hint}"
