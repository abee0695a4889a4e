"""The codes of bills in words: kinds of documents, VAT categories, means of payment. Translated when asked."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from bursar.invoices.semantic import Bill
from bursar.invoices.semantic.bill import CREDIT_NOTES

# UNTDID 1001
_TITLES = {
    "326": gettext_lazy("Partial invoice"),
    "384": gettext_lazy("Corrected invoice"),
    "386": gettext_lazy("Prepayment invoice"),
    "389": gettext_lazy("Self-billed invoice"),
    "261": gettext_lazy("Self-billed credit note"),
    "875": gettext_lazy("Partial invoice"),
    "876": gettext_lazy("Partial final invoice"),
    "877": gettext_lazy("Final invoice"),
}
# UNTDID 5305, as EN 16931 uses it
_CATEGORIES = {
    "S": gettext_lazy("Standard rate"),
    "Z": gettext_lazy("Zero rate"),
    "E": gettext_lazy("Exempt from VAT"),
    "AE": gettext_lazy("VAT reverse charge"),
    "K": gettext_lazy("Intra-Community supply"),
    "G": gettext_lazy("Export outside the EU"),
    "O": gettext_lazy("Not subject to VAT"),
    "L": "IGIC",
    "M": "IPSI",
    "B": gettext_lazy("Split payment"),
}
# UNTDID 4461
_MEANS = {
    "10": pgettext_lazy("means of payment", "Cash"),
    "20": pgettext_lazy("means of payment", "Cheque"),
    "30": pgettext_lazy("means of payment", "Credit transfer"),
    "31": pgettext_lazy("means of payment", "Credit transfer"),
    "42": pgettext_lazy("means of payment", "Credit transfer"),
    "48": pgettext_lazy("means of payment", "Card"),
    "49": pgettext_lazy("means of payment", "Direct debit"),
    "54": pgettext_lazy("means of payment", "Card"),
    "55": pgettext_lazy("means of payment", "Card"),
    "57": pgettext_lazy("means of payment", "Standing agreement"),
    "58": pgettext_lazy("means of payment", "SEPA credit transfer"),
    "59": pgettext_lazy("means of payment", "SEPA direct debit"),
}


def title(bill: Bill) -> str:
    """What a bill is called."""
    return kind_text(bill.type_code)


def kind_text(code: str) -> str:
    """A kind of document of UNTDID 1001."""
    return str(_TITLES.get(code) or (_("Credit note") if code in CREDIT_NOTES else _("Invoice")))


def category_text(code: str) -> str:
    """A category of VAT; one that the standard does not know stays a code."""
    return str(_CATEGORIES.get(code, code))


def means_text(code: str, said: str) -> str:
    """A means of payment: in the seller's words, or in ours."""
    return said or str(_MEANS.get(code, ""))
