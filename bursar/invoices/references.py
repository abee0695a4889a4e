"""The structured reference that a payer quotes: ISO 11649, `RF`, two check digits and the invoice's public id. Pure."""

import re

from stdnum import iso11649
from stdnum.iso7064 import mod_97_10

_WORD = re.compile(r"[^\s,;]+")


def reference_of(uid: str) -> str:
    """The reference of an invoice, such as RF18000001: check digits by ISO 7064 MOD 97-10."""
    body = uid.upper()
    return f"RF{mod_97_10.calc_check_digits(body + 'RF')}{body}"


def grouped(reference: str) -> str:
    """The reference in groups of four, as it is printed."""
    return " ".join(reference[i : i + 4] for i in range(0, len(reference), 4))


def uids_in(text: str) -> list[str]:
    """The public ids of the references in what a payer wrote, with spaces or without; only those whose check digits
    are right."""
    plain = re.sub(r"[^A-Z0-9]", "", text.upper())
    found = (plain[match.start() : match.start() + 16] for match in re.finditer("RF", plain))
    return list(dict.fromkeys(each[4:].lower() for each in found if len(each) == 16 and iso11649.is_valid(each)))


def words_in(text: str) -> list[str]:
    """The words in what a payer wrote, each of which may be the number of an invoice: at most twenty."""
    found = (word.strip("().:!?\"'") for word in _WORD.findall(text))
    return list(dict.fromkeys(word for word in found if any(c.isdigit() for c in word)))[:20]
