"""What the worker does under a mandate: looking after it, announcing, ordering, following up. The mandate is the
authority, and whether it holds is asked in the transaction that orders."""

from datetime import timedelta

from bursar.access.actor import Actor
from bursar.accounts import steps as accounts
from bursar.accounts.models import Account
from bursar.audit.recording import audited, record, unchanged
from bursar.core import clock
from bursar.invoices.models import Document, Standing
from bursar.invoices.queries import amounts_of
from bursar.mail.outbox import enqueue
from bursar.payments import autopay_steps as steps
from bursar.payments import events
from bursar.payments.models import Allocation, Mandate, Payment, PlannedPayment
from bursar.payments.steps import reserved_by_invoice

CALL_PATIENCE = timedelta(minutes=1)  # a call that was cut off is looked into then
AGAIN = timedelta(hours=12)  # when somebody else's payment of it is under way
AT_ONCE = 200  # invoices announced in one round
PAID = Payment.State.SUCCEEDED
State = PlannedPayment.State


@audited
def tend_mandate(actor: Actor, *, account: Account, mandate_id: int) -> None:
    """Stop a mandate whose method is gone or that nobody confirmed; have it confirmed when whoever authorised it may
    pay no more; announce what comes due."""
    accounts.lock(account)
    mandate = _open(account, mandate_id)
    if mandate is None:
        unchanged()
        return
    expires_on = mandate.method.expires_on
    if mandate.method.removed_at is not None or (expires_on is not None and expires_on < clock.today()):
        _stop(actor, mandate, Mandate.Ended.METHOD_GONE)
    elif mandate.orphaned_at is None and not steps.is_authorised(mandate):
        _orphan(actor, mandate)
    elif not steps.may_charge(mandate):
        _stop(actor, mandate, Mandate.Ended.NOT_CONFIRMED)
    else:
        _announce(actor, mandate)
    if mandate.ended_at is None:
        Mandate.objects.filter(pk=mandate.pk).update(look_at=clock.now() + steps.LOOK_EVERY)


@audited
def order_planned(actor: Actor, *, account: Account, planned_id: int) -> Payment | None:
    """Order a payment whose time has come: what is left of its invoice, never more than was announced. None when there
    is nothing to order, or not now."""
    accounts.lock(account)
    plan = _plan(account, planned_id)
    if plan.state != State.ANNOUNCED or plan.charge_at > clock.now():
        unchanged()
        return None
    mandate = plan.mandate
    expires_on = mandate.method.expires_on
    is_gone = mandate.method.removed_at is not None or (expires_on is not None and expires_on < clock.today())
    if is_gone or not steps.may_charge(mandate):  # the next look says what becomes of the mandate
        _put_off(plan)
        Mandate.objects.filter(pk=mandate.pk, ended_at__isnull=True).update(look_at=clock.now())
        return None
    left = amounts_of([plan.invoice_id])[plan.invoice_id].outstanding
    free = left - reserved_by_invoice([plan.invoice_id]).get(plan.invoice_id, 0)
    if left <= 0:
        _follow(actor, plan, State.CALLED_OFF)
        return None
    if free <= 0:
        _put_off(plan)
        return None
    return _order(actor, plan, min(free, plan.amount_minor))


@audited
def follow_planned(actor: Actor, *, account: Account, planned_id: int) -> None:
    """What becomes of a planned payment whose order is over: paid; tried again by the schedule; given up, and told."""
    accounts.lock(account)
    plan = _plan(account, planned_id)
    payment = plan.payment
    if plan.state != State.ORDERED or payment is None or payment.settled_at is None:
        unchanged()
        return
    if payment.state == PAID:
        _follow(actor, plan, State.PAID)
        for reader in steps.readers(account):
            if reader != payment.ordered_by_id:
                enqueue("payments.receipt", account=account.pk, person=reader, about={"payment": payment.pk})
        return
    _follow_failure(actor, plan, payment)


def _follow_failure(actor: Actor, plan: PlannedPayment, payment: Payment) -> None:
    if plan.mandate.ended_at is not None:
        _follow(actor, plan, State.CALLED_OFF)
    elif payment.state == Payment.State.CANCELLED:  # the provider never heard of it: nothing was tried
        plan.attempts -= 1
        _follow(actor, plan, State.ANNOUNCED)
    elif plan.attempts > len(steps.RETRIES):
        _follow(actor, plan, State.GIVEN_UP)
    else:
        plan.charge_at = clock.now() + steps.RETRIES[plan.attempts - 1]
        _follow(actor, plan, State.ANNOUNCED)
    if payment.state == Payment.State.DECLINED:
        _tell(plan.mandate, "payments.autopay_declined", {"planned": plan.pk, "payment": payment.pk})


