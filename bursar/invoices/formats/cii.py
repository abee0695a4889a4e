"""Reading UN/CEFACT Cross Industry Invoices (D16B to D22B, bound to EN 16931 by CEN/TS 16931-3-3; Factur-X). Pure."""

from lxml import etree

from bursar.invoices.formats import cii_lines, cii_parties
from bursar.invoices.formats.cii_lines import period
from bursar.invoices.formats.nodes import Node, UnreadableError
from bursar.invoices.semantic import Attachment, Bill, BillTotals, Note, Preceding, Reference, VatBreakdown

INVOICE = "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
NAMES = {
    "rsm": INVOICE,
    "ram": "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
    "udt": "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100",
    "qdt": "urn:un:unece:uncefact:data:standard:QualifiedDataType:100",
}
DAY = "udt:DateTimeString"
# What VAT is due by (BT-8): CII says it in UNTDID 2475, the standard and UBL in UNTDID 2005.
VAT_POINTS = {"5": "3", "29": "35", "72": "432"}
# UNTDID 1001, by which the referenced documents are told apart: a tender (BT-17) and what is invoiced (BT-18).
_TENDER, _OBJECT = "50", "130"


def read(root: etree._Element) -> Bill:
    """The bill of a `CrossIndustryInvoice`. Raises UnreadableError."""
    top = Node(root, NAMES)
    head, deal = top.one("rsm:ExchangedDocument"), top.one("rsm:SupplyChainTradeTransaction")
    context = top.one("rsm:ExchangedDocumentContext")
    agreed = deal.one("ram:ApplicableHeaderTradeAgreement")
    delivered = deal.one("ram:ApplicableHeaderTradeDelivery")
    settled = deal.one("ram:ApplicableHeaderTradeSettlement")
    issued_on = head.day(f"ram:IssueDateTime/{DAY}")
    if issued_on is None:
        raise UnreadableError("missing", head.place("ram:IssueDateTime"))
    currency = settled.text("ram:InvoiceCurrencyCode")
    documents = agreed.all("ram:AdditionalReferencedDocument")
    terms = settled.all("ram:SpecifiedTradePaymentTerms")
    taxes = settled.all("ram:ApplicableTradeTax")
    return Bill(
        number=head.line("ram:ID"),
        issued_on=issued_on,
        type_code=head.text("ram:TypeCode"),
        currency=currency,
        vat_currency=settled.text("ram:TaxCurrencyCode"),
        vat_point_on=next((day for tax in taxes if (day := tax.day("ram:TaxPointDate/udt:DateString"))), None),
        vat_point_code=next(
            (VAT_POINTS.get(code, code) for tax in taxes if (code := tax.text("ram:DueDateTypeCode"))), ""
        ),
        due_on=min((day for each in terms if (day := each.day(f"ram:DueDateDateTime/{DAY}"))), default=None),
        buyer_reference=agreed.text("ram:BuyerReference"),
        project=agreed.text("ram:SpecifiedProcuringProject/ram:ID"),
        contract=agreed.text("ram:ContractReferencedDocument/ram:IssuerAssignedID"),
        order=agreed.text("ram:BuyerOrderReferencedDocument/ram:IssuerAssignedID"),
        sales_order=agreed.text("ram:SellerOrderReferencedDocument/ram:IssuerAssignedID"),
        receiving_advice=delivered.text("ram:ReceivingAdviceReferencedDocument/ram:IssuerAssignedID"),
        despatch_advice=delivered.text("ram:DespatchAdviceReferencedDocument/ram:IssuerAssignedID"),
        tender=next((d.text("ram:IssuerAssignedID") for d in documents if d.text("ram:TypeCode") == _TENDER), ""),
        invoiced_object=next((_reference(d) for d in documents if d.text("ram:TypeCode") == _OBJECT), None),
        accounting_reference=settled.text("ram:ReceivableSpecifiedTradeAccountingAccount/ram:ID"),
        terms="\n".join(text for each in terms for text in each.texts("ram:Description")),
        notes=tuple(
            Note("\n".join(each.texts("ram:Content")), each.text("ram:SubjectCode"))
            for each in head.all("ram:IncludedNote")
        ),
        process=context.text("ram:BusinessProcessSpecifiedDocumentContextParameter/ram:ID"),
        profile=context.text("ram:GuidelineSpecifiedDocumentContextParameter/ram:ID"),
        precedings=tuple(
            Preceding(each.line("ram:IssuerAssignedID"), each.day("ram:FormattedIssueDateTime/qdt:DateTimeString"))
            for each in settled.all("ram:InvoiceReferencedDocument")
        ),
        seller=cii_parties.party(agreed.one("ram:SellerTradeParty")),
        buyer=cii_parties.party(agreed.one("ram:BuyerTradeParty")),
        payee=cii_parties.named(settled.one("ram:PayeeTradeParty")),
        tax_representative=cii_parties.named(agreed.one("ram:SellerTaxRepresentativeTradeParty")),
        delivery=cii_parties.delivery(delivered),
        period=period(settled),
        payment=cii_parties.payment(settled, terms),
        adjustments=tuple(cii_lines.adjustments(settled)),
        totals=_totals(settled.one("ram:SpecifiedTradeSettlementHeaderMonetarySummation"), currency),
        vat=tuple(_vat(tax) for tax in taxes if tax.text("ram:CalculatedAmount")),
        attachments=tuple(_attachment(d) for d in documents if d.text("ram:TypeCode") not in (_TENDER, _OBJECT)),
        lines=tuple(cii_lines.line(each) for each in deal.all("ram:IncludedSupplyChainTradeLineItem")),
    )


def _reference(node: Node) -> Reference:
    return Reference(node.text("ram:IssuerAssignedID"), node.text("ram:ReferenceTypeCode"))


def _totals(total: Node, currency: str) -> BillTotals:
    taxes = total.all("ram:TaxTotalAmount")
    ours = [t for t in taxes if t.attribute("currencyID") in ("", currency)]
    others = [t for t in taxes if t.attribute("currencyID") not in ("", currency)]
    net = total.needed("ram:TaxBasisTotalAmount")
    lines = total.amount("ram:LineTotalAmount")  # MINIMUM has none: nothing but the totals
    return BillTotals(
        lines=net if lines is None else lines,
        net=net,
        gross=total.needed("ram:GrandTotalAmount"),
        payable=total.needed("ram:DuePayableAmount"),
        vat=ours[0].amount() if ours else None,
        vat_accounting=others[0].amount() if others else None,
        allowances=total.amount("ram:AllowanceTotalAmount"),
        charges=total.amount("ram:ChargeTotalAmount"),
        prepaid=total.amount("ram:TotalPrepaidAmount"),
        rounding=total.amount("ram:RoundingAmount"),
    )


def _vat(tax: Node) -> VatBreakdown:
    return VatBreakdown(
        taxable=tax.needed("ram:BasisAmount"),
        tax=tax.needed("ram:CalculatedAmount"),
        category=tax.text("ram:CategoryCode"),
        rate=tax.amount("ram:RateApplicablePercent"),
        exemption=tax.text("ram:ExemptionReason"),
        exemption_code=tax.text("ram:ExemptionReasonCode"),
    )


def _attachment(document: Node) -> Attachment:
    file = document.one("ram:AttachmentBinaryObject")
    return Attachment(
        reference=document.text("ram:IssuerAssignedID"),
        description=document.text("ram:Name"),
        url=document.text("ram:URIID"),
        file_name=file.attribute("filename"),
        media_type=file.attribute("mimeCode"),
        size=len("".join(file.text().split()).rstrip("=")) * 3 // 4,
    )
