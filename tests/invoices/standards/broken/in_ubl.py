"""The rules that UBL breaks by how it is written: elements that are missing, twice, or where they have no place."""

from tests.invoices.standards.broken.changing import Edit, put, twice, without, wrote

_SELLER, _BUYER = "cac:AccountingSupplierParty/cac:Party", "cac:AccountingCustomerParty/cac:Party"
_LINE, _TOTAL = "cac:InvoiceLine", "cac:LegalMonetaryTotal"
_VAT, _MEANS = "cac:TaxTotal/cac:TaxSubtotal", "cac:PaymentMeans"
_TO = f"{_MEANS}/cac:PayeeFinancialAccount"
_ATTACHED = "cac:AdditionalDocumentReference[cac:Attachment]"
_OBJECT = "cac:AdditionalDocumentReference[cbc:DocumentTypeCode='130']"
_PERIOD = "<cbc:DescriptionCode>{}</cbc:DescriptionCode>"
_FILE = "<cac:Attachment><cbc:EmbeddedDocumentBinaryObject {}>QQ==</cbc:EmbeddedDocumentBinaryObject></cac:Attachment>"
_NAMED = "<cbc:ID>A-2</cbc:ID><cac:Attachment/>"
_MANDATE = "<cac:PaymentMandate><cbc:ID>{}</cbc:ID></cac:PaymentMandate>"
_CARD = (
    "<cac:CardAccount><cbc:PrimaryAccountNumberID>{}</cbc:PrimaryAccountNumberID><cbc:NetworkID>V</cbc:NetworkID>"
    "</cac:CardAccount>"
)

