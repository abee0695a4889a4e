"""The mandate of automatic payment: authorised by a person, confirmed anew by another, paused or removed."""

from typing import Any

from django.utils.translation import gettext as _

from bursar.access.actor import Actor
from bursar.access.permissions import Permission
from bursar.accounts import steps as accounts
from bursar.accounts.models import Account
from bursar.audit.recording import audited, record, unchanged
from bursar.core import clock
from bursar.core.errors import Conflict, Refused
from bursar.core.money import MOST_MINOR
from bursar.grants.queries import require
from bursar.mail.outbox import enqueue
from bursar.payments import autopay_steps, events, queries, rules
from bursar.payments.models import Mandate, PlannedPayment

NOTICE_DAYS = (3, 30)  # the shortest and the longest notice


@audited
def set_autopay(
    actor: Actor,
    *,
    account: Account,
    method_uid: str,
    currency: str,
    limit_minor: int,
    notice_days: int,
    seen: str | None = None,
) -> Mandate:
    """Let invoices in a currency be charged to a kept method by themselves, each announced before. Other terms than
    those that hold call off what was announced under these. `seen` is the revision that a form was drawn from: Conflict
    for another.

    Refused: method_needed, method_unknown, method_expired, amount_not_positive, notice_out_of_range.
    """
    accounts.lock(account)
    _authority(actor, account)
    method = rules.usable_method(account, method_uid)
    if method is None:
        raise Refused("method_needed", _("Choose a payment method."), field="method")
    if limit_minor <= 0:
        raise Refused("amount_not_positive", _("Write an amount above zero."), field="limit")
    if limit_minor > MOST_MINOR:
        raise Refused("amount_too_large", _("Write a smaller amount."), field="limit")
    if not NOTICE_DAYS[0] <= notice_days <= NOTICE_DAYS[1]:
        least, most = NOTICE_DAYS
        text = _("Write a number of days from %(least)s to %(most)s.") % {"least": least, "most": most}
        raise Refused("notice_out_of_range", text, field="notice_days")
    terms = {"method": method, "currency": currency, "limit_minor": limit_minor, "notice_days": notice_days}
    before = autopay_steps.open_mandate(account)
    if before is not None and {key: getattr(before, key) for key in terms} == terms and before.orphaned_at is None:
        unchanged()
        return before
    _require_seen(account, seen)
    if before is not None:
        autopay_steps.end(before, Mandate.Ended.REPLACED)
    return _write(actor, account, terms)


@audited
def confirm_autopay(actor: Actor, *, account: Account, seen: str | None = None) -> Mandate:
    """Take over, or take up again, the mandate on its own terms: from now on it rests on this person's word. What was
    announced stays announced. Conflict when it is not the one that was `seen`.

    Refused: no_mandate, method_unknown, method_expired.
    """
    accounts.lock(account)
    _authority(actor, account)
    before = Mandate.objects.filter(account=account).select_related("method").order_by("-pk").first()
    if before is None or before.ended_because == Mandate.Ended.REMOVED:
        raise Refused("no_mandate", _("There is no automatic payment to confirm. Set it up anew."))
    if before.ended_at is None and before.authorised_by_id == actor.person_id and before.orphaned_at is None:
        unchanged()
        return before
    _require_seen(account, seen)
    rules.usable_method(account, before.method.uid)
    if before.ended_at is None:
        autopay_steps.close(before, Mandate.Ended.REPLACED)
    terms = {key: getattr(before, key) for key in ("method", "currency", "limit_minor", "notice_days")}
    mandate = _write(actor, account, terms)
    PlannedPayment.objects.filter(mandate=before, state=PlannedPayment.State.ANNOUNCED).update(mandate=mandate)
    return mandate


@audited
def stop_autopay(actor: Actor, *, account: Account, is_removed: bool) -> None:
    """Pause it, to be taken up again by one click, or remove it. What was announced and not ordered is called off."""
    accounts.lock(account)
    require(actor, Permission.PAYMENT_METHOD_MANAGE, account)
    last = Mandate.objects.filter(account=account).order_by("-pk").first()
    because = Mandate.Ended.REMOVED if is_removed else Mandate.Ended.PAUSED
    if last is None or last.ended_because == Mandate.Ended.REMOVED or (last.ended_at and not is_removed):
        unchanged()
        return
    autopay_steps.end(last, because)
    record(actor, events.AUTOPAY_ENDED, account=account.pk, on=("mandate", last.pk), new={"autopay_ended": because})
    about = {"mandate": last.pk}
    for reader in autopay_steps.readers(account):
        if reader != actor.person_id:
            enqueue("payments.autopay_ended", account=account.pk, person=reader, about=about)


def _require_seen(account: Account, seen: str | None) -> None:
    if seen is not None and seen != queries.mandate_revision(account):
        raise Conflict("changed_in_between", _("Somebody changed automatic payment in the meantime. Reload the page."))


def _authority(actor: Actor, account: Account) -> None:
    """Whoever authorises must be able to do both by hand."""
    require(actor, Permission.PAYMENT_METHOD_MANAGE, account)
    require(actor, Permission.INVOICE_PAY, account)


def _write(actor: Actor, account: Account, terms: dict[str, Any]) -> Mandate:
    mandate = Mandate.objects.create(
        account=account,
        authorised_by_id=actor.person_id or 0,  # `require` lets nobody but persons through
        authorised_at=clock.now(),
        look_at=clock.now(),
        **terms,
    )
    new = {
        "payment_method": mandate.method_id,
        "limit_minor": mandate.limit_minor,
        "currency": mandate.currency,
        "notice_days": mandate.notice_days,
    }
    record(actor, events.AUTOPAY_SET, account=account.pk, on=("mandate", mandate.pk), new=new)
    for reader in autopay_steps.readers(account):
        if reader != actor.person_id:
            enqueue("payments.autopay_set", account=account.pk, person=reader, about={"mandate": mandate.pk})
    return mandate
