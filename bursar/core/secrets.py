"""What looks like a secret in a text: tokens, hashes of passwords, card numbers. For looking over what was written."""

import re

from bursar.core.invariants import Read

# Of these, the database selects its suspects; what is left is looked at here.
_SUSPECT = r"[0-9a-fA-F]{64}|[0-9]{13}|argon2|pbkdf2|password"
_TOKEN = re.compile(r"(?<![0-9a-fA-F])[0-9a-fA-F]{64}(?![0-9a-fA-F])|\b(?:argon2\w*|pbkdf2_\w+)\$|\"password\"")
_DIGITS = re.compile(r"(?<![0-9A-Za-z])[0-9]{13,19}(?![0-9A-Za-z])")


def is_secret(text: str) -> bool:
    """Whether the text holds a token of ours, a hash of a password, or the number of a card."""
    return bool(_TOKEN.search(text)) or any(_is_card(number) for number in _DIGITS.findall(text))


def sql_suspects(expression: str, read: Read) -> str:
    """The condition that selects texts worth looking at."""
    return f"{expression} {'~' if read.vendor == 'postgresql' else 'REGEXP'} '{_SUSPECT}'"


def _is_card(number: str) -> bool:
    """Whether the check digit fits (ISO/IEC 7812-1, Luhn) and the first one is a card scheme's."""
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(number))]
    return number[0] in "23456" and sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0
