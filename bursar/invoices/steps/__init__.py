"""Writes on bills that several commands share, inside the caller's transaction and under the account's lock."""

from bursar.invoices.steps.publishing import publish
from bursar.invoices.steps.settling import bring_back, post_adjustment, post_money, post_payment, take_back

__all__ = ["bring_back", "post_adjustment", "post_money", "post_payment", "publish", "take_back"]
