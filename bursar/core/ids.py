"""Public identifiers and secret tokens."""

import hashlib
import hmac
import secrets

# Crockford's base 32 without vowels that make words: readable, case-insensitive, no look-alikes.
_ALPHABET = "0123456789bcdfghjkmnpqrstvwxyz"


def public_id() -> str:
    """Twelve random characters (58 bits) for URLs: names a row without telling how many there are."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(12))


def account_number() -> str:
    """A customer number such as `C-4817-2093` (8 random digits)."""
    digits = f"{secrets.randbelow(10**8):08d}"
    return f"C-{digits[:4]}-{digits[4:]}"


def derived_token(secret: str, *about: object) -> str:
    """The token for `about`, derived by HMAC-SHA-256 (RFC 2104) so that a mail sent twice carries the same link
    and the database needs to hold its hash only."""
    text = ":".join(str(part) for part in about)
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()


def token_hash(token: str) -> str:
    """SHA-256 of a token of full entropy, as hex: what the database holds in its place."""
    return hashlib.sha256(token.encode()).hexdigest()
