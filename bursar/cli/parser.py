"""The words of `bursar`: every command with its options and help."""

from argparse import ArgumentParser

from bursar import __version__
from bursar.access.permissions import BILLING
from bursar.access.scopes import INSTALLATION
from bursar.cli import parser_bills, parser_money, parser_webhooks
from bursar.cli.grammar import Commands, add, by_operator, group, moment, port, positive


def build_parser() -> ArgumentParser:
    """The whole command line."""
    parser = ArgumentParser(prog="bursar", description="Run a Bursar installation.", allow_abbrev=False)
    parser.add_argument("--version", action="version", version=f"bursar {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _running(commands)
    _accounts(commands)
    _access(commands)
    _tokens(commands)
    parser_bills.add_bills(commands)
    parser_webhooks.add_webhooks(commands)
    parser_money.add_money(commands)
    return parser


def _running(commands: Commands) -> None:
    serve = add(commands, "serve", "running:serve", "Serve the site, with the worker beside it.")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    serve.add_argument("--port", type=port, default=8000, help="port to listen on (8000)")
    serve.add_argument("--processes", type=positive, default=0, help="worker processes (one for each core)")
    worker = add(commands, "worker", "working:worker", "Run the worker loop alone: mails, notices, open questions.")
    worker.add_argument("--with-parent", action="store_true", help="stop when the process that started it stops")
    migrate = add(commands, "migrate", "database:migrate", "Bring the database to this version.")
    migrate.set_defaults(as_owner=True)
    check = add(commands, "check", "database:check", "Check settings, database and pending migrations.", json=True)
    check.add_argument("--deploy", action="store_true", help="also refuse what is dangerous in production")
    check.add_argument("--data", action="store_true", help="also verify what must hold of the data; the site may run")
    demo = add(commands, "demo", "demo:demo", "Create the demo installation, once.", json=True)
    demo.add_argument("--if-empty", action="store_true", help="do nothing when there is an account already")
    mail = group(commands, "mail", "The outbox.")
    add(mail, "send", "working:mail_send", "Send the mails that are due, once.", json=True)


def _accounts(commands: Commands) -> None:
    account = group(commands, "account", "Customer accounts.")
    create = add(account, "create", "accounts:create", "Create an account; its owner is invited by mail.", json=True)
    create.add_argument("name", help="the organisation")
    create.add_argument(
        "--owner", required=True, metavar="EMAIL", help="becomes Super admin and first billing administrator"
    )
    create.add_argument("--first-name", default="", help="the owner's first name")
    create.add_argument("--last-name", default="", help="the owner's last name")
    create.add_argument("--language", default="en", choices=("en", "fr"), help="language of the account (en)")
    create.add_argument("--time-zone", default="Europe/Paris", help="time zone of the account (Europe/Paris)")
    by_operator(create)
    add(account, "list", "accounts:list_accounts", "List accounts.", json=True)
    person = group(commands, "person", "People.")
    deactivate = add(person, "deactivate", "accounts:deactivate", "End everything a person has, everywhere, at once.")
    deactivate.add_argument("email", help="the person's address")
    deactivate.add_argument("--reason", required=True)
    by_operator(deactivate)
    admin = group(commands, "billing-admin", "Billing administrators.")
    appoint = add(admin, "appoint", "accounts:appoint", "Appoint a Full billing administrator where none is left.")
    appoint.add_argument("account", help="the account's number")
    appoint.add_argument("email", help="the address of the person appointed")
    appoint.add_argument("--reason", required=True)
    day = "a day, or a day with a time (2027-01-31T18:00), in the account's time zone"
    appoint.add_argument("--from", dest="starts", type=moment, metavar="DAY", help=f"when it begins: {day}")
    appoint.add_argument("--until", dest="ends", type=moment, metavar="DAY", help=f"its last day, or when: {day}")
    appoint.add_argument("--force", action="store_true", help="also where there is an administrator")
    by_operator(appoint)
    portal = group(commands, "billing-portal", "Billing portals.")
    text = "Say who decides over the bills: those named, or roles. First shows who gains and who loses which right."
    kind = add(portal, "kind", "kinds:kind", text)
    kind.add_argument("account", help="the account's number")
    kind.add_argument("kind", choices=("by-role", "assigned"), help="assigned: those who were named (the default)")
    kind.add_argument("--reason", required=True)
    kind.add_argument("--yes", action="store_true", help="do it without being asked")
    by_operator(kind)


def _access(commands: Commands) -> None:
    access = group(commands, "access", "Who may do what with the bills of an account, and what changed.")
    moment = "day and time in the account's time zone"
    as_of = add(access, "as-of", "access:as_of", "Who holds which right, and each way they do.", json=True)
    as_of.add_argument("--at", default="", metavar="MOMENT", help=f"{moment}: '2026-03-03 10:00' (now)")
    changes = add(access, "changes", "access:changes", "Who gained and who lost which right, and by what.", json=True)
    changes.add_argument("--since", required=True, metavar="MOMENT", help=moment)
    changes.add_argument("--until", default="", metavar="MOMENT", help=f"{moment} (now)")
    for parser in (as_of, changes):
        parser.add_argument("--account", required=True, metavar="NUMBER", help="the account's number")
        parser.add_argument("--right", choices=[str(right) for right in BILLING], help="only this right (every right)")
        parser.add_argument("--person", default="", metavar="EMAIL", help="only this person")
        parser.add_argument("--csv", action="store_true", help="print CSV for a spreadsheet")


def _tokens(commands: Commands) -> None:
    token = group(commands, "token", "API tokens of the installation, for the vendor's own programs.")
    make = add(token, "create", "tokens:create", "Make a token; it is shown once.", json=True)
    make.add_argument("name", help="what it is for")
    make.add_argument("--scope", action="append", required=True, choices=[str(scope) for scope in INSTALLATION])
    make.add_argument("--account", default="", metavar="NUMBER", help="only about this account (every account)")
    make.add_argument("--days", type=positive, default=90, help="how long it lasts (90)")
    by_operator(make)
    add(token, "list", "tokens:list_tokens", "List them.", json=True)
    revoke = add(token, "revoke", "tokens:revoke", "End a token at once, a person's too.")
    revoke.add_argument("uid", help="as listed")
    by_operator(revoke)
