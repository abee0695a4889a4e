"""Who is named in UBL, and where it was delivered. Pure."""

from bursar.invoices.formats.writers.xml import Xml, each, identified, leaf, node, three
from bursar.invoices.semantic import Address, Contact, Delivery, Identifier, Party


def party(name: str, said: Party | None, creditor: str = "", *, is_named_only: bool = False) -> Xml:
    """A seller or a buyer; a payee or a tax representative `is_named_only`: by its name, not as a legal entity.

    `creditor` is the bank's name for who collects by direct debit (BT-90), which UBL keeps with the party.
    """
    if said is None:
        return Xml()
    ids = (*said.identifiers, *((Identifier(creditor, "SEPA"),) if creditor else ()))
    return node(
        name,
        identified("cbc:EndpointID", said.electronic_address),
        each(node("cac:PartyIdentification", identified("cbc:ID", one)) for one in ids),
        node("cac:PartyName", leaf("cbc:Name", said.name if is_named_only else said.trading_name)),
        address("cac:PostalAddress", said.address),
        _tax("VAT", said.vat_number),
        _tax("TAX", said.tax_number),
        node(
            "cac:PartyLegalEntity",
            leaf("cbc:RegistrationName", "" if is_named_only else said.name),
            identified("cbc:CompanyID", said.legal_registration),
            leaf("cbc:CompanyLegalForm", said.legal_information),
        ),
        _contact(said.contact),
    )


def delivery(said: Delivery | None) -> Xml:
    """Where and when it was delivered."""
    if said is None:
        return Xml()
    return node(
        "cac:Delivery",
        leaf("cbc:ActualDeliveryDate", said.delivered_on),
        node(
            "cac:DeliveryLocation",
            identified("cbc:ID", said.location),
            address("cac:Address", said.address or Address()),
        ),
        node("cac:DeliveryParty", node("cac:PartyName", leaf("cbc:Name", said.name))),
    )


def address(name: str, said: Address) -> Xml:
    """A postal address."""
    first, second, third = three(said.lines)
    return node(
        name,
        leaf("cbc:StreetName", first),
        leaf("cbc:AdditionalStreetName", second),
        leaf("cbc:CityName", said.city),
        leaf("cbc:PostalZone", said.post_code),
        leaf("cbc:CountrySubentity", said.subdivision),
        node("cac:AddressLine", leaf("cbc:Line", third)),
        node("cac:Country", leaf("cbc:IdentificationCode", said.country)),
    )


def _tax(scheme: str, number: str) -> Xml:
    if not number:
        return Xml()
    return node("cac:PartyTaxScheme", leaf("cbc:CompanyID", number), node("cac:TaxScheme", leaf("cbc:ID", scheme)))


def _contact(said: Contact | None) -> Xml:
    if said is None:
        return Xml()
    return node(
        "cac:Contact",
        leaf("cbc:Name", said.name),
        leaf("cbc:Telephone", said.telephone),
        leaf("cbc:ElectronicMail", said.email),
    )
