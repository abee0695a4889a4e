"""What moved on an invoice besides its issue, credit notes and payments, as entries of its timeline."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _l

from bursar.core.money import format_money

# Kind, and whether it adds to the debt -> the words of its entry, icon, tone.
_WORDS = {
    ("refund", True): (_l("%(amount)s paid back: to be paid again"), "arrow-uturn-left", "warn"),
    ("refund", False): (_l("%(amount)s that had gone back came again"), "check", "good"),
    ("credit", True): (_l("%(amount)s too much, kept as credit of the account"), "inbox-arrow-down", "info"),
    ("credit", False): (_l("%(amount)s paid from credit of the account"), "check", "good"),
    ("adjustment", True): (_l("%(amount)s added by the operator"), "pencil-square", "info"),
    ("adjustment", False): (_l("%(amount)s written off by the operator"), "pencil-square", "info"),
}


def movements(rows: Sequence[Any]) -> list[dict[str, Any]]:
    """Timeline entries of what `queries.movements_of` found."""
    told = []
    for row in rows:
        words, icon, tone = _WORDS[row.kind, row.amount_minor > 0]
        amount = format_money(abs(row.amount_minor), row.currency, get_language() or "en")
        entry = {"at": row.at, "text": str(words) % {"amount": amount}, "icon": icon, "tone": tone}
        told.append({**entry, "detail": row.adjustment__reason or ""})
    return told
