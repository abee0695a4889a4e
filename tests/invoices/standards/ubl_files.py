"""UBL invoices and credit notes for tests, from few words; sums follow from the lines."""

from decimal import Decimal
from xml.sax.saxutils import escape

_TYPES = {"Invoice": ("InvoiceTypeCode", "380"), "CreditNote": ("CreditNoteTypeCode", "381")}
_QUANTITIES = {"Invoice": "InvoicedQuantity", "CreditNote": "CreditedQuantity"}
Lines = tuple[tuple[str, str, str], ...]  # what, quantity, price


def ubl(
    number: str = "S-1",
    *,
    kind: str = "Invoice",
    lines: Lines = (("Line rental", "2", "50.00"),),
    buyer: str = "",
    head: str = "",
    refers_to: str = "",
    due: str = "2026-12-01",
    currency: str = "EUR",
    prepaid: str = "",
    seller: str = "Telephone Company",
    name: str = "Customer",
) -> bytes:
    """A document at 20 % VAT. `buyer` and `head` are elements put into the buyer's party and before it."""
    net = sum((Decimal(q) * Decimal(p) for _what, q, p in lines), Decimal())
    tax = (net * Decimal("0.2")).quantize(Decimal("0.01"))
    type_name, type_code = _TYPES[kind]
    code = "" if kind == "CreditNote" else f"<cbc:DueDate>{due}</cbc:DueDate>" if due else ""
    reference = (
        f"<cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>{refers_to}</cbc:ID>"
        "</cac:InvoiceDocumentReference></cac:BillingReference>"
        if refers_to
        else ""
    )
    terms = "" if due else "<cac:PaymentTerms><cbc:Note>When it suits you</cbc:Note></cac:PaymentTerms>"
    paid = f'<cbc:PrepaidAmount currencyID="{currency}">{prepaid}</cbc:PrepaidAmount>' if prepaid else ""
    left = net + tax - Decimal(prepaid or 0)
    body = "".join(_line(kind, i, line, currency) for i, line in enumerate(lines, start=1))
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<{kind} xmlns="urn:oasis:names:specification:ubl:schema:xsd:{kind}-2"
 xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
 xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
<cbc:CustomizationID>urn:cen.eu:en16931:2017</cbc:CustomizationID><cbc:ID>{escape(number)}</cbc:ID>
<cbc:IssueDate>2026-11-01</cbc:IssueDate>{code}<cbc:{type_name}>{type_code}</cbc:{type_name}>
<cbc:DocumentCurrencyCode>{currency}</cbc:DocumentCurrencyCode>{head}{reference}
<cac:AccountingSupplierParty><cac:Party>
<cac:PostalAddress><cbc:StreetName>1 rue de Rivoli</cbc:StreetName><cbc:CityName>Paris</cbc:CityName>
<cbc:PostalZone>75001</cbc:PostalZone><cac:Country><cbc:IdentificationCode>FR</cbc:IdentificationCode></cac:Country>
</cac:PostalAddress><cac:PartyTaxScheme><cbc:CompanyID>FR40303265045</cbc:CompanyID>
<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>
<cac:PartyLegalEntity><cbc:RegistrationName>{escape(seller)}</cbc:RegistrationName></cac:PartyLegalEntity>
</cac:Party></cac:AccountingSupplierParty>
<cac:AccountingCustomerParty><cac:Party>{buyer}<cac:PostalAddress><cac:Country>
<cbc:IdentificationCode>FR</cbc:IdentificationCode></cac:Country></cac:PostalAddress>
<cac:PartyLegalEntity><cbc:RegistrationName>{escape(name)}</cbc:RegistrationName></cac:PartyLegalEntity>
</cac:Party></cac:AccountingCustomerParty>{terms}
<cac:TaxTotal><cbc:TaxAmount currencyID="{currency}">{tax}</cbc:TaxAmount><cac:TaxSubtotal>
<cbc:TaxableAmount currencyID="{currency}">{net}</cbc:TaxableAmount>
<cbc:TaxAmount currencyID="{currency}">{tax}</cbc:TaxAmount>
<cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>20</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>
</cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>
<cac:LegalMonetaryTotal><cbc:LineExtensionAmount currencyID="{currency}">{net}</cbc:LineExtensionAmount>
<cbc:TaxExclusiveAmount currencyID="{currency}">{net}</cbc:TaxExclusiveAmount>
<cbc:TaxInclusiveAmount currencyID="{currency}">{net + tax}</cbc:TaxInclusiveAmount>{paid}
<cbc:PayableAmount currencyID="{currency}">{left}</cbc:PayableAmount></cac:LegalMonetaryTotal>
{body}</{kind}>""".encode()


def known_by(identifier: str, scheme: str = "") -> str:
    """The buyer's identifier (BT-46)."""
    attribute = f' schemeID="{scheme}"' if scheme else ""
    return f"<cac:PartyIdentification><cbc:ID{attribute}>{identifier}</cbc:ID></cac:PartyIdentification>"


def reference(text: str) -> str:
    """The buyer's reference (BT-10)."""
    return f"<cbc:BuyerReference>{text}</cbc:BuyerReference>"


def _line(kind: str, position: int, line: tuple[str, str, str], currency: str) -> str:
    what, quantity, price = line
    named, net = _QUANTITIES[kind], Decimal(quantity) * Decimal(price)
    return f"""<cac:{kind}Line><cbc:ID>{position}</cbc:ID><cbc:{named} unitCode="C62">{quantity}</cbc:{named}>
<cbc:LineExtensionAmount currencyID="{currency}">{net}</cbc:LineExtensionAmount>
<cac:Item><cbc:Name>{escape(what)}</cbc:Name><cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>20</cbc:Percent>
<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:ClassifiedTaxCategory></cac:Item>
<cac:Price><cbc:PriceAmount currencyID="{currency}">{price}</cbc:PriceAmount></cac:Price></cac:{kind}Line>"""
