"""`account`, `person` and `billing-admin`: what an operator does for customers and people."""

from argparse import Namespace
from typing import Any

from bursar.accounts import queries as accounts
from bursar.accounts.steps import operator_named
from bursar.billing.commands.appointing import appoint_billing_admin
from bursar.cli.output import say, show
from bursar.core.days import format_beginning, format_end
from bursar.core.errors import NotKnown, Refused
from bursar.core.moments import beginning, ending
from bursar.lifecycle.commands.operator import create_account, deactivate_person
from bursar.lifecycle.queries import accounts_overview


def create(args: Namespace) -> None:
    """Create an account and invite its owner."""
    account = create_account(
        operator_named(args.operator),
        name=args.name,
        owner_email=args.owner,
        owner_first_name=args.first_name,
        owner_last_name=args.last_name,
        language=args.language,
        time_zone=args.time_zone,
    )
    show([{"number": account.number, "name": account.name, "owner": args.owner}], as_json=args.json)


def list_accounts(args: Namespace) -> None:
    """Every account with the state of its billing portal."""
    show(accounts_overview(), as_json=args.json)


def deactivate(args: Namespace) -> None:
    """Deactivate a person."""
    person = deactivate_person(operator_named(args.operator), email=args.email, reason=args.reason)
    say(f"Deactivated: {person.email}")
    for row in accounts_overview():
        if row["billing"] == "needs_admin":
            then = f", then bursar billing-portal kind {row['number']} assigned" if row["portal"] == "by-role" else ""
            say(f"{row['name']} ({row['number']}) needs a billing administrator: bursar billing-admin appoint{then}")


def account_named(number: str) -> Any:
    """The account with this number. Refused when there is none."""
    try:
        return accounts.account_by_number(number)
    except NotKnown:
        raise Refused("account_unknown", f"there is no account {number}") from None


def appoint(args: Namespace) -> None:
    """Appoint a Full billing administrator."""
    account = account_named(args.account)
    starts = beginning(args.starts, account.time_zone) if args.starts else None
    ends = ending(args.ends, account.time_zone) if args.ends else None
    made = appoint_billing_admin(
        operator_named(args.operator),
        account=account,
        email=args.email,
        reason=args.reason,
        force=args.force,
        valid_from=starts,
        valid_until=ends,
    )
    if made.invitation:
        say(f"Invited to {account.name}: {args.email} does not sign in yet. They are appointed on accepting.")
    else:
        say(f"Appointed in {account.name}: {args.email}")
    if starts:
        say(f"It begins on {format_beginning(starts, account.time_zone, 'en')}.")
    if ends:
        say(f"It ends on {format_end(ends, account.time_zone, 'en')}.")
