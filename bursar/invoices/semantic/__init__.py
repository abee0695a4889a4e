"""What a bill says, in the words of EN 16931-1: read from any syntax, stored once, drawn and written from it. Pure."""

from bursar.invoices.semantic.bill import Bill, BillLine, Item, Price
from bursar.invoices.semantic.parties import Address, Contact, Delivery, Identifier, Party
from bursar.invoices.semantic.paying import Card, CreditTransfer, DirectDebit, Payment
from bursar.invoices.semantic.sums import Adjustment, BillTotals, VatBreakdown
from bursar.invoices.semantic.things import Attachment, Attribute, Note, Period, Preceding, Reference

__all__ = [
    "Address",
    "Adjustment",
    "Attachment",
    "Attribute",
    "Bill",
    "BillLine",
    "BillTotals",
    "Card",
    "Contact",
    "CreditTransfer",
    "Delivery",
    "DirectDebit",
    "Identifier",
    "Item",
    "Note",
    "Party",
    "Payment",
    "Period",
    "Preceding",
    "Price",
    "Reference",
    "VatBreakdown",
]
