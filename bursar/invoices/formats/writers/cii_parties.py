"""Who is named in CII, and where it was delivered. Pure."""

from bursar.invoices.formats.writers.xml import Xml, each, identified, leaf, node, three
from bursar.invoices.semantic import Address, Contact, Delivery, Identifier, Party


def party(name: str, said: Party | None) -> Xml:
    """A seller, buyer, payee or tax representative."""
    if said is None:
        return Xml()
    return node(
        name,
        _identifiers(said.identifiers),
        leaf("ram:Name", said.name),
        leaf("ram:Description", said.legal_information),
        node(
            "ram:SpecifiedLegalOrganization",
            identified("ram:ID", said.legal_registration),
            leaf("ram:TradingBusinessName", said.trading_name),
        ),
        _contact(said.contact),
        _address(said.address),
        node("ram:URIUniversalCommunication", identified("ram:URIID", said.electronic_address)),
        node("ram:SpecifiedTaxRegistration", leaf("ram:ID", said.vat_number, schemeID="VA")),
        node("ram:SpecifiedTaxRegistration", leaf("ram:ID", said.tax_number, schemeID="FC")),
    )


def delivery(said: Delivery | None) -> Xml:
    """Where and when it was delivered."""
    if said is None:
        return Xml()
    day = f"{said.delivered_on:%Y%m%d}" if said.delivered_on else None
    to = node(
        "ram:ShipToTradeParty",
        _identifiers((said.location,) if said.location else ()),
        leaf("ram:Name", said.name),
        _address(said.address or Address()),
    )
    when = node("ram:OccurrenceDateTime", leaf("udt:DateTimeString", day, format="102"))
    return each([to, node("ram:ActualDeliverySupplyChainEvent", when)])


def _identifiers(said: tuple[Identifier, ...]) -> Xml:
    """Those without a scheme first: they are another element."""
    plain = (leaf("ram:ID", one.value) for one in said if not one.scheme)
    return each([*plain, *(identified("ram:GlobalID", one) for one in said if one.scheme)])


def _contact(said: Contact | None) -> Xml:
    if said is None:
        return Xml()
    return node(
        "ram:DefinedTradeContact",
        leaf("ram:PersonName", said.name),
        node("ram:TelephoneUniversalCommunication", leaf("ram:CompleteNumber", said.telephone)),
        node("ram:EmailURIUniversalCommunication", leaf("ram:URIID", said.email)),
    )


def _address(said: Address) -> Xml:
    first, second, third = three(said.lines)
    return node(
        "ram:PostalTradeAddress",
        leaf("ram:PostcodeCode", said.post_code),
        leaf("ram:LineOne", first),
        leaf("ram:LineTwo", second),
        leaf("ram:LineThree", third),
        leaf("ram:CityName", said.city),
        leaf("ram:CountryID", said.country),
        leaf("ram:CountrySubDivisionName", said.subdivision),
    )
