"""Money that goes back at the sandbox: refunds that its merchant orders, disputes that a payer's bank opens."""

from django.db.models import Sum

from bursar.audit.again import transacted
from bursar.payments.gateways.sandbox.models import Charge, OutgoingNotice, TakenBack


@transacted
def refund(key: str, charge_reference: str, amount: int, reason: str) -> TakenBack:
    """Pay back a part of a charge; the same refund for the same key. More than is left of the charge is declined."""
    charge = Charge.objects.select_for_update().filter(reference=charge_reference).first()
    is_fine = charge is not None and charge.status == "approved" and amount <= _left(charge)
    fields = {
        "charge": charge,
        "amount_minor": amount,
        "status": "approved" if is_fine else "declined",
        "reason": reason[:200],
    }
    back, is_new = TakenBack.objects.get_or_create(merchant_key=key, defaults=fields)
    if is_new and charge is not None:
        OutgoingNotice.objects.create(charge=charge, taken_back=back)
    return back


@transacted
def dispute(charge_reference: str, amount: int, reason: str = "fraudulent") -> TakenBack:
    """The payer's bank takes money back; the merchant is told."""
    charge = Charge.objects.select_for_update().get(reference=charge_reference, status="approved")
    back = TakenBack.objects.create(charge=charge, amount_minor=amount, status="approved", reason=reason)
    OutgoingNotice.objects.create(charge=charge, taken_back=back)
    return back


@transacted
def win(reference: str) -> TakenBack:
    """The merchant wins a dispute: the money is his again, and he is told."""
    back = TakenBack.objects.select_for_update().get(reference=reference, merchant_key=None)
    if back.status == "approved" and back.charge is not None:
        back.status = "cancelled"
        back.save(update_fields=["status"])
        OutgoingNotice.objects.create(charge=back.charge, taken_back=back)
    return back


def find(key: str) -> TakenBack | None:
    """The refund under a merchant's key."""
    return TakenBack.objects.filter(merchant_key=key).first()


def void(key: str) -> TakenBack:
    """The merchant wants nothing paid back under this key any more, even by a request still under way."""
    return TakenBack.objects.get_or_create(merchant_key=key, defaults={"status": "cancelled"})[0]


def _left(charge: Charge) -> int:
    gone = charge.taken_back.filter(status="approved").aggregate(total=Sum("amount_minor"))["total"] or 0
    return charge.amount_minor - gone
