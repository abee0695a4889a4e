"""`payment import`: money that came without an order of ours."""

from argparse import Namespace
from dataclasses import asdict
from pathlib import Path

from bursar.accounts.steps import operator_named
from bursar.cli.naming import account_numbered
from bursar.cli.output import say, show
from bursar.cli.reporting import report
from bursar.core.errors import NotKnown, Refused
from bursar.core.money import to_decimal
from bursar.invoices.intake.problems import FileRefused
from bursar.payments import commands, queries
from bursar.payments.incoming_file import LARGEST
from bursar.payments.receiving import take_in_file


def take_in(args: Namespace) -> int:
    """Exit code 0 when taken in, 2 when the file was refused: nothing of it is kept then."""
    file = Path(args.file)
    if file.exists() and not file.is_file():
        raise ValueError(f"{file} is no file")
    with file.open("rb") as stream:
        content = stream.read(LARGEST + 1)
    try:
        taken = take_in_file(operator_named(args.operator), content=content, name=file.name)
    except FileRefused as refused:
        return report(refused, as_json=args.json)
    show([asdict(taken)], as_json=args.json)
    return 0


def waiting(args: Namespace) -> None:
    """What waits, oldest first."""
    rows = [
        {
            "uid": row.uid,
            "received": row.received_on.isoformat(),
            "amount": f"{to_decimal(row.amount_minor, row.currency)} {row.currency}",
            "payer": row.payer,
            "text": row.text,
            "why": row.why,
            "reference": f"{row.source} {row.reference}",
        }
        for row in queries.waiting_money()
    ]
    show(rows, as_json=args.json)


def assign(args: Namespace) -> None:
    """It is for this account, and these invoices."""
    actor, account = operator_named(args.operator), account_numbered(args.account)
    try:
        payment = commands.assign_money(actor, uid=args.uid, account=account, numbers=args.invoice)
    except NotKnown:
        raise Refused("payment_unknown", f"no payment {args.uid} waits") from None
    say(f"Assigned: {payment.receipt_number}")


def dismiss(args: Namespace) -> None:
    """It is nobody's here."""
    try:
        row = commands.dismiss_money(operator_named(args.operator), uid=args.uid, reason=args.reason)
    except NotKnown:
        raise Refused("payment_unknown", f"no payment {args.uid} waits") from None
    say(f"Dismissed: {row}")
