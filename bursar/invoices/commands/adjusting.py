"""What the operator adjusts in the ledger: a debt written off or added to, credit given."""

from django.utils import translation
from django.utils.translation import gettext as _

from bursar.access.actor import Actor
from bursar.accounts import steps as accounts
from bursar.accounts.models import Account
from bursar.audit.recording import audited, record, unchanged
from bursar.core.errors import Refused
from bursar.core.money import CURRENCIES, format_money
from bursar.invoices import events, steps
from bursar.invoices.models import Adjustment, Standing


@audited
def adjust(
    actor: Actor, *, account: Account, invoice_number: str, currency: str, amount_minor: int, reason: str, key: str
) -> Adjustment:
    """Change what is owed by `amount_minor`: of an invoice, or as credit of the account when none is named (then only
    in its favour: less than zero). The same key with the same body answers the same adjustment.

    Refused: key_used_otherwise, nothing_to_adjust, currency_unknown, invoice_unknown, currencies_differ,
    adjustment_too_high, credit_only_given.
    """
    accounts.lock(account)
    accounts.require_operator(actor)
    row = _invoice(account, invoice_number)
    invoice = row.document if row else None
    before = Adjustment.objects.filter(account=account, idempotency_key=key).first()
    if before is not None:
        told = (before.invoice, before.currency, before.amount_minor, before.reason)
        if told != (invoice, currency, amount_minor, reason):
            raise Refused("key_used_otherwise", _("This key was used for another adjustment of the account."))
        unchanged()
        return before
    _check(row, currency, amount_minor)
    made = Adjustment.objects.create(
        account=account, invoice=invoice, currency=currency, amount_minor=amount_minor, reason=reason,
        idempotency_key=key,
    )  # fmt: skip
    steps.post_adjustment(made)
    new = {"amount_minor": amount_minor, "currency": currency, "why": reason, "invoice_number": invoice_number}
    on = ("document", invoice.pk) if invoice else ("adjustment", made.pk)
    record(actor, events.ADJUSTED, account=account.pk, on=on, new=new)
    return made


def _invoice(account: Account, number: str) -> Standing | None:
    if not number:
        return None
    rows = Standing.objects.filter(account=account, kind="invoice", number=number).select_related("document__account")
    found = rows.order_by("-pk").first()
    if found is None:
        raise Refused("invoice_unknown", _("The account has no invoice %(number)s.") % {"number": number})
    return found


def _check(row: Standing | None, currency: str, amount_minor: int) -> None:
    if currency not in CURRENCIES:
        raise Refused("currency_unknown", _("There is no currency %(code)s.") % {"code": currency})
    if not amount_minor:
        raise Refused("nothing_to_adjust", _("Write an amount other than zero."))
    if row is None:
        if amount_minor > 0:
            raise Refused("credit_only_given", _("Credit can be given, but not taken away: refund it instead."))
        return
    if row.currency != currency:
        raise Refused("currencies_differ", _("The invoice is in %(code)s.") % {"code": row.currency})
    if -amount_minor > row.outstanding_minor:
        most = format_money(row.outstanding_minor, currency, translation.get_language() or "en")
        raise Refused("adjustment_too_high", _("At most %(amount)s can be written off.") % {"amount": most})
