"""Who is named on a bill: seller, buyer, payee, the seller's tax representative, and where it was delivered. Pure."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier and its scheme: ISO 6523 for parties (0002 is SIREN, 0009 SIRET), EAS for electronic addresses."""

    value: str
    scheme: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address (BG-5, BG-8, BG-12, BG-15)."""

    lines: tuple[str, ...] = ()  # at most three (BT-35, -36, -162 for the seller)
    city: str = ""
    post_code: str = ""
    subdivision: str = ""
    country: str = ""  # ISO 3166-1 alpha-2 (BT-40, BT-55)


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to ask (BG-6, BG-9)."""

    name: str = ""
    telephone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """A seller (BG-4), buyer (BG-7), payee (BG-10) or tax representative (BG-11)."""

    name: str = ""  # BT-27, BT-44, BT-59, BT-62: as it is registered
    trading_name: str = ""  # BT-28, BT-45
    identifiers: tuple[Identifier, ...] = ()  # BT-29, BT-46, BT-60
    legal_registration: Identifier | None = None  # BT-30, BT-47, BT-61
    vat_number: str = ""  # BT-31, BT-48, BT-63: with the country's prefix
    tax_number: str = ""  # BT-32
    legal_information: str = ""  # BT-33
    electronic_address: Identifier | None = None  # BT-34, BT-49
    address: Address = Address()
    contact: Contact | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """Where and when it was delivered (BG-13)."""

    name: str = ""  # BT-70
    location: Identifier | None = None  # BT-71
    delivered_on: date | None = None  # BT-72
    address: Address | None = None  # BG-15
