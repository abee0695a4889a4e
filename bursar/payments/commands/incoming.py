"""Taking in money that came without an order of ours, and saying what it is for where that is not clear."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from bursar.access.actor import Actor
from bursar.accounts import steps as accounts
from bursar.accounts.models import Account
from bursar.audit.recording import audited, record, unchanged
from bursar.core import clock
from bursar.core.errors import NotKnown, Refused
from bursar.invoices.queries import amounts_of
from bursar.payments import events
from bursar.payments.gateways.base import Outcome, OutcomeState
from bursar.payments.incoming_file import Told
from bursar.payments.matching import Matched, matched
from bursar.payments.models import Allocation, IncomingPayment, Payment
from bursar.payments.settling import settle

TRANSFER, ELSEWHERE = "transfer", "elsewhere"  # instead of a provider


@dataclass(frozen=True)
class TakenMoney:
    """What a file brought."""

    settled: int = 0
    waiting: int = 0
    unchanged: int = 0
    left_out: int = 0  # entries of a bank's statement that are no money booked to us


@audited
def take_in_payments(actor: Actor, *, told: list[Told]) -> TakenMoney:
    """Take in all of a file in one transaction. What was taken in before is left as it is; a file that says something
    else of it was refused when it was read. Raises Forbidden for anybody but the operator."""
    accounts.require_operator(actor)
    found = [(each, matched(each.text, each.currency, account=each.account, numbers=each.numbers)) for each in told]
    accounts.lock_all({match.account.pk for _each, match in found if match.account is not None})
    there = _there(told)
    settled = waiting = 0
    for each, match in found:
        if (each.source, each.reference) in there:
            continue
        if match.account is None:
            _incoming(each, IncomingPayment.State.WAITING, why=match.why).save()
            waiting += 1
        else:
            _settle(actor, _incoming(each, IncomingPayment.State.SETTLED), match)
            settled += 1
    if waiting:
        record(actor, events.MONEY_WAITS, account=None, new={"payments": waiting})
    if not settled + waiting:
        unchanged()
    return TakenMoney(settled, waiting, len(told) - settled - waiting)


@audited
def assign_money(actor: Actor, *, uid: str, account: Account, numbers: list[str]) -> Payment:
    """Say for whom waiting money is, and for which invoices; for none it is the account's credit. Refused: not_waiting,
    no_such_invoice."""
    accounts.lock(account)
    accounts.require_operator(actor)
    row = _waiting(uid)
    match = matched("", row.currency, account=account, numbers=numbers)
    if match.account is None:
        raise Refused("no_such_invoice", _("The account has no such invoices in this currency."), field="invoice")
    row.state, row.why = IncomingPayment.State.SETTLED, ""
    return _settle(actor, row, match)


@audited
def dismiss_money(actor: Actor, *, uid: str, reason: str) -> IncomingPayment:
    """Say that waiting money is nobody's here. Refused: not_waiting."""
    accounts.require_operator(actor)
    row = _waiting(uid)
    row.state, row.note = IncomingPayment.State.DISMISSED, reason[:300]
    row.save(update_fields=["state", "note"])
    record(actor, events.MONEY_DISMISSED, account=None, on=("incoming_payment", row.pk), new={"why": row.note})
    return row


def _settle(actor: Actor, row: IncomingPayment, match: Matched) -> Payment:
    account = match.account
    if account is None:
        raise ValueError("money is settled for somebody")
    at = datetime.combine(row.received_on, time(12), ZoneInfo(account.time_zone)).astimezone(UTC)
    payment = Payment.objects.create(
        account=account,
        ordered_by=None,
        gateway=ELSEWHERE if row.method else TRANSFER,
        currency=row.currency,
        amount_minor=row.amount_minor,
        idempotency_key=f"incoming-{row.uid}",
        provider_reference=row.reference,
        through=TRANSFER,
        ordered_at=at,
    )
    amounts, left = amounts_of(invoice.pk for invoice in match.invoices), row.amount_minor
    for invoice in match.invoices:
        part = min(left, amounts[invoice.pk].outstanding)
        if part:
            Allocation.objects.create(payment=payment, invoice=invoice, amount_minor=part)
        left -= part
    row.payment = payment
    row.save()
    settle(actor, payment, Outcome(OutcomeState.SUCCEEDED, row.reference), at=at)
    return payment


def _incoming(told: Told, state: str, why: str = "") -> IncomingPayment:
    return IncomingPayment(
        source=told.source, reference=told.reference, received_on=told.received_on, currency=told.currency,
        amount_minor=told.amount_minor, text=told.text, payer=told.payer, method=told.method,
        content_hash=told.content_hash, state=state, why=why, taken_in_at=clock.now(),
    )  # fmt: skip


def _there(told: Iterable[Told]) -> set[tuple[str, str]]:
    references = {each.reference for each in told}
    rows = IncomingPayment.objects.filter(reference__in=references)
    return set(rows.values_list("source", "reference"))


def _waiting(uid: str) -> IncomingPayment:
    row = IncomingPayment.objects.select_for_update().filter(uid=uid).first()
    if row is None:
        raise NotKnown
    if row.state != IncomingPayment.State.WAITING:
        raise Refused("not_waiting", _("This payment waits no more."))
    return row
