"""`account`, `person` and `billing-admin`: what an operator does for customers and people."""

from argparse import Namespace

from bursar.accounts import queries as accounts
from bursar.billing import commands as billing
from bursar.billing import queries as portals
from bursar.cli.output import say, show
from bursar.core.errors import NotKnown, Refused
from bursar.lifecycle.commands import operator as commands


def create(args: Namespace) -> None:
    """Create an account and invite its owner."""
    account = commands.create_account(
        commands.operator(args.operator),
        name=args.name,
        owner=args.owner,
        first_name=args.first_name,
        last_name=args.last_name,
        language=args.language,
        time_zone=args.time_zone,
    )
    show([{"number": account.number, "name": account.name, "owner": args.owner}], as_json=args.json)


def list_accounts(args: Namespace) -> None:
    """Every account with the state of its billing portal."""
    show(portals.accounts_overview(), as_json=args.json)


def deactivate(args: Namespace) -> None:
    """Deactivate a person."""
    person = commands.deactivate_person(commands.operator(args.operator), email=args.email, reason=args.reason)
    say(f"Deactivated: {person.email}")
    for row in portals.accounts_overview():
        if row["billing"] == "needs_admin":
            say(f"{row['name']} ({row['number']}) needs a billing administrator: bursar billing-admin appoint")


def appoint(args: Namespace) -> None:
    """Appoint a Full billing administrator."""
    try:
        account = accounts.account_by_number(args.account)
    except NotKnown:
        raise Refused("account_unknown", f"there is no account {args.account}") from None
    billing.appoint_billing_admin(
        commands.operator(args.operator), account=account, email=args.email, reason=args.reason, force=args.force
    )
    say(f"Appointed in {account.name}: {args.email}")
