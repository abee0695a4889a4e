"""The words of `bursar`: every command with its options and help."""

from argparse import ArgumentParser, ArgumentTypeError, _SubParsersAction
from datetime import datetime
from typing import TypeAlias

from bursar import __version__
from bursar.access.permissions import BILLING
from bursar.access.scopes import INSTALLATION
from bursar.core.moments import Moment

Commands: TypeAlias = "_SubParsersAction[ArgumentParser]"


def build_parser() -> ArgumentParser:
    """The whole command line."""
    parser = ArgumentParser(prog="bursar", description="Run a Bursar installation.", allow_abbrev=False)
    parser.add_argument("--version", action="version", version=f"bursar {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _running(commands)
    _accounts(commands)
    _access(commands)
    _tokens(commands)
    _bills(commands)
    return parser


def _add(commands: "Commands", name: str, handler: str, text: str, *, json: bool = False) -> ArgumentParser:
    parser = commands.add_parser(name, help=text, description=text, allow_abbrev=False)
    parser.set_defaults(handler=f"bursar.cli.{handler}", as_owner=False)
    if json:
        parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    return parser


def _group(commands: "Commands", name: str, text: str) -> "Commands":
    parser = commands.add_parser(name, help=text, description=text)
    return parser.add_subparsers(title="commands", required=True, metavar="COMMAND")


def _by_operator(parser: ArgumentParser) -> None:
    parser.add_argument("--operator", required=True, metavar="NAME", help="who you are: it is recorded")


def _running(commands: "Commands") -> None:
    serve = _add(commands, "serve", "running:serve", "Serve the site, with the worker beside it.")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    serve.add_argument("--port", type=_port, default=8000, help="port to listen on (8000)")
    serve.add_argument("--processes", type=_positive, default=0, help="worker processes (one for each core)")
    worker = _add(commands, "worker", "working:worker", "Run the worker loop alone: mails, notices, open questions.")
    worker.add_argument("--with-parent", action="store_true", help="stop when the process that started it stops")
    migrate = _add(commands, "migrate", "database:migrate", "Bring the database to this version.")
    migrate.set_defaults(as_owner=True)
    check = _add(commands, "check", "database:check", "Check settings, database and pending migrations.", json=True)
    check.add_argument("--deploy", action="store_true", help="also refuse what is dangerous in production")
    check.add_argument("--data", action="store_true", help="also verify what must hold of the data; the site may run")
    demo = _add(commands, "demo", "demo:demo", "Create the demo installation, once.", json=True)
    demo.add_argument("--if-empty", action="store_true", help="do nothing when there is an account already")
    mail = _group(commands, "mail", "The outbox.")
    _add(mail, "send", "working:mail_send", "Send the mails that are due, once.", json=True)


def _accounts(commands: "Commands") -> None:
    account = _group(commands, "account", "Customer accounts.")
    create = _add(account, "create", "accounts:create", "Create an account; its owner is invited by mail.", json=True)
    create.add_argument("name", help="the organisation")
    create.add_argument(
        "--owner", required=True, metavar="EMAIL", help="becomes Super admin and first billing administrator"
    )
    create.add_argument("--first-name", default="", help="the owner's first name")
    create.add_argument("--last-name", default="", help="the owner's last name")
    create.add_argument("--language", default="en", choices=("en", "fr"), help="language of the account (en)")
    create.add_argument("--time-zone", default="Europe/Paris", help="time zone of the account (Europe/Paris)")
    _by_operator(create)
    _add(account, "list", "accounts:list_accounts", "List accounts.", json=True)
    person = _group(commands, "person", "People.")
    deactivate = _add(person, "deactivate", "accounts:deactivate", "End everything a person has, everywhere, at once.")
    deactivate.add_argument("email", help="the person's address")
    deactivate.add_argument("--reason", required=True)
    _by_operator(deactivate)
    admin = _group(commands, "billing-admin", "Billing administrators.")
    appoint = _add(admin, "appoint", "accounts:appoint", "Appoint a Full billing administrator where none is left.")
    appoint.add_argument("account", help="the account's number")
    appoint.add_argument("email", help="the address of the person appointed")
    appoint.add_argument("--reason", required=True)
    day = "a day, or a day with a time (2027-01-31T18:00), in the account's time zone"
    appoint.add_argument("--from", dest="starts", type=_moment, metavar="DAY", help=f"when it begins: {day}")
    appoint.add_argument("--until", dest="ends", type=_moment, metavar="DAY", help=f"its last day, or when: {day}")
    appoint.add_argument("--force", action="store_true", help="also where there is an administrator")
    _by_operator(appoint)
    portal = _group(commands, "billing-portal", "Billing portals.")
    text = "Say who decides over the bills: those named, or roles. First shows who gains and who loses which right."
    kind = _add(portal, "kind", "kinds:kind", text)
    kind.add_argument("account", help="the account's number")
    kind.add_argument("kind", choices=("by-role", "assigned"), help="assigned: those who were named (the default)")
    kind.add_argument("--reason", required=True)
    kind.add_argument("--yes", action="store_true", help="do it without being asked")
    _by_operator(kind)


def _access(commands: "Commands") -> None:
    access = _group(commands, "access", "Who may do what with the bills of an account, and what changed.")
    moment = "day and time in the account's time zone"
    as_of = _add(access, "as-of", "access:as_of", "Who holds which right, and each way they do.", json=True)
    as_of.add_argument("--at", default="", metavar="MOMENT", help=f"{moment}: '2026-03-03 10:00' (now)")
    changes = _add(access, "changes", "access:changes", "Who gained and who lost which right, and by what.", json=True)
    changes.add_argument("--since", required=True, metavar="MOMENT", help=moment)
    changes.add_argument("--until", default="", metavar="MOMENT", help=f"{moment} (now)")
    for parser in (as_of, changes):
        parser.add_argument("--account", required=True, metavar="NUMBER", help="the account's number")
        parser.add_argument("--right", choices=[str(right) for right in BILLING], help="only this right (every right)")
        parser.add_argument("--person", default="", metavar="EMAIL", help="only this person")
        parser.add_argument("--csv", action="store_true", help="print CSV for a spreadsheet")


def _tokens(commands: "Commands") -> None:
    token = _group(commands, "token", "API tokens of the installation, for the vendor's own programs.")
    make = _add(token, "create", "tokens:create", "Make a token; it is shown once.", json=True)
    make.add_argument("name", help="what it is for")
    make.add_argument("--scope", action="append", required=True, choices=[str(scope) for scope in INSTALLATION])
    make.add_argument("--account", default="", metavar="NUMBER", help="only about this account (every account)")
    make.add_argument("--days", type=_positive, default=90, help="how long it lasts (90)")
    _by_operator(make)
    _add(token, "list", "tokens:list_tokens", "List them.", json=True)
    revoke = _add(token, "revoke", "tokens:revoke", "End a token at once, a person's too.")
    revoke.add_argument("uid", help="as listed")
    _by_operator(revoke)


def _bills(commands: "Commands") -> None:
    invoice = _group(commands, "invoice", "Invoices and credit notes.")
    take_in = _add(invoice, "import", "bills:take_in", "Take in a file of invoices: all of it, or nothing.", json=True)
    take_in.add_argument("file", metavar="FILE", help="a .csv or .json file (docs/import.md)")
    take_in.add_argument("--no-mail", action="store_true", help="do not write to the recipients: for loading history")
    _by_operator(take_in)


def _port(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        raise ArgumentTypeError(f"not a port: {text}")
    return int(text)


def _moment(text: str) -> Moment:
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        read = None
    if read is None or read.tzinfo or not 1990 <= read.year < 2200:
        raise ArgumentTypeError(f"not a day, nor a day with a time: {text}")
    return Moment(read.date(), read.time() if "T" in text else None)


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise ArgumentTypeError(f"not a whole number above zero: {text}")
    return int(text)
