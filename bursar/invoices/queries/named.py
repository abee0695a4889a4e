"""Who is named on a document made from the rows of a file, and where it was delivered. Pure."""

from collections.abc import Mapping

from bursar.invoices.semantic import Address, Contact, Delivery, Identifier, Party

_SCHEMES = {9: "0002", 14: "0009"}  # ISO 6523: a SIREN, a SIRET, by their digits


def party(said: Mapping[str, str], customer: str = "") -> Party:
    """A seller or a buyer, as the document keeps it."""
    return Party(
        name=said.get("name", ""),
        identifiers=(Identifier(customer),) if customer else (),
        legal_registration=_registration(said),
        vat_number=said.get("vat_number", ""),
        address=Address(lines=_lines(said.get("address_lines", "")), country=said.get("country", "")),
        contact=Contact(email=said["email"]) if said.get("email") else None,
    )


def delivery(buyer: Mapping[str, str]) -> Delivery | None:
    """Where the buyer has it delivered, if that is another address than the buyer's."""
    lines = _lines(buyer.get("delivery_address", ""))
    return Delivery(address=Address(lines=lines, country=buyer.get("delivery_country", ""))) if lines else None


def _registration(said: Mapping[str, str]) -> Identifier | None:
    number = said.get("company_number", "")
    scheme = _SCHEMES.get(len(number), "") if said.get("country") == "FR" else ""
    return Identifier(number, scheme) if number else None


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
