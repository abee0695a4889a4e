"""Reads on payment methods: the account's own, how they are called, additions that are not finished."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _

from bursar.accounts.models import Account
from bursar.core import clock
from bursar.core.errors import NotKnown
from bursar.grants.queries import Access
from bursar.payments.models import MethodSetup, PaymentMethod

EXPIRES_SOON = timedelta(days=60)


@dataclass(frozen=True)
class Method:
    """A payment method as it is shown."""

    uid: str
    name: str
    is_debit: bool
    brand: str
    last_digits: str
    expires_on: object
    is_default: bool
    is_expired: bool
    expires_soon: bool
    added_by: object
    added_at: object


def method_names_by_id(method_ids: Iterable[int]) -> dict[int, str]:
    """Methods, removed ones too, as they are called on screen. For lists of entries."""
    return {m.pk: method_name(m) for m in PaymentMethod.objects.filter(pk__in=list(method_ids))}


def method_name(method: PaymentMethod | Method) -> str:
    """A method as it is called on screen."""
    if method.is_debit:
        return _("SEPA direct debit from the account ending in %(digits)s") % {"digits": method.last_digits}
    return _("%(brand)s ending in %(digits)s") % {"brand": method.brand, "digits": method.last_digits}


def methods(account: Account) -> list[Method]:
    """The account's payment methods, the default one first."""
    rows = PaymentMethod.objects.filter(account=account, removed_at__isnull=True).select_related("added_by")
    today = clock.today()
    return [
        Method(
            uid=m.uid,
            name=method_name(m),
            is_debit=m.is_debit,
            brand=m.brand,
            last_digits=m.last_digits,
            expires_on=m.expires_on,
            is_default=m.is_default,
            is_expired=m.expires_on is not None and m.expires_on < today,
            expires_soon=m.expires_on is not None and today <= m.expires_on <= today + EXPIRES_SOON,
            added_by=m.added_by,
            added_at=m.added_at,
        )
        for m in rows.order_by("-is_default", "-added_at", "-id")
    ]


def method_setup(access: Access, uid: str) -> MethodSetup:
    """One adding of a method in this account. Raises NotKnown for any other."""
    found = MethodSetup.objects.filter(account=access.account, uid=uid).select_related("account", "method").first()
    if found is None:
        raise NotKnown
    return found


def setups_to_look_up(limit: int) -> list[MethodSetup]:
    """The unfinished additions of a method whose provider is to be asked now."""
    due = MethodSetup.objects.filter(look_up_at__lte=clock.now(), finished_at__isnull=True)
    return list(due.select_related("account").order_by("look_up_at")[:limit])
