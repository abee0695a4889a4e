"""The logo of an issuer on the PDFs that we draw: a file of the operator's, by the issuer's key."""

import re

from django.conf import settings

LARGEST = 500_000  # bytes
_KEY = re.compile(r"\w[\w.-]*")  # of an issuer that has a file; never a path


def logo_of(issuer: str) -> str:
    """The picture as SVG; empty when there is none, or it is too large."""
    path = settings.LOGOS / f"{issuer}.svg"
    if not _KEY.fullmatch(issuer) or not path.is_file() or path.stat().st_size > LARGEST:
        return ""
    return str(path.read_text(encoding="utf-8", errors="replace"))
