"""The lines of UBL documents, their prices, allowances and charges. Pure."""

from decimal import Decimal

from bursar.invoices.formats.writers.xml import Xml, each, identified, leaf, node
from bursar.invoices.semantic import Adjustment, BillLine, Identifier, Item, Period, Price, Reference

_OBJECT = "130"  # UNTDID 1001: what is invoiced (BT-128)


def line(said: BillLine, kind: str, currency: str) -> Xml:
    """A line of an `Invoice` or a `CreditNote`."""
    quantity = "cbc:CreditedQuantity" if kind == "CreditNote" else "cbc:InvoicedQuantity"
    return node(
        f"cac:{kind}Line",
        leaf("cbc:ID", said.line_id),
        leaf("cbc:Note", said.note),
        leaf(quantity, said.quantity, unitCode=said.unit),
        leaf("cbc:LineExtensionAmount", said.net, currencyID=currency),
        leaf("cbc:AccountingCost", said.accounting_reference),
        _period(said.period),
        node("cac:OrderLineReference", leaf("cbc:LineID", said.order_line)),
        _object(said.object_id),
        each(adjustment(one, currency) for one in said.adjustments),
        _item(said),
        _price(said.price, currency),
    )


def adjustment(said: Adjustment, currency: str) -> Xml:
    """An allowance or a charge, of a line or of the document."""
    return node(
        "cac:AllowanceCharge",
        leaf("cbc:ChargeIndicator", "true" if said.is_charge else "false"),
        leaf("cbc:AllowanceChargeReasonCode", said.reason_code),
        leaf("cbc:AllowanceChargeReason", said.reason),
        leaf("cbc:MultiplierFactorNumeric", said.percent),
        leaf("cbc:Amount", said.amount, currencyID=currency),
        leaf("cbc:BaseAmount", said.base, currencyID=currency),
        category("cac:TaxCategory", said.vat_category, said.vat_rate),
    )


def category(name: str, code: str, rate: Decimal | None, *exemption: Xml) -> Xml:
    """A category of VAT with its rate."""
    if not code:
        return Xml()
    scheme = node("cac:TaxScheme", leaf("cbc:ID", "VAT"))
    return node(name, leaf("cbc:ID", code), leaf("cbc:Percent", rate), *exemption, scheme)


def _period(said: Period | None) -> Xml:
    if said is None:
        return Xml()
    return node("cac:InvoicePeriod", leaf("cbc:StartDate", said.start_on), leaf("cbc:EndDate", said.end_on))


def _object(said: Reference | None) -> Xml:
    if said is None:
        return Xml()
    return node("cac:DocumentReference", identified("cbc:ID", said), leaf("cbc:DocumentTypeCode", _OBJECT))


def _item(said: BillLine) -> Xml:
    item: Item = said.item
    attributes = (
        node("cac:AdditionalItemProperty", leaf("cbc:Name", one.name), leaf("cbc:Value", one.value))
        for one in item.attributes
    )
    classes = (
        node("cac:CommodityClassification", leaf("cbc:ItemClassificationCode", one.value, listID=one.scheme))
        for one in item.classifications
    )
    buyer, seller = Identifier(item.buyer_id), Identifier(item.seller_id)
    return node(
        "cac:Item",
        leaf("cbc:Description", item.description),
        leaf("cbc:Name", item.name),
        node("cac:BuyersItemIdentification", identified("cbc:ID", buyer)),
        node("cac:SellersItemIdentification", identified("cbc:ID", seller)),
        node("cac:StandardItemIdentification", identified("cbc:ID", item.standard_id)),
        node("cac:OriginCountry", leaf("cbc:IdentificationCode", item.origin)),
        each(classes),
        category("cac:ClassifiedTaxCategory", said.vat_category, said.vat_rate),
        each(attributes),
    )


def _price(said: Price, currency: str) -> Xml:
    off = node(
        "cac:AllowanceCharge",
        leaf("cbc:ChargeIndicator", "false"),
        leaf("cbc:Amount", said.discount or Decimal(0), currencyID=currency),
        leaf("cbc:BaseAmount", said.gross, currencyID=currency),
    )
    return node(
        "cac:Price",
        leaf("cbc:PriceAmount", said.net, currencyID=currency),
        leaf("cbc:BaseQuantity", said.base_quantity, unitCode=said.base_unit),
        off if said.gross is not None or said.discount is not None else Xml(),
    )
