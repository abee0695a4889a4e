"""`payment` and `account adjust`: paying back, and what the operator adjusts."""

from argparse import Namespace
from decimal import Decimal, InvalidOperation

from bursar.accounts.steps import operator_named
from bursar.cli.naming import account_numbered
from bursar.cli.output import say
from bursar.core.errors import NotKnown, Refused
from bursar.core.money import CURRENCIES, to_decimal, to_minor
from bursar.invoices import commands as invoices
from bursar.payments import queries, refunding


def refund(args: Namespace) -> int:
    """Pay back. Exit code 0 when it is paid back or on its way, 1 when the provider refuses."""
    actor = operator_named(args.operator)
    try:
        payment = queries.payment_named(args.payment)
    except NotKnown:
        raise Refused("payment_unknown", f"there is no payment {args.payment}") from None
    rest = payment.amount_minor - queries.refunded(payment)
    amount = _minor(args.amount, payment.currency) if args.amount else rest
    made = refunding.order_refund(
        actor, account=payment.account, payment=payment, amount_minor=amount, reason=args.reason,
        key=args.key or f"{amount} {args.reason}"[:80],
    )  # fmt: skip
    shown = f"{to_decimal(made.amount_minor, payment.currency)} {payment.currency}"
    words = {
        "succeeded": f"Refunded {shown} ({made.receipt_number}).",
        "declined": f"The provider refuses to pay back {shown}.",
        "cancelled": f"The refund of {shown} was cancelled at the provider.",
    }
    say(words.get(made.state, f"The refund of {shown} is on its way: the provider has not answered yet."))
    return 1 if made.state in ("declined", "cancelled") else 0


def adjust(args: Namespace) -> None:
    """Write off, add, or give credit."""
    actor, account = operator_named(args.operator), account_numbered(args.account)
    amount = _minor(args.amount, args.currency)
    made = invoices.adjust(
        actor, account=account, invoice_number=args.invoice, currency=args.currency, amount_minor=amount,
        reason=args.reason, key=args.key or f"{args.invoice} {amount} {args.reason}"[:64],
    )  # fmt: skip
    on = f"invoice {args.invoice}" if args.invoice else "the account's credit"
    say(f"Adjusted {on} by {to_decimal(made.amount_minor, made.currency)} {made.currency}.")


def _minor(text: str, currency: str) -> int:
    """An amount as the command line writes it: 12.50. Refused: amount_unreadable."""
    try:
        if currency not in CURRENCIES:
            raise ValueError(currency)
        return to_minor(Decimal(text), currency)
    except (InvalidOperation, ValueError, OverflowError):
        raise Refused("amount_unreadable", f"not an amount of {currency}: {text}") from None
