"""How a UBL document is to be paid, its VAT and its totals. Pure."""

from bursar.invoices.formats.writers.ubl_lines import category
from bursar.invoices.formats.writers.xml import Xml, each, leaf, node
from bursar.invoices.semantic import Bill, CreditTransfer, Payment, VatBreakdown


def payment(bill: Bill) -> Xml:
    """The payment means, repeated for each account to transfer to, and the terms."""
    terms = node("cac:PaymentTerms", leaf("cbc:Note", bill.terms))
    said = bill.payment
    if said is None:
        return terms
    first, *others = said.transfers or (None,)
    due = leaf("cbc:PaymentDueDate", bill.due_on if bill.is_credit_note else None)
    return each(
        [_means(said, first, due, is_first=True), *(_means(said, t, Xml(), is_first=False) for t in others), terms]
    )


def _means(said: Payment, to: CreditTransfer | None, due: Xml, *, is_first: bool) -> Xml:
    card, debit = (said.card, said.direct_debit) if is_first else (None, None)
    holder = leaf("cbc:HolderName", card.holder if card else "")
    # UBL wants the network of a card, which the standard does not know.
    network = leaf("cbc:NetworkID", "mapped-from-cii" if card else "")
    bank = node("cac:FinancialInstitutionBranch", leaf("cbc:ID", to.bank if to else ""))
    return node(
        "cac:PaymentMeans",
        leaf("cbc:PaymentMeansCode", said.means_code, name=said.means_text),
        due,
        leaf("cbc:PaymentID", said.remittance),
        node("cac:CardAccount", leaf("cbc:PrimaryAccountNumberID", card.number if card else ""), network, holder),
        node(
            "cac:PayeeFinancialAccount",
            leaf("cbc:ID", to.account if to else ""),
            leaf("cbc:Name", to.name if to else ""),
            bank,
        ),
        node(
            "cac:PaymentMandate",
            leaf("cbc:ID", debit.mandate if debit else ""),
            node("cac:PayerFinancialAccount", leaf("cbc:ID", debit.debited_account if debit else "")),
        ),
    )


def taxes(bill: Bill) -> Xml:
    """The VAT in the document's currency with its breakdown, and its sum in the currency of the accounts."""
    said, ours = bill.totals, bill.currency
    accounting = leaf("cbc:TaxAmount", said.vat_accounting, currencyID=bill.vat_currency)
    breakdown = each(_tax(one, ours) for one in bill.vat)
    return each(
        [
            node("cac:TaxTotal", leaf("cbc:TaxAmount", said.vat, currencyID=ours), breakdown),
            node("cac:TaxTotal", accounting),
        ]
    )


def _tax(said: VatBreakdown, currency: str) -> Xml:
    reasons = (
        leaf("cbc:TaxExemptionReasonCode", said.exemption_code),
        leaf("cbc:TaxExemptionReason", said.exemption),
    )
    return node(
        "cac:TaxSubtotal",
        leaf("cbc:TaxableAmount", said.taxable, currencyID=currency),
        leaf("cbc:TaxAmount", said.tax, currencyID=currency),
        category("cac:TaxCategory", said.category, said.rate, *reasons),
    )


def totals(bill: Bill) -> Xml:
    """The totals."""
    said = bill.totals
    amounts = (
        ("LineExtensionAmount", said.lines),
        ("TaxExclusiveAmount", said.net),
        ("TaxInclusiveAmount", said.gross),
        ("AllowanceTotalAmount", said.allowances),
        ("ChargeTotalAmount", said.charges),
        ("PrepaidAmount", said.prepaid),
        ("PayableRoundingAmount", said.rounding),
        ("PayableAmount", said.payable),
    )
    return node(
        "cac:LegalMonetaryTotal",
        *(leaf(f"cbc:{name}", amount, currencyID=bill.currency) for name, amount in amounts),
    )
