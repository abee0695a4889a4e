"""`access as-of` and `access changes`: who may do what with the bills, at an instant and between two."""

import sys
from argparse import Namespace

from bursar.access.permissions import BILLING, Permission
from bursar.cli.accounts import account_named
from bursar.cli.output import show
from bursar.core import clock
from bursar.grants.queries import Holding, every_holder
from bursar.grants.queries.changed import changed
from bursar.portals.spreadsheet import Table, as_csv
from bursar.portals.why import change_rows, rows
from bursar.portals.why.moments import in_zone
from bursar.portals.why.rows import Reader


def as_of(args: Namespace) -> None:
    """Everybody with a right over the bills, each way on a line of its own."""
    account = account_named(args.account)
    at = in_zone(args.at, account.time_zone) if args.at else None
    found = every_holder(account, Holding(_rights(args), at, args.person))
    shown = [each for each in found if _is_wanted(args, each.who.email)]
    _print(args, rows.table(shown, Reader.operator(account.time_zone)))


def changes(args: Namespace) -> None:
    """Who gained and who lost a right between two instants, each thing that brought it about on a line of its own."""
    account = account_named(args.account)
    since = in_zone(args.since, account.time_zone)
    until = in_zone(args.until, account.time_zone) if args.until else clock.now()
    if not since < until <= clock.now():
        raise ValueError("--since is before --until, and neither is to come")
    found = [each for each in changed(account, _rights(args), since, until) if _is_wanted(args, each.who.email)]
    people = change_rows.people(found)
    _print(args, change_rows.table(people, account.pk, Reader.operator(account.time_zone)))


def _rights(args: Namespace) -> tuple[Permission, ...]:
    return (Permission(args.right),) if args.right else BILLING


def _is_wanted(args: Namespace, email: str) -> bool:
    return args.person.strip().lower() in ("", email)


def _print(args: Namespace, table: Table) -> None:
    if args.csv:
        sys.stdout.write(as_csv(table).decode("utf-8"))
        return
    heads, *lines = table
    show([dict(zip(heads, line, strict=True)) for line in lines], as_json=args.json)
