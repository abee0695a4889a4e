"""Who is named in CII, where it was delivered, and how it is to be paid. Pure."""

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

_DAY = "ram:ActualDeliverySupplyChainEvent/ram:OccurrenceDateTime/udt:DateTimeString"


def party(node: Node) -> Party:
    """A seller or a buyer."""
    registrations = node.all("ram:SpecifiedTaxRegistration/ram:ID")
    vat = [r.text() for r in registrations if r.attribute("schemeID") in ("VA", "VAT")]
    other = [r.text() for r in registrations if r.attribute("schemeID") not in ("VA", "VAT")]
    return Party(
        name=node.text("ram:Name"),
        trading_name=node.text("ram:SpecifiedLegalOrganization/ram:TradingBusinessName"),
        identifiers=tuple(_identifiers(node)),
        legal_registration=identifier(node.one("ram:SpecifiedLegalOrganization/ram:ID")),
        vat_number=next(iter(vat), ""),
        tax_number=next(iter(other), ""),
        legal_information="\n".join(node.texts("ram:Description")),
        electronic_address=identifier(node.one("ram:URIUniversalCommunication/ram:URIID")),
        address=address(node.one("ram:PostalTradeAddress")) or Address(),
        contact=_contact(node.one("ram:DefinedTradeContact")),
    )


def named(node: Node) -> Party | None:
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
    lines = ("ram:LineOne", "ram:LineTwo", "ram:LineThree")
    return Address(
        lines=tuple(text for path in lines if (text := node.text(path))),
        city=node.text("ram:CityName"),
        post_code=node.text("ram:PostcodeCode"),
        subdivision=node.text("ram:CountrySubDivisionName"),
        country=node.text("ram:CountryID"),
    )


def delivery(node: Node) -> Delivery | None:
    """Where and when it was delivered."""
    to = node.one("ram:ShipToTradeParty")
    found = Delivery(
        name=to.text("ram:Name"),
        location=next(iter(_identifiers(to)), None),
        delivered_on=node.day(_DAY),
        address=address(to.one("ram:PostalTradeAddress")),
    )
    return found if found != Delivery() else None


def payment(settled: Node, terms: list[Node]) -> Payment | None:
    """The payment instructions, whose means CII repeats for each account to transfer to."""
    means = settled.all("ram:SpecifiedTradeSettlementPaymentMeans")
    transfers = tuple(transfer for each in means if (transfer := _transfer(each)))
    card = next((c for m in means if (c := m.one("ram:ApplicableTradeSettlementFinancialCard"))), None)
    found = Payment(
        means_code=next((code for each in means if (code := each.text("ram:TypeCode"))), ""),
        means_text=next((text for each in means if (text := each.text("ram:Information"))), ""),
        remittance=settled.text("ram:PaymentReference"),
        transfers=transfers,
        card=Card(card.text("ram:ID"), card.text("ram:CardholderName")) if card else None,
        direct_debit=_direct_debit(settled, means, terms),
    )
    return found if found != Payment() else None


def _transfer(means: Node) -> CreditTransfer | None:
    account = means.one("ram:PayeePartyCreditorFinancialAccount")
    number = account.text("ram:IBANID") or account.text("ram:ProprietaryID")
    if not number:
        return None
    bank = means.text("ram:PayeeSpecifiedCreditorFinancialInstitution/ram:BICID")
    return CreditTransfer(number, account.text("ram:AccountName"), bank)


def _direct_debit(settled: Node, means: list[Node], terms: list[Node]) -> DirectDebit | None:
    debited = "ram:PayerPartyDebtorFinancialAccount/ram:IBANID"
    found = DirectDebit(
        mandate=next((text for each in terms if (text := each.text("ram:DirectDebitMandateID"))), ""),
        creditor=settled.text("ram:CreditorReferenceID"),
        debited_account=next((text for each in means if (text := each.text(debited))), ""),
    )
    return found if found != DirectDebit() else None


def _identifiers(node: Node) -> list[Identifier]:
    found = (identifier(each) for path in ("ram:ID", "ram:GlobalID") for each in node.all(path))
    return [each for each in found if each]


def _contact(node: Node) -> Contact | None:
    found = Contact(
        node.text("ram:PersonName") or node.text("ram:DepartmentName"),
        node.text("ram:TelephoneUniversalCommunication/ram:CompleteNumber"),
        node.text("ram:EmailURIUniversalCommunication/ram:URIID"),
    )
    return found if found != Contact() else None
