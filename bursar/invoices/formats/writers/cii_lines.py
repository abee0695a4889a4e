"""The lines of CII documents, their prices, allowances and charges. Pure."""

from datetime import date

from bursar.invoices.formats.writers.xml import Xml, each, identified, leaf, node
from bursar.invoices.semantic import Adjustment, BillLine, Item, Period, Price, Reference

_OBJECT = "130"  # UNTDID 1001: what is invoiced (BT-128)


def line(said: BillLine) -> Xml:
    """A line."""
    return node(
        "ram:IncludedSupplyChainTradeLineItem",
        node(
            "ram:AssociatedDocumentLineDocument",
            leaf("ram:LineID", said.line_id),
            node("ram:IncludedNote", leaf("ram:Content", said.note)),
        ),
        _item(said.item),
        node(
            "ram:SpecifiedLineTradeAgreement",
            node("ram:BuyerOrderReferencedDocument", leaf("ram:LineID", said.order_line)),
            _gross(said.price),
            node(
                "ram:NetPriceProductTradePrice",
                leaf("ram:ChargeAmount", said.price.net),
                leaf("ram:BasisQuantity", said.price.base_quantity, unitCode=said.price.base_unit),
            ),
        ),
        node("ram:SpecifiedLineTradeDelivery", leaf("ram:BilledQuantity", said.quantity, unitCode=said.unit)),
        _settlement(said),
    )


def period(said: Period | None) -> Xml:
    """An invoicing period."""
    if said is None:
        return Xml()
    days = (("ram:StartDateTime", said.start_on), ("ram:EndDateTime", said.end_on))
    return node("ram:BillingSpecifiedPeriod", *(_day(name, day) for name, day in days))


def adjustment(said: Adjustment) -> Xml:
    """An allowance or a charge, of a line or of the document."""
    return node(
        "ram:SpecifiedTradeAllowanceCharge",
        node("ram:ChargeIndicator", leaf("udt:Indicator", "true" if said.is_charge else "false")),
        leaf("ram:CalculationPercent", said.percent),
        leaf("ram:BasisAmount", said.base),
        leaf("ram:ActualAmount", said.amount),
        leaf("ram:ReasonCode", said.reason_code),
        leaf("ram:Reason", said.reason),
        _tax("ram:CategoryTradeTax", said) if said.vat_category else Xml(),
    )


def _settlement(said: BillLine) -> Xml:
    return node(
        "ram:SpecifiedLineTradeSettlement",
        _tax("ram:ApplicableTradeTax", said),
        period(said.period),
        each(adjustment(one) for one in said.adjustments),
        node("ram:SpecifiedTradeSettlementLineMonetarySummation", leaf("ram:LineTotalAmount", said.net)),
        _object(said.object_id),
        node("ram:ReceivableSpecifiedTradeAccountingAccount", leaf("ram:ID", said.accounting_reference)),
    )


def _tax(name: str, said: BillLine | Adjustment) -> Xml:
    return node(
        name,
        leaf("ram:TypeCode", "VAT"),
        leaf("ram:CategoryCode", said.vat_category),
        leaf("ram:RateApplicablePercent", said.vat_rate),
    )


def _day(name: str, day: date | None) -> Xml:
    return node(name, leaf("udt:DateTimeString", f"{day:%Y%m%d}" if day else None, format="102"))


def _object(said: Reference | None) -> Xml:
    if said is None:
        return Xml()
    return node(
        "ram:AdditionalReferencedDocument",
        leaf("ram:IssuerAssignedID", said.value),
        leaf("ram:TypeCode", _OBJECT),
        leaf("ram:ReferenceTypeCode", said.scheme),
    )


def _gross(said: Price) -> Xml:
    off = node(
        "ram:AppliedTradeAllowanceCharge",
        node("ram:ChargeIndicator", leaf("udt:Indicator", "false")),
        leaf("ram:ActualAmount", said.discount),
    )
    if said.gross is None:
        return Xml()
    base = leaf("ram:BasisQuantity", said.base_quantity, unitCode=said.base_unit)
    return node(
        "ram:GrossPriceProductTradePrice",
        leaf("ram:ChargeAmount", said.gross),
        base,
        off if said.discount is not None else Xml(),
    )


def _item(said: Item) -> Xml:
    attributes = (
        node("ram:ApplicableProductCharacteristic", leaf("ram:Description", one.name), leaf("ram:Value", one.value))
        for one in said.attributes
    )
    classes = (
        node("ram:DesignatedProductClassification", leaf("ram:ClassCode", one.value, listID=one.scheme))
        for one in said.classifications
    )
    return node(
        "ram:SpecifiedTradeProduct",
        identified("ram:GlobalID", said.standard_id),
        leaf("ram:SellerAssignedID", said.seller_id),
        leaf("ram:BuyerAssignedID", said.buyer_id),
        leaf("ram:Name", said.name),
        leaf("ram:Description", said.description),
        each(attributes),
        each(classes),
        node("ram:OriginTradeCountry", leaf("ram:ID", said.origin)),
    )
