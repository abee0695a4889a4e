"""What may be paid, with what: the rules of ordering a payment, each raising its refusal."""

from collections.abc import Mapping

from django.utils import translation
from django.utils.translation import gettext as _

from bursar.access.actor import Actor
from bursar.accounts.models import Account
from bursar.core import clock
from bursar.core.errors import NotKnown, Refused
from bursar.core.money import format_money
from bursar.invoices.models import Document
from bursar.invoices.queries import amounts_of
from bursar.payments import queries, steps
from bursar.payments.models import Payment, PaymentMethod


def amount_field(invoice_uid: str) -> str:
    """The name of the form field in which an invoice's amount is typed."""
    return f"amount_{invoice_uid}"


def same_body(before: Payment, actor: Actor, parts: Mapping[str, int], method_uid: str, credit_minor: int) -> None:
    """A key that was used before may only repeat what it was used for."""
    ordered = dict(before.allocations.values_list("invoice__uid", "amount_minor"))
    method = before.method.uid if before.method else ""
    asked = method_uid if before.amount_minor else ""  # with all of it from credit no method matters
    if (ordered, method, before.ordered_by_id) != (dict(parts), asked, actor.person_id) or (
        before.credit_minor != credit_minor
    ):
        raise Refused(
            "key_used_otherwise", _("This form was sent before with other amounts. Reload the page and begin again.")
        )


def payable_invoices(account: Account, parts: Mapping[str, int]) -> list[Document]:
    """The invoices of the parts, when each may be paid by its amount."""
    if not parts:
        raise Refused("nothing_to_pay", _("Choose at least one invoice to pay."))
    invoices = list(Document.objects.filter(account=account, uid__in=list(parts)).order_by("due_on", "id"))
    if len(invoices) != len(parts):
        raise NotKnown
    if any(invoice.kind != Document.Kind.INVOICE for invoice in invoices):
        raise Refused("not_an_invoice", _("A credit note cannot be paid."))
    if len({invoice.currency for invoice in invoices}) > 1:
        raise Refused("currencies_differ", _("Invoices in different currencies are paid one currency at a time."))
    ids = [invoice.pk for invoice in invoices]
    amounts, reserved = amounts_of(ids), steps.reserved_by_invoice(ids)
    for invoice in invoices:
        amount_fits(invoice, parts[invoice.uid], amounts[invoice.pk].outstanding, reserved.get(invoice.pk, 0))
    return invoices


def amount_fits(invoice: Document, amount: int, outstanding: int, reserved: int) -> None:
    """The amount may be paid on the invoice, or it is refused at the field in which it is typed."""
    field, free = amount_field(invoice.uid), outstanding - reserved
    if amount <= 0:
        raise Refused("amount_not_positive", _("Write an amount above zero."), field=field)
    if outstanding <= 0:
        text = _("Nothing is outstanding on invoice %(number)s any more.") % {"number": invoice.number}
        raise Refused("nothing_outstanding", text, field=field)
    if free <= 0:
        text = _("A payment of invoice %(number)s is already under way.") % {"number": invoice.number}
        raise Refused("payment_under_way", text, field=field)
    if amount > free:
        most = format_money(free, invoice.currency, translation.get_language() or "en")
        text = _("At most %(amount)s can be paid on invoice %(number)s.") % {"amount": most, "number": invoice.number}
        raise Refused("amount_too_high", text, field=field)


def charge_beside(account: Account, currency: str, total: int, credit_minor: int) -> int:
    """What is to be charged beside the account's credit, when that much of it may be used."""
    free = queries.free_credit(account).get(currency, 0)
    if not 0 <= credit_minor <= min(total, free):
        most = format_money(min(total, free), currency, translation.get_language() or "en")
        text = _("At most %(amount)s of your credit can be used now. Look again, and decide anew.") % {"amount": most}
        raise Refused("credit_too_high", text, field="use_credit")
    return total - credit_minor


def usable_method(account: Account, method_uid: str) -> PaymentMethod | None:
    """The kept method, when one is named and it can be charged."""
    if not method_uid:
        return None
    method = PaymentMethod.objects.filter(account=account, uid=method_uid, removed_at__isnull=True).first()
    if method is None:
        raise Refused("method_unknown", _("This payment method has been removed. Choose another."), field="method")
    if method.expires_on is not None and method.expires_on < clock.today():
        raise Refused("method_expired", _("This card has expired. Choose another."), field="method")
    return method
