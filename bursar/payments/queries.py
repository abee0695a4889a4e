"""Reads on payments, their parts, what they reserve, credits and payment methods."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from bursar.access.permissions import Permission
from bursar.accounts.models import Account
from bursar.core import clock
from bursar.core.errors import Forbidden, NotKnown
from bursar.grants.queries import Access, lacks_text
from bursar.invoices.queries import found_by
from bursar.invoices.search import words_asked
from bursar.payments.models import Allocation, Credit, MethodSetup, Payment, PaymentMethod
from bursar.payments.steps import reserved_by_invoice

EXPIRES_SOON = timedelta(days=60)
UNDER_WAY = (Payment.State.PENDING, Payment.State.UNKNOWN)


@dataclass(frozen=True)
class Method:
    """A payment method as it is shown."""

    uid: str
    brand: str
    last_digits: str
    expires_on: object
    is_default: bool
    is_expired: bool
    expires_soon: bool
    added_by: object
    added_at: object


def under_way() -> dict[str, int]:
    """How many payments of the installation have no outcome yet, by state; for the operator."""
    rows = Payment.objects.filter(look_up_at__isnull=False, state__in=UNDER_WAY).values_list("state")
    return {state.value: 0 for state in UNDER_WAY} | dict(rows.annotate(count=Count("pk")))


def payments(access: Access, *, state: str = "", search: str = "") -> QuerySet[Payment]:
    """The account's payments, newest first. Raises Forbidden without View invoices."""
    rows = _with_parts(_own(access)).order_by("-ordered_at", "-id")
    if state == "under_way":
        rows = rows.filter(state__in=UNDER_WAY)
    elif state in Payment.State.values:
        rows = rows.filter(state=state)
    for word in search[:100].split()[:5]:
        found = Q(receipt_number__icontains=word) | Q(ordered_by__name_folded__contains=word.casefold())
        for beginning in words_asked(word):
            here = found_by(access.account, beginning).filter(document=OuterRef("allocations__invoice"))
            found |= Q(Exists(here))
        rows = rows.filter(found)
    return rows.distinct()


def payment(access: Access, uid: str) -> Payment:
    """One payment of the account. Raises Forbidden without View invoices, NotKnown for any other."""
    found = _with_parts(_own(access).filter(uid=uid)).first()
    if found is None:
        raise NotKnown
    return found


def payment_by_id(payment_id: int) -> Payment | None:
    """One payment, for mails and jobs."""
    return _with_parts(Payment.objects.filter(pk=payment_id)).first()


_PARTS = """
SELECT p.id, p.uid, p.state, p.currency, p.decline_code, p.ordered_at, p.settled_at, a.amount_minor AS part_minor,
       COALESCE(NULLIF(TRIM(o.first_name || ' ' || o.last_name), ''), o.email) AS payer
FROM payments_allocation a JOIN payments_payment p ON p.id = a.payment_id
JOIN accounts_person o ON o.id = p.ordered_by_id
WHERE a.invoice_id = %s ORDER BY p.ordered_at DESC, p.id DESC
"""


def parts_of_invoice(invoice_id: int) -> list[Any]:
    """The payments with a part for an invoice, newest first: of each also `part_minor`, and `payer`, a name or address.
    No more of them is read than the story of an invoice tells."""
    return list(Payment.objects.raw(_PARTS, [invoice_id]))


def reserved(invoice_ids: Iterable[int]) -> dict[int, int]:
    """What payments under way reserve of each invoice, in minor units; none where nothing is."""
    return reserved_by_invoice(invoice_ids)


def credits_of(account: Account) -> list[tuple[str, int]]:
    """Money the account paid beyond what was owed: currency and minor units."""
    rows = Credit.objects.filter(account=account).values("currency").annotate(total=Sum("amount_minor"))
    return sorted((row["currency"], row["total"]) for row in rows)


def invoice_numbers_by_payment(payment_ids: Iterable[int]) -> dict[int, str]:
    """What payments are for, in a line each: the numbers of their invoices. For lists of entries."""
    rows = Allocation.objects.filter(payment_id__in=list(payment_ids)).order_by("id")
    found: dict[int, list[str]] = {}
    for payment_id, number in rows.values_list("payment_id", "invoice__number"):
        found.setdefault(payment_id, []).append(number)
    return {payment_id: ", ".join(numbers) for payment_id, numbers in found.items()}


def method_names_by_id(method_ids: Iterable[int]) -> dict[int, str]:
    """Methods, removed ones too, as they are called on screen. For lists of entries."""
    return {m.pk: method_name(m) for m in PaymentMethod.objects.filter(pk__in=list(method_ids))}


def method_name(method: PaymentMethod | Method) -> str:
    """A method as it is called on screen."""
    return _("%(brand)s ending in %(digits)s") % {"brand": method.brand, "digits": method.last_digits}


def methods(account: Account) -> list[Method]:
    """The account's payment methods, the default one first."""
    rows = PaymentMethod.objects.filter(account=account, removed_at__isnull=True).select_related("added_by")
    today = clock.today()
    return [
        Method(
            uid=m.uid,
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


def payments_to_look_up(limit: int) -> list[Payment]:
    """The payments whose provider is to be asked now."""
    due = Payment.objects.filter(look_up_at__lte=clock.now(), state__in=UNDER_WAY)
    return list(_with_parts(due).order_by("look_up_at")[:limit])


def setups_to_look_up(limit: int) -> list[MethodSetup]:
    """The unfinished additions of a method whose provider is to be asked now."""
    due = MethodSetup.objects.filter(look_up_at__lte=clock.now(), finished_at__isnull=True)
    return list(due.select_related("account").order_by("look_up_at")[:limit])


def _own(access: Access) -> QuerySet[Payment]:
    if not access.may(Permission.INVOICE_VIEW):
        raise Forbidden("lacks_permission", lacks_text(Permission.INVOICE_VIEW))
    return Payment.objects.filter(account=access.account)


def _with_parts(rows: QuerySet[Payment]) -> QuerySet[Payment]:
    return rows.select_related("account", "ordered_by", "method", "credit").prefetch_related(
        "allocations__invoice__issuer"
    )
