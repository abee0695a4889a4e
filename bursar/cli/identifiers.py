"""`identifier`: what accounts are known by on invoices."""

from argparse import Namespace

from bursar.accounts.steps import operator_named
from bursar.cli.naming import account_numbered
from bursar.cli.output import say, show
from bursar.core.errors import NotKnown, Refused
from bursar.invoices import commands, queries


def add(args: Namespace) -> None:
    """Say so."""
    actor, account = operator_named(args.operator), account_numbered(args.account)
    row = commands.add_identifier(actor, account=account, scheme=args.scheme, value=args.value)
    say(f"{account.number} is known by {row}.")


def remove(args: Namespace) -> None:
    """Say so no longer."""
    actor, account = operator_named(args.operator), account_numbered(args.account)
    try:
        commands.remove_identifier(actor, account=account, scheme=args.scheme, value=args.value)
    except NotKnown:
        raise Refused("identifier_unknown", f"{account.number} is not known by {args.scheme} {args.value}") from None
    say(f"{account.number} is no longer known by {args.scheme} {args.value}.")


def list_identifiers(args: Namespace) -> None:
    """All of an account."""
    rows = [
        {"scheme": row.scheme, "value": row.value} for row in queries.identifiers_of(account_numbered(args.account))
    ]
    show(rows, as_json=args.json)
