"""A bill as a UBL 2.1 invoice or credit note, bound to EN 16931. Pure."""

from dataclasses import replace

from bursar.invoices.formats.ubl import CREDIT_NOTE, INVOICE, NAMES, NO_ORDER
from bursar.invoices.formats.writers import ubl_paying
from bursar.invoices.formats.writers.ubl_lines import adjustment, line
from bursar.invoices.formats.writers.ubl_parties import delivery, party
from bursar.invoices.formats.writers.xml import PROFILE, Xml, document, each, identified, leaf, node
from bursar.invoices.semantic import Attachment, Bill, Preceding

_OBJECT, _PROJECT = "130", "50"  # UNTDID 1001: what is invoiced (BT-18); a credit note's project (BT-11)


def ubl(bill: Bill) -> bytes:
    """The bill as an `Invoice`, or as a `CreditNote` when its type is one of those."""
    kind, space = ("CreditNote", CREDIT_NOTE) if bill.is_credit_note else ("Invoice", INVOICE)
    parts = [_head(bill), _references(bill), _parties(bill), ubl_paying.payment(bill)]
    parts += [each(adjustment(one, bill.currency) for one in bill.adjustments)]
    parts += [
        ubl_paying.taxes(bill),
        ubl_paying.totals(bill),
        each(line(one, kind, bill.currency) for one in bill.lines),
    ]
    return document(kind, {"": space} | NAMES, *parts)


def _head(bill: Bill) -> Xml:
    is_note = bill.is_credit_note
    type_code = leaf("cbc:CreditNoteTypeCode" if is_note else "cbc:InvoiceTypeCode", bill.type_code)
    notes = each(leaf("cbc:Note", f"#{n.subject}#{n.text}" if n.subject else n.text) for n in bill.notes)
    vat_point = leaf("cbc:TaxPointDate", bill.vat_point_on)
    period = bill.period
    return each(
        [
            leaf("cbc:CustomizationID", PROFILE),
            leaf("cbc:ProfileID", bill.process),
            leaf("cbc:ID", bill.number),
            leaf("cbc:IssueDate", bill.issued_on),
            *(
                (vat_point, type_code, notes)
                if is_note
                else (leaf("cbc:DueDate", bill.due_on), type_code, notes, vat_point)
            ),
            leaf("cbc:DocumentCurrencyCode", bill.currency),
            leaf("cbc:TaxCurrencyCode", bill.vat_currency),
            leaf("cbc:AccountingCost", bill.accounting_reference),
            leaf("cbc:BuyerReference", bill.buyer_reference),
            node(
                "cac:InvoicePeriod",
                leaf("cbc:StartDate", period.start_on if period else None),
                leaf("cbc:EndDate", period.end_on if period else None),
                leaf("cbc:DescriptionCode", bill.vat_point_code),
            ),
        ]
    )


def _references(bill: Bill) -> Xml:
    """The documents that are named, in the order of each schema."""
    order = bill.order or (NO_ORDER if bill.sales_order else "")
    tender, contract = _document("Originator", bill.tender), _document("Contract", bill.contract)
    named = [_referenced(bill), each(_attached(one) for one in bill.attachments)]
    if bill.is_credit_note:
        code = leaf("cbc:DocumentTypeCode", _PROJECT if bill.project else "")
        project = node("cac:AdditionalDocumentReference", leaf("cbc:ID", bill.project), code)
        last = [contract, *named, project, tender]
    else:
        last = [tender, contract, *named, node("cac:ProjectReference", leaf("cbc:ID", bill.project))]
    return each(
        [
            node("cac:OrderReference", leaf("cbc:ID", order), leaf("cbc:SalesOrderID", bill.sales_order)),
            each(_preceding(one) for one in bill.precedings),
            _document("Despatch", bill.despatch_advice),
            _document("Receipt", bill.receiving_advice),
            *last,
        ]
    )


def _parties(bill: Bill) -> Xml:
    debit = bill.payment.direct_debit if bill.payment else None
    creditor = debit.creditor if debit else ""
    return each(
        [
            node("cac:AccountingSupplierParty", party("cac:Party", bill.seller, "" if bill.payee else creditor)),
            node(
                "cac:AccountingCustomerParty",
                party("cac:Party", replace(bill.buyer, identifiers=bill.buyer.identifiers[:1])),
            ),
            party("cac:PayeeParty", bill.payee, creditor, is_named_only=True),
            party("cac:TaxRepresentativeParty", bill.tax_representative, is_named_only=True),
            delivery(bill.delivery),
        ]
    )


def _document(name: str, number: str) -> Xml:
    return node(f"cac:{name}DocumentReference", leaf("cbc:ID", number))


def _preceding(one: Preceding) -> Xml:
    named = node("cac:InvoiceDocumentReference", leaf("cbc:ID", one.number), leaf("cbc:IssueDate", one.issued_on))
    return node("cac:BillingReference", named)


def _referenced(bill: Bill) -> Xml:
    if bill.invoiced_object is None:
        return Xml()
    code = leaf("cbc:DocumentTypeCode", _OBJECT)
    return node("cac:AdditionalDocumentReference", identified("cbc:ID", bill.invoiced_object), code)


def _attached(one: Attachment) -> Xml:
    return node(
        "cac:AdditionalDocumentReference",
        leaf("cbc:ID", one.reference),
        leaf("cbc:DocumentDescription", one.description),
        node("cac:Attachment", node("cac:ExternalReference", leaf("cbc:URI", one.url))),
    )
