"""Text as it is searched: without case, accents and typographic spaces, the same on both databases."""

import unicodedata


def folded(text: str) -> str:
    """`text` folded: `Société  Générale` becomes `societe generale`."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())
