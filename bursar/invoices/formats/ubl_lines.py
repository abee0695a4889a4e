"""The lines of UBL documents, their prices, allowances and charges. Pure."""

from bursar.invoices.formats.nodes import Node
from bursar.invoices.formats.ubl_parties import identifier
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

_QUANTITIES = {"Invoice": "cbc:InvoicedQuantity", "CreditNote": "cbc:CreditedQuantity"}
_INVOICED_OBJECT = "130"


def line(node: Node, kind: str) -> BillLine:
    """A line of an `Invoice` or a `CreditNote`."""
    tax, quantity = node.one("cac:Item/cac:ClassifiedTaxCategory"), _QUANTITIES[kind]
    period = Period(node.day("cac:InvoicePeriod/cbc:StartDate"), node.day("cac:InvoicePeriod/cbc:EndDate"))
    return BillLine(
        line_id=node.text("cbc:ID"),
        net=node.amount("cbc:LineExtensionAmount"),
        item=_item(node.one("cac:Item")),
        price=_price(node.one("cac:Price")),
        quantity=node.amount(quantity),
        unit=node.attribute("unitCode", quantity),
        vat_category=tax.text("cbc:ID"),
        vat_rate=tax.amount("cbc:Percent"),
        note="\n".join(node.texts("cbc:Note")),
        object_id=_object(node),
        order_line=node.text("cac:OrderLineReference/cbc:LineID"),
        accounting_reference=node.text("cbc:AccountingCost"),
        period=period if period != Period() else None,
        adjustments=tuple(adjustment(each) for each in node.all("cac:AllowanceCharge")),
    )


def adjustment(node: Node) -> Adjustment:
    """An allowance or a charge, of a line or of the document."""
    return Adjustment(
        is_charge=node.text("cbc:ChargeIndicator") in ("true", "1"),
        amount=node.needed("cbc:Amount"),
        base=node.amount("cbc:BaseAmount"),
        percent=node.amount("cbc:MultiplierFactorNumeric"),
        vat_category=node.text("cac:TaxCategory/cbc:ID"),
        vat_rate=node.amount("cac:TaxCategory/cbc:Percent"),
        reason=node.text("cbc:AllowanceChargeReason"),
        reason_code=node.text("cbc:AllowanceChargeReasonCode"),
    )


def _object(node: Node) -> Reference | None:
    for document in node.all("cac:DocumentReference"):
        if document.text("cbc:DocumentTypeCode") in ("", _INVOICED_OBJECT) and document.text("cbc:ID"):
            return Reference(document.text("cbc:ID"), document.attribute("schemeID", "cbc:ID"))
    return None


def _item(node: Node) -> Item:
    classes = node.all("cac:CommodityClassification/cbc:ItemClassificationCode")
    return Item(
        name=node.text("cbc:Name"),
        description="\n".join(node.texts("cbc:Description")),
        seller_id=node.text("cac:SellersItemIdentification/cbc:ID"),
        buyer_id=node.text("cac:BuyersItemIdentification/cbc:ID"),
        standard_id=identifier(node.one("cac:StandardItemIdentification/cbc:ID")),
        classifications=tuple(Identifier(each.text(), each.attribute("listID")) for each in classes),
        origin=node.text("cac:OriginCountry/cbc:IdentificationCode"),
        attributes=tuple(
            Attribute(each.text("cbc:Name"), each.text("cbc:Value")) for each in node.all("cac:AdditionalItemProperty")
        ),
    )


def _price(node: Node) -> Price:
    return Price(
        net=node.amount("cbc:PriceAmount"),
        gross=node.amount("cac:AllowanceCharge/cbc:BaseAmount"),
        discount=node.amount("cac:AllowanceCharge/cbc:Amount"),
        base_quantity=node.amount("cbc:BaseQuantity"),
        base_unit=node.attribute("unitCode", "cbc:BaseQuantity"),
    )
