"""A bank transfer as a QR code that banking apps read: EPC069-12, version 2 (*GiroCode*). Pure."""

import io
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

import segno
from stdnum import iso11649

CURRENCY = "EUR"
_LEAST, _MOST = Decimal("0.01"), Decimal("999999999.99")
_NAME, _TEXT, _PAYLOAD = 70, 140, 331  # characters, characters, bytes


@dataclass(frozen=True)
class Transfer:
    """What is to be transferred, to whom: in euros, by SEPA credit transfer."""

    name: str
    iban: str
    amount: Decimal
    remittance: str = ""  # a structured reference (ISO 11649), or words
    bic: str = ""


def payload(transfer: Transfer) -> bytes:
    """What the code says. Raises ValueError when it cannot be said: an amount of nothing or finer than cents, too much
    text, no name."""
    amount, text = transfer.amount, _line(transfer.remittance, _TEXT)
    if not _LEAST <= amount <= _MOST or amount != amount.quantize(_LEAST):
        raise ValueError("no such amount")
    name, iban = _line(transfer.name, _NAME), transfer.iban.replace(" ", "").upper()
    if not name or not iban:
        raise ValueError("nobody to pay")
    is_structured = bool(iso11649.is_valid(text))
    structured, words = (iso11649.compact(text), "") if is_structured else ("", text)
    lines = [
        "BCD",
        "002",
        "1",
        "SCT",
        _line(transfer.bic, 11),
        name,
        iban,
        f"{CURRENCY}{amount:.2f}",
        "",
        structured,
        words,
    ]
    told = "\n".join(lines).rstrip("\n").encode()
    if len(told) > _PAYLOAD:
        raise ValueError("too much text")
    return told


@lru_cache(512)  # half of what an invoice's page costs: whoever looks next, or takes the PDF, is given the same picture
def qr(transfer: Transfer) -> str:
    """The code as SVG, dark on light with the quiet zone that readers need. Raises ValueError as `payload`."""
    code = segno.make_qr(payload(transfer), error="m", boost_error=False)
    out = io.BytesIO()
    code.save(out, kind="svg", xmldecl=False, svgns=True, omitsize=True, border=4, light="#ffffff", dark="#000000")
    return out.getvalue().decode()


def _line(text: str, most: int) -> str:
    """A text in one line: a line feed would be the next field."""
    return " ".join(text.split())[:most].strip()
