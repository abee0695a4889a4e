"""Writes on bills that several commands share, inside the caller's transaction and under the account's lock."""

from bursar.invoices.steps.publishing import publish
from bursar.invoices.steps.settling import post_payment

__all__ = ["post_payment", "publish"]
