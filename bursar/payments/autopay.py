"""The worker's jobs of automatic payment (intend, call the provider, settle, follow up) and of expiring methods."""

from datetime import timedelta

from django.db.models import Q

from bursar.access.actor import Actor
from bursar.core import clock
from bursar.payments import commands, flow
from bursar.payments.models import Mandate, PaymentMethod, PlannedPayment

AT_ONCE = 50


def pay_by_mandates() -> int:
    """Look after the mandates whose turn it is, order what is due, follow up what is over; answers how many. Killed
    at any moment it goes on where it was: what was ordered is asked about, not ordered again while it is under way."""
    actor = Actor.job("autopay")
    now = clock.now()
    mandates = list(Mandate.objects.filter(look_at__lte=now).select_related("account").order_by("look_at")[:AT_ONCE])
    for mandate in mandates:
        commands.tend_mandate(actor, account=mandate.account, mandate_id=mandate.pk)
    due = _plans(state=PlannedPayment.State.ANNOUNCED, charge_at__lte=now)
    for plan in due:
        payment = commands.order_planned(actor, account=plan.mandate.account, planned_id=plan.pk)
        if payment is not None:
            flow.carry_out(payment, lambda _uid: "")
    over = _plans(state=PlannedPayment.State.ORDERED, payment__settled_at__isnull=False)
    for plan in over:
        commands.follow_planned(actor, account=plan.mandate.account, planned_id=plan.pk)
    return len(mandates) + len(due) + len(over)


def tell_of_expiring_methods() -> int:
    """Tell of cards that expire within thirty and within seven days; answers how many. A job of the worker."""
    today = clock.today()
    month, week = today + timedelta(days=30), today + timedelta(days=7)
    rows = PaymentMethod.objects.filter(removed_at__isnull=True, expires_on__gte=today, expires_on__lte=month)
    untold = rows.filter(Q(expiry_told__isnull=True) | Q(expiry_told__gt=7, expires_on__lte=week))
    methods = list(untold.select_related("account").order_by("expires_on", "pk")[:AT_ONCE])
    for method in methods:
        commands.tell_of_expiry(Actor.job("autopay"), account=method.account, method_id=method.pk)
    return len(methods)


def _plans(**which: object) -> list[PlannedPayment]:
    rows = PlannedPayment.objects.filter(**which).select_related("mandate__account")
    return list(rows.order_by("charge_at", "pk")[:AT_ONCE])
