"""How a bill asks to be paid (BG-16). Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CreditTransfer:
    """An account to transfer to (BG-17)."""

    account: str  # BT-84: an IBAN, or the number in its own country's form
    name: str = ""  # BT-85
    bank: str = ""  # BT-86: a BIC, or a national clearing code


@dataclass(frozen=True, slots=True)
class Card:
    """The card that it was paid with (BG-18): the last digits only (BT-87) and who holds it (BT-88)."""

    number: str
    holder: str = ""


@dataclass(frozen=True, slots=True)
class DirectDebit:
    """What it will be collected by (BG-19)."""

    mandate: str = ""  # BT-89
    creditor: str = ""  # BT-90
    debited_account: str = ""  # BT-91


@dataclass(frozen=True, slots=True)
class Payment:
    """Payment instructions (BG-16)."""

    means_code: str = ""  # BT-81: a code of UNTDID 4461; 30 and 58 are credit transfers, 59 a SEPA direct debit
    means_text: str = ""  # BT-82
    remittance: str = ""  # BT-83: what the payer is to quote
    transfers: tuple[CreditTransfer, ...] = ()
    card: Card | None = None
    direct_debit: DirectDebit | None = None
