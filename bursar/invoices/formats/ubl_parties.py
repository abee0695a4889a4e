"""Who is named in UBL, where it was delivered, and how it is to be paid. Pure."""

from bursar.invoices.formats.nodes import Node
from bursar.invoices.semantic import (
    Address,
    Card,
    Contact,
    CreditTransfer,
    Delivery,
    DirectDebit,
    Identifier,
    Party,
    Payment,
)

_SEPA = "SEPA"  # the scheme of a seller's or payee's identifier that is its bank's name for a creditor (BT-90)


def party(node: Node) -> Party:
    """A seller or a buyer."""
    trading, legal = node.text("cac:PartyName/cbc:Name"), node.text("cac:PartyLegalEntity/cbc:RegistrationName")
    schemes = node.all("cac:PartyTaxScheme")
    vat = [s.text("cbc:CompanyID") for s in schemes if s.text("cac:TaxScheme/cbc:ID").upper() == "VAT"]
    other = [s.text("cbc:CompanyID") for s in schemes if s.text("cac:TaxScheme/cbc:ID").upper() != "VAT"]
    return Party(
        name=legal or trading,
        trading_name=trading if legal and trading != legal else "",
        identifiers=tuple(_identifiers(node)),
        legal_registration=identifier(node.one("cac:PartyLegalEntity/cbc:CompanyID")),
        vat_number=next(iter(vat), ""),
        tax_number=next(iter(other), ""),
        legal_information=node.text("cac:PartyLegalEntity/cbc:CompanyLegalForm"),
        electronic_address=identifier(node.one("cbc:EndpointID")),
        address=address(node.one("cac:PostalAddress")) or Address(),
        contact=_contact(node.one("cac:Contact")),
    )


def payee(node: Node) -> Party | None:
    """A payee or a tax representative, if one is named."""
    return party(node) if node else None


def identifier(node: Node) -> Identifier | None:
    """An identifier with its scheme."""
    value = node.text()
    return Identifier(value, node.attribute("schemeID")) if value else None


def address(node: Node) -> Address | None:
    """A postal address, if there is one."""
    if not node:
        return None
    lines = ("cbc:StreetName", "cbc:AdditionalStreetName", "cac:AddressLine/cbc:Line")
    return Address(
        lines=tuple(text for path in lines if (text := node.text(path))),
        city=node.text("cbc:CityName"),
        post_code=node.text("cbc:PostalZone"),
        subdivision=node.text("cbc:CountrySubentity"),
        country=node.text("cac:Country/cbc:IdentificationCode"),
    )


def delivery(node: Node) -> Delivery | None:
    """Where and when it was delivered."""
    found = Delivery(
        name=node.text("cac:DeliveryParty/cac:PartyName/cbc:Name"),
        location=identifier(node.one("cac:DeliveryLocation/cbc:ID")),
        delivered_on=node.day("cbc:ActualDeliveryDate"),
        address=address(node.one("cac:DeliveryLocation/cac:Address")),
    )
    return found if found != Delivery() else None


def payment(top: Node) -> Payment | None:
    """The payment instructions, whose means UBL repeats for each account to transfer to."""
    means = top.all("cac:PaymentMeans")
    if not means:
        return None
    accounts = [account for each in means for account in each.all("cac:PayeeFinancialAccount") if account]
    card = next((found for each in means if (found := each.one("cac:CardAccount"))), None)
    return Payment(
        means_code=means[0].text("cbc:PaymentMeansCode"),
        means_text=means[0].attribute("name", "cbc:PaymentMeansCode"),
        remittance=next((text for each in means if (text := each.text("cbc:PaymentID"))), ""),
        transfers=tuple(
            CreditTransfer(
                account=account.text("cbc:ID"),
                name=account.text("cbc:Name"),
                bank=account.text("cac:FinancialInstitutionBranch/cbc:ID"),
            )
            for account in accounts
        ),
        card=Card(card.text("cbc:PrimaryAccountNumberID"), card.text("cbc:HolderName")) if card else None,
        direct_debit=_direct_debit(top, means),
    )


def _direct_debit(top: Node, means: list[Node]) -> DirectDebit | None:
    mandate = next((found for each in means if (found := each.one("cac:PaymentMandate"))), None)
    named = ("cac:PayeeParty", "cac:AccountingSupplierParty/cac:Party")
    creditors = (
        node.text() for path in named for node in top.all(f"{path}/cac:PartyIdentification/cbc:ID") if _is_sepa(node)
    )
    creditor = next(creditors, "")
    if mandate is None and not creditor:
        return None
    node = mandate or Node(None, top.names)
    return DirectDebit(node.text("cbc:ID"), creditor, node.text("cac:PayerFinancialAccount/cbc:ID"))


def _identifiers(node: Node) -> list[Identifier]:
    found = (identifier(each) for each in node.all("cac:PartyIdentification/cbc:ID") if not _is_sepa(each))
    return [each for each in found if each]


def _is_sepa(node: Node) -> bool:
    return node.attribute("schemeID").upper() == _SEPA


def _contact(node: Node) -> Contact | None:
    found = Contact(node.text("cbc:Name"), node.text("cbc:Telephone"), node.text("cbc:ElectronicMail"))
    return found if found != Contact() else None
