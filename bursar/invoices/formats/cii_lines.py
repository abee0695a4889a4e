"""The lines of CII documents, their prices, allowances and charges. Pure."""

from collections.abc import Iterator

from bursar.invoices.formats.cii_parties import identifier
from bursar.invoices.formats.nodes import Node
from bursar.invoices.semantic import (
    Adjustment,
    Attribute,
    BillLine,
    Identifier,
    Item,
    Period,
    Price,
    Reference,
)

_INVOICED_OBJECT = "130"
_QUANTITY = "ram:SpecifiedLineTradeDelivery/ram:BilledQuantity"


def line(node: Node) -> BillLine:
    """A line."""
    head, settled = node.one("ram:AssociatedDocumentLineDocument"), node.one("ram:SpecifiedLineTradeSettlement")
    agreed, tax = node.one("ram:SpecifiedLineTradeAgreement"), settled.one("ram:ApplicableTradeTax")
    return BillLine(
        line_id=head.text("ram:LineID"),
        net=settled.amount("ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount"),
        item=_item(node.one("ram:SpecifiedTradeProduct")),
        price=_price(agreed),
        quantity=node.amount(_QUANTITY),
        unit=node.attribute("unitCode", _QUANTITY),
        vat_category=tax.text("ram:CategoryCode"),
        vat_rate=tax.amount("ram:RateApplicablePercent"),
        note="\n".join(head.texts("ram:IncludedNote/ram:Content")),
        object_id=_object(settled),
        order_line=agreed.text("ram:BuyerOrderReferencedDocument/ram:LineID"),
        accounting_reference=settled.text("ram:ReceivableSpecifiedTradeAccountingAccount/ram:ID"),
        period=period(settled),
        adjustments=tuple(adjustments(settled)),
    )


def period(node: Node) -> Period | None:
    """An invoicing period with at least one of its ends."""
    span = node.one("ram:BillingSpecifiedPeriod")
    found = Period(
        span.day("ram:StartDateTime/udt:DateTimeString"),
        span.day("ram:EndDateTime/udt:DateTimeString"),
    )
    return found if found != Period() else None


def adjustments(settled: Node) -> Iterator[Adjustment]:
    """Allowances and charges; what EXTENDED knows as charges for logistics are charges too."""
    for node in settled.all("ram:SpecifiedTradeAllowanceCharge"):
        yield Adjustment(
            is_charge=node.text("ram:ChargeIndicator/udt:Indicator") in ("true", "1"),
            amount=node.needed("ram:ActualAmount"),
            base=node.amount("ram:BasisAmount"),
            percent=node.amount("ram:CalculationPercent"),
            vat_category=node.text("ram:CategoryTradeTax/ram:CategoryCode"),
            vat_rate=node.amount("ram:CategoryTradeTax/ram:RateApplicablePercent"),
            reason=node.text("ram:Reason"),
            reason_code=node.text("ram:ReasonCode"),
        )
    for node in settled.all("ram:SpecifiedLogisticsServiceCharge"):
        yield Adjustment(
            is_charge=True,
            amount=node.needed("ram:AppliedAmount"),
            vat_category=node.text("ram:AppliedTradeTax/ram:CategoryCode"),
            vat_rate=node.amount("ram:AppliedTradeTax/ram:RateApplicablePercent"),
            reason=node.text("ram:Description"),
        )


def _object(settled: Node) -> Reference | None:
    for document in settled.all("ram:AdditionalReferencedDocument"):
        if document.text("ram:TypeCode") in ("", _INVOICED_OBJECT) and document.text("ram:IssuerAssignedID"):
            return Reference(document.text("ram:IssuerAssignedID"), document.text("ram:ReferenceTypeCode"))
    return None


def _item(node: Node) -> Item:
    classes = node.all("ram:DesignatedProductClassification/ram:ClassCode")
    return Item(
        name=node.text("ram:Name"),
        description="\n".join(node.texts("ram:Description")),
        seller_id=node.text("ram:SellerAssignedID"),
        buyer_id=node.text("ram:BuyerAssignedID"),
        standard_id=identifier(node.one("ram:GlobalID")),
        classifications=tuple(Identifier(each.text(), each.attribute("listID")) for each in classes),
        origin=node.text("ram:OriginTradeCountry/ram:ID"),
        attributes=tuple(
            Attribute(each.text("ram:Description"), each.text("ram:Value"))
            for each in node.all("ram:ApplicableProductCharacteristic")
        ),
    )


def _price(agreed: Node) -> Price:
    net, gross = agreed.one("ram:NetPriceProductTradePrice"), agreed.one("ram:GrossPriceProductTradePrice")
    base = net if net.text("ram:BasisQuantity") else gross
    return Price(
        net=net.amount("ram:ChargeAmount"),
        gross=gross.amount("ram:ChargeAmount"),
        discount=gross.amount("ram:AppliedTradeAllowanceCharge/ram:ActualAmount"),
        base_quantity=base.amount("ram:BasisQuantity"),
        base_unit=base.attribute("unitCode", "ram:BasisQuantity"),
    )
