"""Reads on automatic payment: the account's last mandate, what was announced under it."""

from bursar.accounts.models import Account
from bursar.invoices.models import Document, Standing
from bursar.payments.models import Mandate, PlannedPayment

SHOWN = 20


def last_mandate(account: Account) -> Mandate | None:
    """The mandate that holds, or the last one unless it was removed."""
    rows = Mandate.objects.filter(account=account).select_related("method", "authorised_by", "account")
    mandate = rows.order_by("-pk").first()
    return None if mandate is None or mandate.ended_because == Mandate.Ended.REMOVED else mandate


def mandate_revision(account: Account) -> str:
    """Which mandate is the last, and whether it still holds: who authorises one says which they were shown."""
    last = Mandate.objects.filter(account=account).order_by("-pk").values_list("pk", "ended_because").first()
    return "-".join(map(str, last)) if last else ""


def planned(mandate: Mandate) -> list[PlannedPayment]:
    """What was announced under it, the latest first; called off ones are left out."""
    rows = PlannedPayment.objects.filter(mandate=mandate).exclude(state=PlannedPayment.State.CALLED_OFF)
    return list(rows.select_related("invoice", "payment").order_by("-charge_at", "-pk")[:SHOWN])


def announced_for(invoice: Document) -> PlannedPayment | None:
    """The automatic payment of an invoice that was announced and not ordered yet."""
    rows = PlannedPayment.objects.filter(invoice=invoice, state=PlannedPayment.State.ANNOUNCED)
    return rows.select_related("mandate__method").first()


def currencies(account: Account) -> list[str]:
    """The currencies of the account's invoices."""
    used = Standing.objects.filter(account=account, kind=Document.Kind.INVOICE)
    return list(used.order_by("currency").values_list("currency", flat=True).distinct())