IN_UBL: dict[str, tuple[Edit, ...]] = {
    "BR-01": (without("cbc:CustomizationID"),),
    "BR-03": (without("cbc:IssueDate"),),
    "BR-04": (without("cbc:InvoiceTypeCode"),),
    "BR-05": (without("cbc:DocumentCurrencyCode"),),
    "BR-12": (without(f"{_TOTAL}/cbc:LineExtensionAmount"),),
    "BR-13": (without(f"{_TOTAL}/cbc:TaxExclusiveAmount"),),
    "BR-14": (without(f"{_TOTAL}/cbc:TaxInclusiveAmount"),),
    "BR-15": (without(f"{_TOTAL}/cbc:PayableAmount"),),
    "BR-31": (without("cac:AllowanceCharge[1]/cbc:Amount"),),
    "BR-36": (without("cac:AllowanceCharge[2]/cbc:Amount"),),
    "BR-41": (without(f"{_LINE}/cac:AllowanceCharge[1]/cbc:Amount"),),
    "BR-43": (without(f"{_LINE}/cac:AllowanceCharge[2]/cbc:Amount"),),
    "BR-45": (without(f"{_VAT}/cbc:TaxableAmount"),),
    "BR-46": (without(f"{_VAT}/cbc:TaxAmount"),),
    "BR-50": (without(f"{_TO}/cbc:ID"),),
    "BR-57": (without("cac:Delivery/cac:DeliveryLocation/cac:Address/cac:Country"),),
    "BR-61": (without(_TO),),
    "BR-CL-03": (wrote(f"{_TOTAL}/cbc:PayableAmount@currencyID", "EUX"),),
    "BR-CL-06": (put("cac:InvoicePeriod/cbc:EndDate", _PERIOD.format("99")), without("cbc:TaxPointDate")),
    "BR-CL-24": (put(f"{_ATTACHED}/cbc:ID", _FILE.format('mimeCode="text/x" filename="a"')),),
    "BR-CL-26": (wrote("cac:Delivery/cac:DeliveryLocation/cbc:ID@schemeID", "9999"),),
    "BR-CO-19": (without("cac:InvoicePeriod/cbc:StartDate"), without("cac:InvoicePeriod/cbc:EndDate")),
    "BR-CO-20": (
        without(f"{_LINE}/cac:InvoicePeriod/cbc:StartDate"),
        without(f"{_LINE}/cac:InvoicePeriod/cbc:EndDate"),
    ),
    "UBL-CR-666": (put(f"{_OBJECT}/cbc:DocumentTypeCode", "<cac:Attachment/>"),),
    "UBL-CR-673": (put(f"{_OBJECT}/cbc:DocumentTypeCode", "<cbc:DocumentDescription>x</cbc:DocumentDescription>"),),
    "UBL-DT-01": (wrote(f"{_TOTAL}/cbc:PayableAmount", "233.611"),),
    "UBL-DT-06": (put(f"{_ATTACHED}/cbc:ID", _FILE.format('filename="a"')),),
    "UBL-DT-07": (put(f"{_ATTACHED}/cbc:ID", _FILE.format('mimeCode="text/csv"')),),
    "UBL-SR-01": (twice("cac:ContractDocumentReference"),),
    "UBL-SR-02": (twice("cac:ReceiptDocumentReference"),),
    "UBL-SR-03": (twice("cac:DespatchDocumentReference"),),
    "UBL-SR-04": (twice(_OBJECT),),
    "UBL-SR-05": (twice("cac:PaymentTerms"),),
    "UBL-SR-06": (twice("cac:BillingReference/cac:InvoiceDocumentReference"),),
    "UBL-SR-07": (without("cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID"),),
    "UBL-SR-08": (twice("cac:InvoicePeriod"),),
    "UBL-SR-09": (twice(f"{_SELLER}/cac:PartyLegalEntity/cbc:RegistrationName"),),
    "UBL-SR-10": (twice(f"{_SELLER}/cac:PartyName"),),
    "UBL-SR-11": (twice(f"{_SELLER}/cac:PartyLegalEntity/cbc:CompanyID"),),
    "UBL-SR-12": (twice(f"{_SELLER}/cac:PartyTaxScheme"),),
    "UBL-SR-14": (twice(f"{_SELLER}/cac:PartyLegalEntity/cbc:CompanyLegalForm"),),
    "UBL-SR-15": (twice(f"{_BUYER}/cac:PartyLegalEntity/cbc:RegistrationName"),),
    "UBL-SR-16": (twice(f"{_BUYER}/cac:PartyIdentification"),),
    "UBL-SR-17": (twice(f"{_BUYER}/cac:PartyLegalEntity/cbc:CompanyID"),),
    "UBL-SR-18": (twice(f"{_BUYER}/cac:PartyTaxScheme"),),
    "UBL-SR-19": (twice("cac:PayeeParty/cac:PartyName"),),
    "UBL-SR-20": (twice("cac:PayeeParty/cac:PartyIdentification"),),
    "UBL-SR-22": (twice("cac:TaxRepresentativeParty/cac:PartyName"),),
    "UBL-SR-23": (twice("cac:TaxRepresentativeParty/cac:PartyTaxScheme"),),
    "UBL-SR-24": (twice("cac:Delivery"),),
    "UBL-SR-25": (twice("cac:Delivery/cac:DeliveryParty/cac:PartyName"),),
    "UBL-SR-26": (twice(f"{_MEANS}/cbc:PaymentID", "W-2"),),
    "UBL-SR-30": (twice("cac:AllowanceCharge[1]/cbc:AllowanceChargeReason"),),
    "UBL-SR-31": (twice("cac:AllowanceCharge[2]/cbc:AllowanceChargeReason"),),
    "UBL-SR-32": (
        put(f"{_VAT}/cac:TaxCategory/cbc:Percent", "<cbc:TaxExemptionReason>x</cbc:TaxExemptionReason>" * 2),
    ),
    "UBL-SR-33": (twice(f"{_ATTACHED}/cbc:DocumentDescription"),),
    "UBL-SR-34": (twice(f"{_LINE}/cbc:Note"),),
    "UBL-SR-35": (twice(f"{_LINE}/cac:OrderLineReference"),),
    "UBL-SR-36": (twice(f"{_LINE}/cac:InvoicePeriod"),),
    "UBL-SR-37": (twice(f"{_LINE}/cac:Price/cac:AllowanceCharge"),),
    "UBL-SR-39": (twice("cac:ProjectReference"),),
    "UBL-SR-40": (twice(f"{_BUYER}/cac:PartyName"),),
    "UBL-SR-42": (twice(f"{_SELLER}/cac:PartyTaxScheme"), twice(f"{_SELLER}/cac:PartyTaxScheme")),
    "UBL-SR-43": (wrote(f"{_ATTACHED}/cbc:ID@schemeID", "ABZ"),),
    "UBL-SR-44": (twice(_MEANS), wrote(f"{_MEANS}[2]/cbc:PaymentID", "W-2")),
    "UBL-SR-45": (put(f"{_MEANS}/cbc:PaymentMeansCode", "<cbc:PaymentDueDate>2026-12-01</cbc:PaymentDueDate>" * 2),),
    "UBL-SR-47": (twice(_MEANS), wrote(f"{_MEANS}[2]/cbc:PaymentMeansCode", "58")),
    "UBL-SR-48": (twice(f"{_LINE}/cac:Item/cac:ClassifiedTaxCategory"),),
    "UBL-SR-49": (put("cac:InvoicePeriod/cbc:EndDate", _PERIOD.format("3") * 2), without("cbc:TaxPointDate")),
    "UBL-SR-50": (twice(f"{_LINE}/cac:Item/cbc:Description"),),
    "UBL-SR-51": (twice(f"{_SELLER}/cac:PostalAddress/cac:AddressLine"),),
    "UBL-SR-52": (twice(f"{_LINE}/cac:DocumentReference"),),
    "UBL-SR-53": (without(f"{_BUYER}/cac:PartyTaxScheme/cbc:CompanyID"),),
    "UBL-SR-54": (
        put(f"{_MEANS}/cbc:PaymentID", _CARD.format("1")),
        twice(_MEANS),
        wrote(f"{_MEANS}[2]/cac:CardAccount/cbc:PrimaryAccountNumberID", "2"),
    ),
    "UBL-SR-55": (put(_TO, _MANDATE.format("1")), twice(_MEANS), wrote(f"{_MEANS}[2]/cac:PaymentMandate/cbc:ID", "2")),
    "UBL-SR-56": (twice("cac:OriginatorDocumentReference"),),
    "BR-DEC-15": (
        put("cbc:DocumentCurrencyCode", "<cbc:TaxCurrencyCode>SEK</cbc:TaxCurrencyCode>"),
        put("cac:TaxTotal", '<cac:TaxTotal><cbc:TaxAmount currencyID="SEK">400.001</cbc:TaxAmount></cac:TaxTotal>'),
    ),
    "UBL-SR-13": (
        put(
            f"{_SELLER}/cac:PartyTaxScheme",
            "<cac:PartyTaxScheme><cbc:CompanyID>1</cbc:CompanyID><cac:TaxScheme><cbc:ID>FC</cbc:ID></cac:TaxScheme>"
            "</cac:PartyTaxScheme>" * 2,
        ),
    ),
    "UBL-SR-21": (
        put(
            "cac:PayeeParty/cac:PartyName",
            "<cac:PartyLegalEntity><cbc:CompanyID>1</cbc:CompanyID></cac:PartyLegalEntity>" * 2,
        ),
    ),
    "UBL-SR-28": (put(_TO, _MANDATE.format("1").replace("</cbc:ID>", "</cbc:ID><cbc:ID>2</cbc:ID>")),),
    "UBL-SR-29": (
        put(
            f"{_SELLER}/cac:PartyIdentification",
            '<cac:PartyIdentification><cbc:ID schemeID="SEPA">1</cbc:ID></cac:PartyIdentification>' * 2,
        ),
    ),
    "UBL-SR-27": (twice(f"{_MEANS}/cbc:PaymentMeansCode"),),
    "UBL-SR-46": (twice(_MEANS), wrote(f"{_MEANS}[2]/cbc:PaymentMeansCode@name", "Other")),
}
