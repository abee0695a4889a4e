"""A bill as UN/CEFACT CII, laid out as the EN 16931 profile of Factur-X 1.09 wants it. Pure."""

from datetime import date

from bursar.invoices.formats.cii import NAMES
from bursar.invoices.formats.writers import cii_paying
from bursar.invoices.formats.writers.cii_lines import adjustment, line, period
from bursar.invoices.formats.writers.cii_parties import delivery, party
from bursar.invoices.formats.writers.xml import PROFILE, Xml, document, each, leaf, node
from bursar.invoices.semantic import Attachment, Bill, Preceding, Reference

_TENDER, _OBJECT, _ATTACHED = "50", "130", "916"  # UNTDID 1001: BT-17, BT-18, BG-24


def cii(bill: Bill) -> bytes:
    """The bill as a `CrossIndustryInvoice`."""
    return document("rsm:CrossIndustryInvoice", NAMES, _context(bill), _head(bill), _deal(bill))


def _context(bill: Bill) -> Xml:
    return node(
        "rsm:ExchangedDocumentContext",
        node("ram:BusinessProcessSpecifiedDocumentContextParameter", leaf("ram:ID", bill.process)),
        node("ram:GuidelineSpecifiedDocumentContextParameter", leaf("ram:ID", PROFILE)),
    )


def _head(bill: Bill) -> Xml:
    notes = (
        node("ram:IncludedNote", leaf("ram:Content", note.text), leaf("ram:SubjectCode", note.subject))
        for note in bill.notes
    )
    return node(
        "rsm:ExchangedDocument",
        leaf("ram:ID", bill.number),
        leaf("ram:TypeCode", bill.type_code),
        _day("ram:IssueDateTime", bill.issued_on),
        each(notes),
    )


def _deal(bill: Bill) -> Xml:
    delivered = node(
        "ram:ApplicableHeaderTradeDelivery",
        delivery(bill.delivery),
        _document("ram:DespatchAdviceReferencedDocument", bill.despatch_advice),
        _document("ram:ReceivingAdviceReferencedDocument", bill.receiving_advice),
    )
    return node(
        "rsm:SupplyChainTradeTransaction",
        each(line(one) for one in bill.lines),
        _agreement(bill),
        delivered or Xml("<ram:ApplicableHeaderTradeDelivery/>"),
        _settlement(bill),
    )


def _agreement(bill: Bill) -> Xml:
    return node(
        "ram:ApplicableHeaderTradeAgreement",
        leaf("ram:BuyerReference", bill.buyer_reference),
        party("ram:SellerTradeParty", bill.seller),
        party("ram:BuyerTradeParty", bill.buyer),
        party("ram:SellerTaxRepresentativeTradeParty", bill.tax_representative),
        _document("ram:SellerOrderReferencedDocument", bill.sales_order),
        _document("ram:BuyerOrderReferencedDocument", bill.order),
        _document("ram:ContractReferencedDocument", bill.contract),
        each(_attached(one) for one in bill.attachments),
        _referenced(Reference(bill.tender), _TENDER),
        _referenced(bill.invoiced_object, _OBJECT),
        node("ram:SpecifiedProcuringProject", leaf("ram:ID", bill.project), leaf("ram:Name", _project_name(bill))),
    )


def _project_name(bill: Bill) -> str:
    """CII wants a name, which the standard does not know."""
    return "Project reference" if bill.project else ""


def _settlement(bill: Bill) -> Xml:
    return node(
        "ram:ApplicableHeaderTradeSettlement",
        leaf("ram:CreditorReferenceID", cii_paying.creditor(bill.payment)),
        leaf("ram:PaymentReference", bill.payment.remittance if bill.payment else ""),
        leaf("ram:TaxCurrencyCode", bill.vat_currency),
        leaf("ram:InvoiceCurrencyCode", bill.currency),
        party("ram:PayeeTradeParty", bill.payee),
        cii_paying.means(bill.payment),
        cii_paying.taxes(bill),
        period(bill.period),
        each(adjustment(one) for one in bill.adjustments),
        cii_paying.terms(bill),
        cii_paying.totals(bill),
        each(_preceding(one) for one in bill.precedings),
        node("ram:ReceivableSpecifiedTradeAccountingAccount", leaf("ram:ID", bill.accounting_reference)),
    )


def _day(name: str, day: date | None) -> Xml:
    return node(name, leaf("udt:DateTimeString", f"{day:%Y%m%d}" if day else None, format="102"))


def _document(name: str, number: str) -> Xml:
    return node(name, leaf("ram:IssuerAssignedID", number))


def _preceding(one: Preceding) -> Xml:
    day = leaf("qdt:DateTimeString", f"{one.issued_on:%Y%m%d}" if one.issued_on else None, format="102")
    return node(
        "ram:InvoiceReferencedDocument",
        leaf("ram:IssuerAssignedID", one.number),
        node("ram:FormattedIssueDateTime", day),
    )


def _attached(one: Attachment) -> Xml:
    return node(
        "ram:AdditionalReferencedDocument",
        leaf("ram:IssuerAssignedID", one.reference),
        leaf("ram:URIID", one.url),
        leaf("ram:TypeCode", _ATTACHED),
        leaf("ram:Name", one.description),
    )


def _referenced(one: Reference | None, code: str) -> Xml:
    if one is None or not one.value:
        return Xml()
    return node(
        "ram:AdditionalReferencedDocument",
        leaf("ram:IssuerAssignedID", one.value),
        leaf("ram:TypeCode", code),
        leaf("ram:ReferenceTypeCode", one.scheme),
    )
