"""Reading UBL 2.1 invoices and credit notes (ISO/IEC 19845, bound to EN 16931 by CEN/TS 16931-3-2). Pure."""

from lxml import etree

from bursar.invoices.formats import ubl_lines, ubl_parties
from bursar.invoices.formats.nodes import Node, UnreadableError
from bursar.invoices.semantic import Attachment, Bill, BillTotals, Note, Period, Preceding, Reference, VatBreakdown

INVOICE = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
CREDIT_NOTE = "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2"
NAMES = {
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
}
NO_ORDER = "NA"  # the purchase order (BT-13) where a sales order alone is named: UBL wants one
_OBJECT, _PROJECT = "130", "50"  # UNTDID 1001: what is invoiced (BT-18); a credit note's project (BT-11)


def read(root: etree._Element) -> Bill:
    """The bill of an `Invoice` or `CreditNote`. Raises UnreadableError."""
    top = Node(root, NAMES)
    kind = "CreditNote" if etree.QName(root).namespace == CREDIT_NOTE else "Invoice"
    issued_on = top.day("cbc:IssueDate")
    if issued_on is None:
        raise UnreadableError("missing", top.place("cbc:IssueDate"))
    currency = top.text("cbc:DocumentCurrencyCode")
    documents = top.all("cac:AdditionalDocumentReference")
    invoiced = next((d for d in documents if d.text("cbc:DocumentTypeCode") == _OBJECT), Node(None, NAMES))
    project = next((d for d in documents if d.text("cbc:DocumentTypeCode") == _PROJECT), Node(None, NAMES))
    return Bill(
        number=top.line("cbc:ID"),
        issued_on=issued_on,
        type_code=top.text(f"cbc:{kind}TypeCode") or ("381" if kind == "CreditNote" else "380"),
        currency=currency,
        vat_currency=top.text("cbc:TaxCurrencyCode"),
        vat_point_on=top.day("cbc:TaxPointDate"),
        vat_point_code=top.text("cac:InvoicePeriod/cbc:DescriptionCode"),
        due_on=top.day("cbc:DueDate") or top.day("cac:PaymentMeans/cbc:PaymentDueDate"),
        buyer_reference=top.text("cbc:BuyerReference"),
        project=top.text("cac:ProjectReference/cbc:ID") or project.text("cbc:ID"),
        contract=top.text("cac:ContractDocumentReference/cbc:ID"),
        order=_order(top),
        sales_order=top.text("cac:OrderReference/cbc:SalesOrderID"),
        receiving_advice=top.text("cac:ReceiptDocumentReference/cbc:ID"),
        despatch_advice=top.text("cac:DespatchDocumentReference/cbc:ID"),
        tender=top.text("cac:OriginatorDocumentReference/cbc:ID"),
        invoiced_object=reference(invoiced),
        accounting_reference=top.text("cbc:AccountingCost"),
        terms="\n".join(top.texts("cac:PaymentTerms/cbc:Note")),
        notes=tuple(_note(text) for text in top.texts("cbc:Note")),
        process=top.text("cbc:ProfileID"),
        profile=top.text("cbc:CustomizationID"),
        precedings=tuple(
            Preceding(earlier.line("cbc:ID"), earlier.day("cbc:IssueDate"))
            for earlier in top.all("cac:BillingReference/cac:InvoiceDocumentReference")
        ),
        seller=ubl_parties.party(top.one("cac:AccountingSupplierParty/cac:Party")),
        buyer=ubl_parties.party(top.one("cac:AccountingCustomerParty/cac:Party")),
        payee=ubl_parties.payee(top.one("cac:PayeeParty")),
        tax_representative=ubl_parties.payee(top.one("cac:TaxRepresentativeParty")),
        delivery=ubl_parties.delivery(top.one("cac:Delivery")),
        period=period(top.one("cac:InvoicePeriod")),
        payment=ubl_parties.payment(top),
        adjustments=tuple(ubl_lines.adjustment(each) for each in top.all("cac:AllowanceCharge")),
        totals=_totals(top, currency),
        vat=_vat(top, currency),
        attachments=tuple(
            _attachment(d) for d in documents if d.text("cbc:DocumentTypeCode") not in (_OBJECT, _PROJECT)
        ),
        lines=tuple(ubl_lines.line(each, kind) for each in top.all(f"cac:{kind}Line")),
    )


def _order(top: Node) -> str:
    number = top.text("cac:OrderReference/cbc:ID")
    return "" if number == NO_ORDER and top.text("cac:OrderReference/cbc:SalesOrderID") else number


def _note(text: str) -> Note:
    """A note; UBL has no place for what it is about, so that the code stands before it between number signs."""
    if text.startswith("#") and text[4:5] == "#" and text[1:4].isalpha():
        return Note(text[5:], text[1:4])
    return Note(text)


def reference(node: Node) -> Reference | None:
    """An identifier of something invoiced."""
    value = node.text("cbc:ID")
    return Reference(value, node.attribute("schemeID", "cbc:ID")) if value else None


def period(node: Node) -> Period | None:
    """A period with at least one of its ends."""
    found = Period(node.day("cbc:StartDate"), node.day("cbc:EndDate"))
    return found if found != Period() else None


def _totals(top: Node, currency: str) -> BillTotals:
    total = top.one("cac:LegalMonetaryTotal")
    by_currency = {
        t.attribute("currencyID", "cbc:TaxAmount"): t.amount("cbc:TaxAmount") for t in reversed(top.all("cac:TaxTotal"))
    }
    accounting = top.text("cbc:TaxCurrencyCode")
    return BillTotals(
        lines=total.needed("cbc:LineExtensionAmount"),
        net=total.needed("cbc:TaxExclusiveAmount"),
        gross=total.needed("cbc:TaxInclusiveAmount"),
        payable=total.needed("cbc:PayableAmount"),
        vat=by_currency.get(currency),
        vat_accounting=by_currency.get(accounting) if accounting and accounting != currency else None,
        allowances=total.amount("cbc:AllowanceTotalAmount"),
        charges=total.amount("cbc:ChargeTotalAmount"),
        prepaid=total.amount("cbc:PrepaidAmount"),
        rounding=total.amount("cbc:PayableRoundingAmount"),
    )


def _vat(top: Node, currency: str) -> tuple[VatBreakdown, ...]:
    parts = (part for total in top.all("cac:TaxTotal") for part in total.all("cac:TaxSubtotal"))
    return tuple(
        VatBreakdown(
            taxable=part.needed("cbc:TaxableAmount"),
            tax=part.needed("cbc:TaxAmount"),
            category=part.text("cac:TaxCategory/cbc:ID"),
            rate=part.amount("cac:TaxCategory/cbc:Percent"),
            exemption="\n".join(part.texts("cac:TaxCategory/cbc:TaxExemptionReason")),
            exemption_code=part.text("cac:TaxCategory/cbc:TaxExemptionReasonCode"),
        )
        for part in parts
        if part.attribute("currencyID", "cbc:TaxAmount") == currency
    )


def _attachment(document: Node) -> Attachment:
    file = document.one("cac:Attachment/cbc:EmbeddedDocumentBinaryObject")
    text = file.text()
    return Attachment(
        reference=document.text("cbc:ID"),
        description=" ".join(document.texts("cbc:DocumentDescription")),
        url=document.text("cac:Attachment/cac:ExternalReference/cbc:URI"),
        file_name=file.attribute("filename"),
        media_type=file.attribute("mimeCode"),
        size=len("".join(text.split()).rstrip("=")) * 3 // 4,
    )
