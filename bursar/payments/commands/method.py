"""Adding a payment method at the provider's page, making one the default, removing one."""

from django.conf import settings
from django.utils.translation import gettext as _

from bursar.access.actor import Actor
from bursar.access.permissions import Permission
from bursar.accounts import steps as accounts
from bursar.accounts.models import Account
from bursar.audit.recording import audited, record, unchanged
from bursar.billing.queries import full_now
from bursar.core import clock
from bursar.core.errors import NotKnown, Refused
from bursar.grants.queries import require
from bursar.mail.outbox import enqueue
from bursar.payments import events, steps
from bursar.payments.gateways.base import KeptMethod, Outcome, OutcomeState
from bursar.payments.models import MethodSetup, PaymentMethod

LIMIT = 20  # methods that an account may keep
TOLD_BEFORE = (30, 7)  # days before it expires


@audited
def start_adding_method(actor: Actor, *, account: Account) -> MethodSetup:
    """Order a method to be added; the payer types it at the provider. Refused: too_many_methods."""
    accounts.lock(account)
    require(actor, Permission.PAYMENT_METHOD_MANAGE, account)
    if PaymentMethod.objects.filter(account=account, removed_at__isnull=True).count() >= LIMIT:
        raise Refused("too_many_methods", _("There are too many payment methods. Remove one first."))
    now = clock.now()
    setup = MethodSetup.objects.create(
        account=account,
        ordered_by_id=actor.person_id or 0,  # `require` lets nobody but persons through
        gateway=settings.PAYMENT_GATEWAY,
        ordered_at=now,
        look_up_at=steps.next_look_up(now),
    )
    record(actor, events.METHOD_STARTED, account=account.pk, on=("method_setup", setup.pk))
    return setup


@audited
def settle_method_setup(actor: Actor, *, account: Account, setup_id: int, outcome: Outcome) -> MethodSetup:
    """Write down how adding a method ended. Idempotent; a method that the provider does keep is never lost."""
    accounts.lock(account)
    setup = MethodSetup.objects.select_related("method").get(pk=setup_id, account=account)
    is_over = setup.finished_at is not None
    if outcome.state is OutcomeState.SUCCEEDED and outcome.method and setup.method is None:
        setup.method = kept = _keep(setup, outcome.method)
        added = {"is_default": kept.is_default}
        record(actor, events.METHOD_ADDED, account=account.pk, on=("payment_method", kept.pk), new=added)
    elif outcome.state in (OutcomeState.DECLINED, OutcomeState.CANCELLED) and not is_over:
        new = {"payment_state": outcome.state.value, "decline_reason": outcome.decline_reason}
        record(actor, events.METHOD_NOT_ADDED, account=account.pk, on=("method_setup", setup.pk), new=new)
    else:
        unchanged()
        return setup
    setup.finished_at, setup.look_up_at = clock.now(), None
    setup.save(update_fields=["method", "finished_at", "look_up_at"])
    return setup


@audited
def make_method_default(actor: Actor, *, account: Account, uid: str) -> None:
    """Offer this method first from now on."""
    accounts.lock(account)
    require(actor, Permission.PAYMENT_METHOD_MANAGE, account)
    method = _open_method(account, uid)
    if method.is_default:
        unchanged()
        return
    old = PaymentMethod.objects.filter(account=account, is_default=True, removed_at__isnull=True).first()
    if old is not None:
        PaymentMethod.objects.filter(pk=old.pk).update(is_default=False)
    PaymentMethod.objects.filter(pk=method.pk).update(is_default=True)
    record(
        actor,
        events.METHOD_MADE_DEFAULT,
        account=account.pk,
        on=("payment_method", method.pk),
        old={"payment_method": old.pk} if old else None,
        new={"payment_method": method.pk},
    )


@audited
def remove_method(actor: Actor, *, account: Account, uid: str) -> PaymentMethod:
    """Forget a method. When it was the default one, the newest of the others takes its place."""
    accounts.lock(account)
    require(actor, Permission.PAYMENT_METHOD_MANAGE, account)
    method = _open_method(account, uid)
    PaymentMethod.objects.filter(pk=method.pk).update(removed_at=clock.now(), is_default=False)
    heir = PaymentMethod.objects.filter(account=account, removed_at__isnull=True).order_by("-added_at", "-id").first()
    if method.is_default and heir is not None:
        PaymentMethod.objects.filter(pk=heir.pk).update(is_default=True)
    record(
        actor,
        events.METHOD_REMOVED,
        account=account.pk,
        on=("payment_method", method.pk),
        new={"default_method": heir.pk} if method.is_default and heir else None,
    )
    return method


@audited
def tell_of_expiry(actor: Actor, *, account: Account, method_id: int) -> None:
    """Tell the Full administrators that a method expires soon: thirty and seven days before, once each."""
    accounts.lock(account)
    method = PaymentMethod.objects.get(pk=method_id, account=account)
    left = (method.expires_on - clock.today()).days if method.expires_on and method.removed_at is None else -1
    nearest = next((days for days in sorted(TOLD_BEFORE) if 0 <= left <= days), None)
    if nearest is None or (method.expiry_told is not None and method.expiry_told <= nearest):
        unchanged()
        return
    PaymentMethod.objects.filter(pk=method.pk).update(expiry_told=nearest)
    record(actor, events.METHOD_EXPIRES, account=account.pk, on=("payment_method", method.pk))
    for reader in full_now(account):
        enqueue("payments.method_expires", account=account.pk, person=reader.pk, about={"method": method.pk})


def _keep(setup: MethodSetup, kept: KeptMethod) -> PaymentMethod:
    others = PaymentMethod.objects.filter(account_id=setup.account_id, is_default=True, removed_at__isnull=True)
    return PaymentMethod.objects.create(
        account_id=setup.account_id,
        gateway=setup.gateway,
        reference=kept.reference,
        kind=kept.kind.value,
        brand=kept.brand,
        last_digits=kept.last_digits,
        expires_on=kept.expires_on,
        is_default=not others.exists(),
        added_by_id=setup.ordered_by_id,
    )


def _open_method(account: Account, uid: str) -> PaymentMethod:
    method = PaymentMethod.objects.filter(account=account, uid=uid, removed_at__isnull=True).first()
    if method is None:
        raise NotKnown
    return method
