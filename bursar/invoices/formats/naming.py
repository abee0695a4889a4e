"""The standard's names for what Factur-X numbers for itself, and for what no rule can be asked about. Pure."""

# Code lists in CII: Factur-X gives each place a number of its own; these are the standard's names for them. The last
# steps of the place, then the rule.
CODE_LISTS = (
    ("ExchangedDocument/TypeCode", "BR-CL-01"),
    ("@currencyID", "BR-CL-03"),
    ("InvoiceCurrencyCode", "BR-CL-04"),
    ("TaxCurrencyCode", "BR-CL-05"),
    ("DueDateTypeCode", "BR-CL-06"),
    ("ReferenceTypeCode", "BR-CL-07"),
    ("SubjectCode", "BR-CL-08"),
    ("SpecifiedTradeProduct/GlobalID", "BR-CL-21"),
    ("ShipToTradeParty/GlobalID", "BR-CL-26"),
    ("GlobalID", "BR-CL-10"),
    ("SpecifiedLegalOrganization/ID", "BR-CL-11"),
    ("ClassCode", "BR-CL-13"),
    ("OriginTradeCountry/ID", "BR-CL-15"),
    ("CountryID", "BR-CL-14"),
    ("SpecifiedTradeSettlementPaymentMeans/TypeCode", "BR-CL-16"),
    ("ApplicableHeaderTradeSettlement/ApplicableTradeTax/CategoryCode", "BR-CL-17"),
    ("SpecifiedLineTradeSettlement/ApplicableTradeTax/CategoryCode", "BR-CL-18"),
    ("CategoryTradeTax/CategoryCode", "BR-CL-17"),
    ("ExemptionReasonCode", "BR-CL-22"),
    ("BilledQuantity", "BR-CL-23"),
    ("BasisQuantity", "BR-CL-23"),
    ("AttachmentBinaryObject", "BR-CL-24"),
    ("ApplicableTradeTax/TypeCode", "CII-DT-037"),
    ("CategoryTradeTax/TypeCode", "CII-DT-037"),
    ("URIUniversalCommunication/URIID", "BR-CL-25"),
)
# How often something occurs in CII, where the standard has a rule for it: the place's last step, what, the rule.
_SUMS = "SpecifiedTradeSettlementHeaderMonetarySummation"
OCCURRENCES = (
    ("SellerTradeParty", "DefinedTradeContact", "CII-SR-455"),
    ("BuyerTradeParty", "DefinedTradeContact", "CII-SR-456"),
    ("SellerTradeParty", "URIUniversalCommunication", "CII-SR-459"),
    ("BuyerTradeParty", "URIUniversalCommunication", "CII-SR-460"),
    ("ExchangedDocumentContext", "GuidelineSpecifiedDocumentContextParameter", "CII-SR-009"),
    ("ExchangedDocument", "TypeCode", "CII-SR-014"),
    (_SUMS, "LineTotalAmount", "CII-SR-477"),
    (_SUMS, "ChargeTotalAmount", "CII-SR-478"),
    (_SUMS, "AllowanceTotalAmount", "CII-SR-479"),
    (_SUMS, "TaxBasisTotalAmount", "CII-SR-480"),
    (_SUMS, "RoundingAmount", "CII-SR-481"),
    (_SUMS, "GrandTotalAmount", "CII-SR-482"),
    (_SUMS, "TotalPrepaidAmount", "CII-SR-484"),
    (_SUMS, "DuePayableAmount", "CII-SR-487"),
    ("ApplicableTradeTax", "RateApplicablePercent", "CII-SR-472"),
    ("SpecifiedTradeAllowanceCharge", "ActualAmount", "CII-SR-473"),
)
# What stands once in UBL though its schema lets it stand twice, and the rules cannot be asked then.
TWICE = (
    ("AccountingSupplierParty/Party", "PartyLegalEntity/RegistrationName", "UBL-SR-09"),
    ("AccountingCustomerParty/Party", "PartyLegalEntity/RegistrationName", "UBL-SR-15"),
    ("TaxRepresentativeParty", "PartyName", "UBL-SR-22"),
)
# An account to pay to has one number: Factur-X refuses two of them, the standard's own rule refuses none at all.
ONE_ACCOUNT = frozenset({"CII-SR-470", "BR-CO-27"})
# Flagged as warnings by the standard's own Schematron, not at all by Factur-X's.
WARNINGS = frozenset({"CII-SR-464", "CII-SR-465", "CII-SR-466", "PEPPOL-EN16931-R008"})