def _open(account: Account, mandate_id: int) -> Mandate | None:
    rows = Mandate.objects.filter(pk=mandate_id, account=account, ended_at__isnull=True)
    return rows.select_related("method", "account").first()


def _plan(account: Account, planned_id: int) -> PlannedPayment:
    rows = PlannedPayment.objects.select_related("mandate__method", "mandate__account", "payment", "invoice")
    return rows.get(pk=planned_id, mandate__account=account)


def _stop(actor: Actor, mandate: Mandate, because: Mandate.Ended) -> None:
    steps.end(mandate, because)
    new = {"autopay_ended": because}
    record(actor, events.AUTOPAY_ENDED, account=mandate.account_id, on=("mandate", mandate.pk), new=new)
    _tell(mandate, "payments.autopay_ended", {"mandate": mandate.pk})


def _orphan(actor: Actor, mandate: Mandate) -> None:
    mandate.orphaned_at = clock.now()
    mandate.confirm_by = mandate.orphaned_at + steps.CONFIRM_WITHIN
    mandate.save(update_fields=["orphaned_at", "confirm_by"])
    new = {"valid_until": mandate.confirm_by.isoformat()}
    record(actor, events.AUTOPAY_ORPHANED, account=mandate.account_id, on=("mandate", mandate.pk), new=new)
    _tell(mandate, "payments.autopay_confirm", {"mandate": mandate.pk})


def _announce(actor: Actor, mandate: Mandate) -> None:
    known = PlannedPayment.objects.filter(mandate=mandate).values("invoice_id")
    elsewhere = PlannedPayment.objects.filter(mandate__account=mandate.account, state__in=steps.UNDER_WAY)
    rows = Standing.objects.filter(
        account=mandate.account, kind=Document.Kind.INVOICE, is_open=True, currency=mandate.currency
    )
    rows = rows.exclude(document_id__in=known).exclude(document_id__in=elsewhere.values("invoice_id"))
    soonest = rows.select_related("document").order_by("due_on", "document_id")[:AT_ONCE]
    near = [row for row in soonest if steps.is_near(mandate, row.document)]
    if not near:
        unchanged()
        return
    plans = [
        PlannedPayment.objects.create(
            mandate=mandate,
            invoice=row.document,
            amount_minor=row.outstanding_minor,
            charge_at=steps.charge_at(mandate, row.document),
            state=State.ANNOUNCED if row.outstanding_minor <= mandate.limit_minor else State.OVER_LIMIT,
        )
        for row in near
    ]
    new = {"planned": [plan.pk for plan in plans]}
    record(actor, events.AUTOPAY_ANNOUNCED, account=mandate.account_id, on=("mandate", mandate.pk), new=new)
    _tell(mandate, "payments.autopay_announced", {"mandate": mandate.pk, **new})


def _order(actor: Actor, plan: PlannedPayment, amount: int) -> Payment:
    mandate = plan.mandate
    plan.attempts += 1
    earlier = Payment.objects.filter(account=mandate.account, idempotency_key__startswith=f"autopay-{plan.pk}-").count()
    payment = Payment.objects.create(
        account=mandate.account,
        ordered_by_id=mandate.authorised_by_id,
        mandate=mandate,
        gateway=mandate.method.gateway,
        method=mandate.method,
        currency=mandate.currency,
        amount_minor=amount,
        idempotency_key=f"autopay-{plan.pk}-{earlier + 1}",
        look_up_at=clock.now() + CALL_PATIENCE,
    )
    Allocation.objects.create(payment=payment, invoice=plan.invoice, amount_minor=amount)
    plan.payment, plan.state = payment, State.ORDERED
    plan.save(update_fields=["attempts", "payment", "state"])
    new = {
        "amount_minor": amount,
        "currency": payment.currency,
        "parts": {str(plan.invoice_id): amount},
        "payment_method": payment.method_id,
    }
    record(actor, events.ORDERED, account=payment.account_id, on=("payment", payment.pk), new=new)
    return payment


def _follow(actor: Actor, plan: PlannedPayment, state: State) -> None:
    plan.state = state
    plan.save(update_fields=["state", "charge_at", "attempts"])
    on = ("payment", plan.payment_id) if plan.payment_id else ("mandate", plan.mandate_id)
    record(actor, events.AUTOPAY_FOLLOWED, account=plan.mandate.account_id, on=on, new={"planned_state": state})


def _put_off(plan: PlannedPayment) -> None:
    PlannedPayment.objects.filter(pk=plan.pk).update(charge_at=clock.now() + AGAIN)
    unchanged()


def _tell(mandate: Mandate, kind: str, about: dict[str, object]) -> None:
    for reader in steps.readers(mandate.account, besides=mandate.authorised_by_id):
        enqueue(kind, account=mandate.account_id, person=reader, about=about)
