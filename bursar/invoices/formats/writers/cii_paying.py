"""How a CII document is to be paid, its VAT and its totals. Pure."""

from bursar.invoices.formats.cii import VAT_POINTS
from bursar.invoices.formats.writers.xml import Xml, each, is_iban, leaf, node
from bursar.invoices.semantic import Bill, CreditTransfer, Payment, VatBreakdown

_POINTS = {ours: theirs for theirs, ours in VAT_POINTS.items()}


def creditor(said: Payment | None) -> str:
    """The bank's name for who collects by direct debit (BT-90)."""
    return said.direct_debit.creditor if said and said.direct_debit else ""


def means(said: Payment | None) -> Xml:
    """The payment means: CII repeats them for each account to transfer to."""
    if said is None:
        return Xml()
    first, *others = said.transfers or (None,)
    return each([_means(said, first, is_first=True), *(_means(said, one, is_first=False) for one in others)])


def _means(said: Payment, to: CreditTransfer | None, *, is_first: bool) -> Xml:
    card = said.card if is_first else None
    debited = said.direct_debit.debited_account if is_first and said.direct_debit else ""
    return node(
        "ram:SpecifiedTradeSettlementPaymentMeans",
        leaf("ram:TypeCode", said.means_code),
        leaf("ram:Information", said.means_text),
        node(
            "ram:ApplicableTradeSettlementFinancialCard",
            leaf("ram:ID", card.number if card else ""),
            leaf("ram:CardholderName", card.holder if card else ""),
        ),
        node("ram:PayerPartyDebtorFinancialAccount", leaf("ram:IBANID", debited)),
        _account(to) if to else Xml(),
        node("ram:PayeeSpecifiedCreditorFinancialInstitution", leaf("ram:BICID", to.bank if to else "")),
    )


def _account(to: CreditTransfer) -> Xml:
    return node(
        "ram:PayeePartyCreditorFinancialAccount",
        leaf("ram:IBANID", to.account if is_iban(to.account) else ""),
        leaf("ram:AccountName", to.name),
        leaf("ram:ProprietaryID", "" if is_iban(to.account) else to.account),
    )


def taxes(bill: Bill) -> Xml:
    """The VAT breakdown."""
    return each(_tax(one, bill) for one in bill.vat)


def _tax(said: VatBreakdown, bill: Bill) -> Xml:
    day = leaf("udt:DateString", f"{bill.vat_point_on:%Y%m%d}" if bill.vat_point_on else None, format="102")
    return node(
        "ram:ApplicableTradeTax",
        leaf("ram:CalculatedAmount", said.tax),
        leaf("ram:TypeCode", "VAT"),
        leaf("ram:ExemptionReason", said.exemption),
        leaf("ram:BasisAmount", said.taxable),
        leaf("ram:CategoryCode", said.category),
        leaf("ram:ExemptionReasonCode", said.exemption_code),
        node("ram:TaxPointDate", day),
        leaf("ram:DueDateTypeCode", _POINTS.get(bill.vat_point_code, bill.vat_point_code)),
        leaf("ram:RateApplicablePercent", said.rate),
    )


def terms(bill: Bill) -> Xml:
    """Terms, due date and the mandate to collect."""
    mandate = bill.payment.direct_debit.mandate if bill.payment and bill.payment.direct_debit else ""
    day = leaf("udt:DateTimeString", f"{bill.due_on:%Y%m%d}" if bill.due_on else None, format="102")
    return node(
        "ram:SpecifiedTradePaymentTerms",
        leaf("ram:Description", bill.terms),
        node("ram:DueDateDateTime", day),
        leaf("ram:DirectDebitMandateID", mandate),
    )


def totals(bill: Bill) -> Xml:
    """The totals."""
    said = bill.totals
    return node(
        "ram:SpecifiedTradeSettlementHeaderMonetarySummation",
        leaf("ram:LineTotalAmount", said.lines),
        leaf("ram:ChargeTotalAmount", said.charges),
        leaf("ram:AllowanceTotalAmount", said.allowances),
        leaf("ram:TaxBasisTotalAmount", said.net),
        leaf("ram:TaxTotalAmount", said.vat, currencyID=bill.currency),
        leaf("ram:TaxTotalAmount", said.vat_accounting, currencyID=bill.vat_currency),
        leaf("ram:RoundingAmount", said.rounding),
        leaf("ram:GrandTotalAmount", said.gross),
        leaf("ram:TotalPrepaidAmount", said.prepaid),
        leaf("ram:DuePayableAmount", said.payable),
    )
