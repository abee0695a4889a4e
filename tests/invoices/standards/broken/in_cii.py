"""The rules that CII breaks by how it is written."""

from tests.invoices.standards.broken.changing import Edit, put, twice, without, wrote

_DEAL = "rsm:SupplyChainTradeTransaction"
_AGREED, _SETTLED = f"{_DEAL}/ram:ApplicableHeaderTradeAgreement", f"{_DEAL}/ram:ApplicableHeaderTradeSettlement"
_DELIVERED = f"{_DEAL}/ram:ApplicableHeaderTradeDelivery"
_TOTAL = f"{_SETTLED}/ram:SpecifiedTradeSettlementHeaderMonetarySummation"
_LINE = f"{_DEAL}/ram:IncludedSupplyChainTradeLineItem"
_LINE_SETTLED = f"{_LINE}/ram:SpecifiedLineTradeSettlement"
_VAT, _MEANS = f"{_SETTLED}/ram:ApplicableTradeTax", f"{_SETTLED}/ram:SpecifiedTradeSettlementPaymentMeans"
_TO = f"{_MEANS}/ram:PayeePartyCreditorFinancialAccount"
_CHARGED = "ram:SpecifiedTradeAllowanceCharge"
_CARD = (
    "<ram:ApplicableTradeSettlementFinancialCard><ram:ID>12345678901</ram:ID>"
    "</ram:ApplicableTradeSettlementFinancialCard>"
)
_FILE = '<ram:AttachmentBinaryObject mimeCode="text/x" filename="a">QQ==</ram:AttachmentBinaryObject>'
_SELLER = f"{_AGREED}/ram:SellerTradeParty"

IN_CII: dict[str, tuple[Edit, ...]] = {
    "BR-01": (without("rsm:ExchangedDocumentContext/ram:GuidelineSpecifiedDocumentContextParameter"),),
    "BR-03": (without("rsm:ExchangedDocument/ram:IssueDateTime"),),
    "BR-04": (without("rsm:ExchangedDocument/ram:TypeCode"),),
    "BR-05": (without(f"{_SETTLED}/ram:InvoiceCurrencyCode"),),
    "BR-12": (without(f"{_TOTAL}/ram:LineTotalAmount"),),
    "BR-13": (without(f"{_TOTAL}/ram:TaxBasisTotalAmount"),),
    "BR-14": (without(f"{_TOTAL}/ram:GrandTotalAmount"),),
    "BR-15": (without(f"{_TOTAL}/ram:DuePayableAmount"),),
    "BR-26": (without(f"{_LINE}/ram:SpecifiedLineTradeAgreement/ram:NetPriceProductTradePrice"),),
    "BR-31": (without(f"{_SETTLED}/{_CHARGED}[1]/ram:ActualAmount"),),
    "BR-36": (without(f"{_SETTLED}/{_CHARGED}[2]/ram:ActualAmount"),),
    "BR-41": (without(f"{_LINE_SETTLED}/{_CHARGED}[1]/ram:ActualAmount"),),
    "BR-43": (without(f"{_LINE_SETTLED}/{_CHARGED}[2]/ram:ActualAmount"),),
    "BR-45": (without(f"{_VAT}/ram:BasisAmount"),),
    "BR-46": (without(f"{_VAT}/ram:CalculatedAmount"),),
    "BR-50": (without(f"{_TO}/ram:IBANID"),),
    "BR-57": (without(f"{_DELIVERED}/ram:ShipToTradeParty/ram:PostalTradeAddress/ram:CountryID"),),
    "BR-51": (put(f"{_MEANS}/ram:Information", _CARD),),
    "BR-61": (without(f"{_TO}/ram:IBANID"),),
    "BR-DEC-15": (
        put(f"{_SETTLED}/ram:PaymentReference", "<ram:TaxCurrencyCode>SEK</ram:TaxCurrencyCode>"),
        put(f"{_TOTAL}/ram:TaxTotalAmount", '<ram:TaxTotalAmount currencyID="SEK">400.001</ram:TaxTotalAmount>'),
    ),
    "BR-CL-06": (
        without(f"{_VAT}/ram:TaxPointDate"),
        put(f"{_VAT}/ram:CategoryCode", "<ram:DueDateTypeCode>99</ram:DueDateTypeCode>"),
    ),
    "BR-CL-24": (put(f"{_AGREED}/ram:AdditionalReferencedDocument[ram:TypeCode='916']/ram:Name", _FILE),),
    "BR-CL-26": (wrote(f"{_DELIVERED}/ram:ShipToTradeParty/ram:GlobalID@schemeID", "9999"),),
    "BR-CO-19": (
        without(f"{_SETTLED}/ram:BillingSpecifiedPeriod/ram:StartDateTime"),
        without(f"{_SETTLED}/ram:BillingSpecifiedPeriod/ram:EndDateTime"),
    ),
    "BR-CO-20": (
        without(f"{_LINE_SETTLED}/ram:BillingSpecifiedPeriod/ram:StartDateTime"),
        without(f"{_LINE_SETTLED}/ram:BillingSpecifiedPeriod/ram:EndDateTime"),
    ),
    "CII-DT-037": (wrote(f"{_VAT}/ram:TypeCode", "GST"),),
    "CII-DT-097": (wrote("rsm:ExchangedDocument/ram:IssueDateTime/udt:DateTimeString", "2026-01-31"),),
    "CII-SR-009": (twice("rsm:ExchangedDocumentContext/ram:GuidelineSpecifiedDocumentContextParameter"),),
    "CII-SR-455": (twice(f"{_SELLER}/ram:DefinedTradeContact"),),
    "CII-SR-456": (twice(f"{_AGREED}/ram:BuyerTradeParty/ram:DefinedTradeContact"),),
    "CII-SR-463": (without(f"{_SETTLED}/{_CHARGED}/ram:ChargeIndicator"),),
    "CII-SR-468": (twice(_MEANS), wrote(f"{_MEANS}[2]/ram:Information", "Other")),
    "CII-SR-469": (twice(f"{_SETTLED}/ram:PaymentReference"),),
    "CII-SR-471": (twice(f"{_SETTLED}/{_CHARGED}/ram:CategoryTradeTax"),),
    "CII-SR-472": (twice(f"{_VAT}/ram:RateApplicablePercent"),),
    "CII-SR-473": (twice(f"{_SETTLED}/{_CHARGED}/ram:ActualAmount"),),
    "CII-SR-467": (twice(_MEANS), wrote(f"{_MEANS}[2]/ram:TypeCode", "58")),
    "CII-SR-470": (without(f"{_TO}/ram:IBANID"),),
    "CII-SR-477": (twice(f"{_TOTAL}/ram:LineTotalAmount"),),
    "CII-SR-480": (twice(f"{_TOTAL}/ram:TaxBasisTotalAmount"),),
    "CII-SR-482": (twice(f"{_TOTAL}/ram:GrandTotalAmount"),),
    "CII-SR-487": (twice(f"{_TOTAL}/ram:DuePayableAmount"),),
}
