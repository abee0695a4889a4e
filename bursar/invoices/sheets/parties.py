"""Who is named on a bill, in words."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from bursar.invoices.semantic import Address, Bill, Delivery, Identifier
from bursar.invoices.semantic import Party as Said
from bursar.invoices.sheets.values import country_text, town_line

_SCHEMES = {"0002": "SIREN", "0009": "SIRET", "0060": "DUNS", "0088": "GLN"}  # ISO 6523


@dataclass(frozen=True)
class Party:
    """A party: name, lines of the address, and what else identifies it."""

    name: str
    address: list[str]
    vat_number: str = ""
    facts: list[tuple[str, str]] = field(default_factory=list)
    contact: list[str] = field(default_factory=list)


def party_of(said: Said, language: str, known: str = "") -> Party:
    """A party in words; an identifier that is `known` stands elsewhere on the sheet."""
    facts = [
        (_("Trading as"), said.trading_name),
        (_("VAT number"), said.vat_number),
        (_("Tax number"), said.tax_number),
        _identified(said.legal_registration, _("Registration")),
        *(_identified(each, _("Number")) for each in said.identifiers if each.value != known),
    ]
    contact = said.contact
    return Party(
        name=said.name,
        address=_address(said.address, language),
        vat_number=said.vat_number,
        facts=[(term, value) for term, value in facts if value],
        contact=[text for text in (contact.name, contact.telephone, contact.email) if text] if contact else [],
    )


def others_of(bill: Bill, language: str) -> list[tuple[str, Party]]:
    """Who is named beside seller and buyer, each with what it is."""
    found = []
    if bill.payee:
        found.append((_("Payee"), party_of(bill.payee, language)))
    if bill.tax_representative:
        found.append((_("Tax representative of the seller"), party_of(bill.tax_representative, language)))
    if bill.delivery and (place := _place(bill.delivery, language)):
        found.append((_("Delivered to"), place))
    return found


def _place(said: Delivery, language: str) -> Party | None:
    address = _address(said.address or Address(), language)
    return Party(said.name, address) if said.name or address else None


def _identified(said: Identifier | None, word: str) -> tuple[str, str]:
    return (_SCHEMES.get(said.scheme, word), said.value) if said else (word, "")


def _address(said: Address, language: str) -> list[str]:
    lines = [*said.lines, town_line(said.city, said.post_code, said.country), said.subdivision]
    return [line for line in lines if line] + ([country_text(said.country, language)] if said.country else [])
